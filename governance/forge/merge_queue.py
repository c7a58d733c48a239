"""Merge groups of a queue: each is what merging a pull request makes of what the group stands on.

A status belongs to a commit, wherever that commit is proposed. So a group gets it only where all
below it, down to the default branch, is made of approved pull requests and of nothing else.
https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
"""

from dataclasses import dataclass

from governance.forge.asked import QUEUE, GroupAsked, number_of
from governance.forge.judging import Judged
from governance.forge.telling import Left, Telling, Told
from governance.model.forge import Pull
from governance.model.problem import Stop
from governance.store.git import RevisionTree
from governance.store.merge import Unmergeable, merged

DEEPEST = 20  # groups that stand on each other
INTO = "refs/tp3/queue"  # what groups had when they were asked last


@dataclass(frozen=True)
class _Group:
    pull: Pull
    head: RevisionTree


class MergeQueue:
    """Tells on the merge groups of the default branch. Raises as Telling does."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.judging = telling.judging
        self.reader = telling.reader
        self._branch = self.judging.home.default_branch

    def told(self, asked: GroupAsked) -> Told:
        """Give a merge group its status. Raises Misused where its pull request does not exist."""
        pull = self.telling.found(asked.pull)
        if asked.into != self._branch:
            return Told(pull, "left", asked.head, why="elsewhere")
        head = self._fetched(asked.group)
        if head is None or head.revision != asked.head:
            return Told(pull, "left", asked.head, why="moved")
        if _below(head) != asked.base:
            return Told(pull, "left", asked.head, why="group-odd")
        try:
            judged = self._judged(_Group(pull, head), self.judging.tip(), DEEPEST)
            if isinstance(judged, Judged):
                return self._said(judged, asked.head)
            return Told(pull, "left", asked.head, why=judged)
        except Stop as stop:
            self.telling.statuses.fail(asked.head, pull.url)
            return Told(pull, "failed", asked.head, stop=stop)

    def _said(self, judged: Judged, head: str) -> Told:
        status = self.telling.status(judged.verdict, judged.pull.url)
        word = judged.verdict.word
        if self.telling.statuses.stands(head, status):
            return Told(judged.pull, "unchanged", head, word)
        self.telling.statuses.set(head, status)
        return Told(judged.pull, "told", head, word)

    def _judged(self, group: _Group, tip: RevisionTree, depth: int) -> Judged | Left:
        """How a group stands on what is below it; why not where that is not approved itself."""
        if why := self.telling.left(group.pull):
            return why
        base = group.head.at(_below(group.head))
        if base.revision != tip.revision and not self._is_approved(base, tip, depth):
            return "group-behind"
        head = self.judging.head(group.pull)
        if head is None:
            return "moved"
        try:
            if merged(base, head).tree_id != group.head.tree_id:
                return "group-odd"
        except Unmergeable:
            return "group-odd"
        return self.judging.judged(group.pull, base, head)

    def _is_approved(self, head: RevisionTree, tip: RevisionTree, depth: int) -> bool:
        """Whether a commit is a group of the queue that is approved."""
        start = f"{QUEUE}{self._branch}/"
        names = (ref for ref, commit in self.reader.refs(start) if commit == head.revision)
        number = number_of(next(names, ""))
        pull = self.reader.pull(number) if number and depth else None
        if pull is None or not head.commit.parent_ids:
            return False
        judged = self._judged(_Group(pull, head), tip, depth - 1)
        return isinstance(judged, Judged) and judged.verdict.word == "approved"

    def _fetched(self, ref: str) -> RevisionTree | None:
        origin = self.judging.origin
        commit = origin.fetch(ref, f"{INTO}/{ref.removeprefix(QUEUE)}")
        return RevisionTree(origin.repository, commit, origin.prefix) if commit else None


def _below(head: RevisionTree) -> str:
    """What a group stands on."""
    parents = head.commit.parent_ids
    return str(parents[0]) if parents else ""
