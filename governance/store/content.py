"""Contents that a record froze by their SHA-256, found in the files or in the history."""

from hashlib import sha256 as hash_of

from governance.store.git import RevisionTree
from governance.store.tree import Tree
from governance.store.walk import ids_of

MOST = 1024**3  # bytes of a content


def frozen_content(
    tree: Tree, history: RevisionTree | None, path: str, sha256: str
) -> bytes | None:
    """The bytes of that hash that stand at a path now, or stood there before; None where none do.

    `history` is the revision up to which is looked, along all parents; None where there is no Git.
    Raises Outside where the files or Git cannot be read.
    """
    if tree.sha256(path) == sha256:
        return tree.read(path, MOST)
    contents = (history.blob(id, MOST) for id in ids_of(history, path)) if history else ()
    found = (each for each in contents if each is not None)
    return next((each for each in found if hash_of(each).hexdigest() == sha256), None)
