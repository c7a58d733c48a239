"""Who approved what was merged -> lines in the notes of its commit, at origin.

Nothing is remembered: a run that was stopped, or comes twice, records the same lines once.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from governance.forge.hearing import Entered, heard, with_comment
from governance.model.problem import Refused
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.lines import Occasion, lines_of
from governance.rules.approvals.verdict import Opinions
from governance.store.branch import Origin
from governance.store.git import RevisionTree, day_of
from governance.store.ground import ground_of
from governance.store.load import timezone_of
from governance.store.notes import fetch_notes, record
from governance.store.walk import first_parents


@dataclass(frozen=True)
class Merge:
    """A commit of the default branch, and the head that it merged."""

    commit: RevisionTree
    head: str


def merge_of(newest: RevisionTree, commit: str, head: str) -> Merge | None:
    """A merge by its commit; None where there is no such commit here any more."""
    found = newest.repository.get(commit)
    return Merge(newest.at(commit), head) if found is not None else None


@dataclass(frozen=True)
class Recorder:
    """Records approvals. All raise Outside where Git or origin cannot be read or refuse."""

    origin: Origin

    def entry(self, merge: Merge, entered: Entered) -> int:
        """Record what a comment approved by its entry; how many lines were new."""
        nobody = Opinions(merge.head)
        return self.pull(merge, entered.comment.url, nobody, frozenset, entered)

    def pull(
        self,
        merge: Merge,
        page: str,
        opinions: Opinions,
        admins: Callable[[], AbstractSet[str]],
        entered: Entered | None = None,
    ) -> int:
        """Record what was approved of a pull request until it was merged; how many lines were new.

        `page` is its address; `entered` is what a comment entered by it; `admins` is asked where
        they may have approved. Demands that nobody met are not recorded: an audit finds them.
        """
        zone = timezone_of(merge.commit)
        ground = ground_of(merge.commit, zone)
        if ground.registry is None:
            return 0
        until = datetime.fromtimestamp(ground.commit.seconds, UTC)
        in_time = tuple(each for each in opinions.approvals if each.at <= until)
        said = replace(opinions, approvals=in_time)
        changes = ground.step.difference.changes
        answers = heard(ground.registry, changes, said, ground.step.day, admins).answers
        if entered:
            answers = with_comment(ground.registry, changes, answers, entered, zone)
        occasion = Occasion(page, merge.head, until, entered.comment if entered else None)
        return record(self.origin, {ground.commit.id: tuple(lines_of(answers, occasion))})

    def missed(self, newest: RevisionTree, since: date) -> Iterator[str]:
        """Commits of the default branch, the newest first, that have no record and should.

        Only those since a day: a run that is missed for longer is an audit's to find, and so are
        those whose rules cannot be read. Dates are what their authors say: one that is older than
        what stands below it hides nothing.
        """
        notes, zone = fetch_notes(self.origin, newest), timezone_of(newest)
        for commit in first_parents(None, newest):
            if day_of(commit.seconds, zone) < since:
                continue
            if not notes.of(commit.id).lines and _is_demanding(newest.at(commit.id), zone):
                yield commit.id


def _is_demanding(commit: RevisionTree, zone: str) -> bool:
    """Whether somebody had to approve what a commit changed."""
    ground = ground_of(commit, zone)
    if ground.registry is None:
        return False
    try:
        demands, _ = demands_of(ground.registry, ground.step.difference.changes)
    except Refused:
        return False
    return bool(demands)
