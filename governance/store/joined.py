"""Whether a tree is two others joined: told from the trees alone, where no file changed in both."""

import pygit2
from pygit2.enums import FileMode

from governance.store.git import RevisionTree

_Place = tuple[int, pygit2.Oid] | None  # what stands at a path: its mode and object


def is_joined(base: RevisionTree, head: RevisionTree, made: pygit2.Oid) -> bool:
    """Whether each path of tree `made` is as the side left it that has changed it.

    The cost follows what changed. False tells nothing of files that both sides have changed, or
    moved: of these git must make the merge again. Raises Outside where Git cannot read.
    """
    repository = base.repository
    try:
        common = repository.merge_base(base.commit.id, head.commit.id)
        if common is None:
            return False
        before = repository[common].peel(pygit2.Commit).tree_id
        trees = (before, base.commit.tree_id, head.commit.tree_id, made)
        return _fits(repository, *((FileMode.TREE, each) for each in trees))
    except (pygit2.GitError, KeyError, ValueError) as error:
        raise base.unreadable(error) from None


def _fits(
    repository: pygit2.Repository, before: _Place, ours: _Place, theirs: _Place, made: _Place
) -> bool:
    if theirs in (before, ours):
        return made == ours
    if ours == before:
        return made == theirs
    folders = [_folder(repository, each) for each in (before, ours, theirs, made)]
    if None in folders[1:]:
        return False
    inside = [each or {} for each in folders]
    names = set().union(*inside)
    return all(_fits(repository, *(each.get(name) for each in inside)) for name in names)


def _folder(repository: pygit2.Repository, place: _Place) -> dict[bytes, _Place] | None:
    """What stands in a folder; None where there is none."""
    if place is None or place[0] != FileMode.TREE:
        return None
    tree = repository[place[1]].peel(pygit2.Tree)
    return {each.raw_name or b"": (each.filemode, each.id) for each in tree}
