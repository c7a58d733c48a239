"""Whether a tree is two others joined: told from the trees alone, where no file changed in both."""

import re
from collections.abc import Mapping

import pygit2

from governance.store.git import RevisionTree

# https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
_ENTRY = re.compile(rb"([0-7]+) ([^\0]+)\0(.{20})", re.DOTALL)
_FOLDER = b"40000"
_Place = tuple[bytes, bytes] | None  # what stands at a path: its mode and the object's raw name


def is_joined(base: RevisionTree, head: RevisionTree, made: pygit2.Oid) -> bool:
    """Whether each path of tree `made` is as the side left it that has changed it.

    The cost follows what changed. False tells nothing of files that both sides have changed, or
    moved: of these git must make the merge again. Raises Outside where Git cannot read.
    """
    repository = base.repository
    try:
        parted = repository.merge_base(base.commit.id, head.commit.id)
        if parted is None:
            return False
        before = repository[parted].peel(pygit2.Commit).tree_id
        trees = (before, base.commit.tree_id, head.commit.tree_id, made)
        return _fits(repository, *((_FOLDER, each.raw) for each in trees))
    except (pygit2.GitError, KeyError, ValueError) as error:
        raise base.unreadable(error) from None


def _fits(
    repository: pygit2.Repository, before: _Place, ours: _Place, theirs: _Place, made: _Place
) -> bool:
    if theirs in (before, ours):
        return made == ours
    if ours == before:
        return made == theirs
    inside = [_inside(repository, each) for each in (before, ours, theirs, made)]
    if None in inside[1:]:
        return False
    first, second, third, last = (each or {} for each in inside)
    unlike = (first.items() ^ third.items()) | (second.items() ^ last.items())
    return all(
        _fits(repository, *(each.get(name) for each in (first, second, third, last)))
        for name in {name for name, _ in unlike}
    )


def _inside(
    repository: pygit2.Repository, place: _Place
) -> Mapping[bytes, tuple[bytes, bytes]] | None:
    """What stands in a folder, read as git keeps it; None where a file stands.

    Git keeps no empty folder: where nothing stands, there may have been one with nothing left.
    """
    if place is None:
        return {}
    if place[0] != _FOLDER:
        return None
    data = repository[pygit2.Oid(raw=place[1])].read_raw()
    return {name: (mode, id) for mode, name, id in _ENTRY.findall(data)}
