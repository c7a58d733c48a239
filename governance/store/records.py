"""What is recorded in the notes against the commits that there are."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

import pygit2

from governance.store.git import RevisionTree, resolve
from governance.store.ground import Ground
from governance.store.joined import is_joined
from governance.store.merge import Unmergeable, merged
from governance.store.notes import Notes
from governance.store.walk import first_parents

TIPS = ("HEAD", "refs/remotes/origin/HEAD")  # of the branch into which everything is merged


def is_merged(tree: RevisionTree, ground: Ground, head: str) -> bool | None:
    """Whether a commit is `head`, merged; None where that cannot be told.

    A head is known by what it makes of the first parent, also where it is a parent itself: nobody
    has approved what was changed while merging. Merged as one commit it is no part of the history,
    and a clone may be without it.
    """
    commit = ground.commit
    if head == commit.id:
        return True
    if commit.merged and head not in commit.merged:
        return False
    if commit.parent is None or not _has_commit(tree, head):
        return None
    base, proposed = tree.at(commit.parent), tree.at(head)
    made = tree.at(commit.id).commit.tree_id
    if is_joined(base, proposed, made):
        return True
    try:
        return merged(base, proposed).commit.tree_id == made
    except Unmergeable:
        return False


def strays(
    notes: Notes, newest: RevisionTree, walked: Collection[str]
) -> Iterator[tuple[str, Literal["apart", "unknown"]]]:
    """Commits that have a note and do not stand on the line of first parents.

    `apart`: they were merged once, and are not any more. `unknown`: there is no such commit here.
    Of `walked` it is known that they stand there.
    """
    others = [commit for commit in notes.commits() if commit not in walked]
    if not others:
        return
    line = {commit.id for tip in _tips(newest) for commit in first_parents(None, tip)}
    for commit in others:
        if commit not in line:
            yield commit, "apart" if _has_commit(newest, commit) else "unknown"


def _tips(newest: RevisionTree) -> Iterable[RevisionTree]:
    """The revision, and the newest commits of its branch that are here: each once."""
    repository = newest.repository
    found = {newest.revision: newest}
    for name in TIPS:
        is_there = name in repository.references
        if is_there and not (name == "HEAD" and repository.head_is_unborn):
            tip = RevisionTree(repository, resolve(repository, name), newest.prefix)
            found[tip.revision] = tip
    return found.values()


def _has_commit(tree: RevisionTree, id: str) -> bool:
    found = tree.repository.get(id)
    return isinstance(found, pygit2.Commit)
