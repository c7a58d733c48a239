"""Pull requests that were merged -> what was approved of them, recorded; missed ones as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from governance.forge.hearing import opinions_of
from governance.forge.judging import Judging
from governance.forge.record import Recorder, merge_of
from governance.model.forge import Pull
from governance.model.problem import Misused, Stop
from governance.store.git import RevisionTree, commit_day
from governance.store.load import timezone_of

# Why nothing can be recorded: pushed without a pull request, not merged, into another branch.
Left = Literal["no-pull", "not-merged", "elsewhere"]


@dataclass(frozen=True)
class Recorded:
    """What became of a merge: how many lines were new, or why there are none."""

    commit: str | None
    pull: Pull | None
    lines: int = 0
    why: Left | None = None
    stop: Stop | None = None


class Recording:
    """Records approvals of what was merged into the default branch.

    All raise Outside where Git or GitHub cannot be reached or do not let us.
    """

    def __init__(self, judging: Judging) -> None:
        self.judging = judging
        self.reader = judging.reader
        self.recorder = Recorder(judging.origin)

    def missed(self, newest: RevisionTree, since: date) -> Iterator[Recorded]:
        """Record what has no record since a day and should, the newest first."""
        for commit in list(self.recorder.missed(newest, since)):
            yield self._recorded(newest, commit)

    def pull(self, newest: RevisionTree, number: int) -> Recorded:
        """Record one pull request. Raises Misused where there is none of that number."""
        pull = self.reader.pull(number)
        if pull is None:
            raise Misused("pull-unknown", number=str(number))
        if pull.merge_sha is None:
            return Recorded(None, pull, why="not-merged")
        return self._of(newest, pull, pull.merge_sha)

    def _recorded(self, newest: RevisionTree, commit: str) -> Recorded:
        try:
            found = (each for each in self.reader.pulls_of(commit) if each.merge_sha == commit)
            pull = next(found, None)
            return self._of(newest, pull, commit) if pull else Recorded(commit, None, why="no-pull")
        except Stop as stop:
            return Recorded(commit, None, stop=stop)

    def _of(self, newest: RevisionTree, pull: Pull, commit: str) -> Recorded:
        home = self.judging.home
        merge = merge_of(newest, commit, pull.head_sha)
        if merge is None or pull.base != home.default_branch or not newest.contains(commit):
            return Recorded(commit, pull, why="elsewhere")
        entered = None
        if parents := merge.commit.commit.parent_ids:
            base = newest.at(str(parents[0]))
            day = commit_day(merge.commit.commit, timezone_of(merge.commit))
            entered = self.judging.behind.entered(pull, base, merge.commit.tree_id, day)
        opinions = opinions_of(self.reader, pull)
        lines = self.recorder.pull(merge, pull.url, opinions, self.judging.admins, entered)
        return Recorded(commit, pull, lines)
