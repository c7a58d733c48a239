"""Who approved what was merged -> lines in the notes of its commit, at origin.

Nothing is remembered: a run that was stopped, or comes twice, records the same lines once.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby

from governance.forge.hearing import Entered, heard, with_comment
from governance.model.change import Step
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.approvals.counting import counting
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.lines import Occasion, lines_of
from governance.rules.approvals.values import Answer
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
        answers = _answers(ground.registry, ground.step, said, zone, admins)
        changes = ground.step.difference.changes
        if entered:
            answers = with_comment(ground.registry, changes, answers, entered, zone)
        occasion = Occasion(page, merge.head, until, entered.comment if entered else None)
        return record(self.origin, {ground.commit.id: tuple(lines_of(answers, occasion))})

    def missed(self, newest: RevisionTree, since: date) -> Iterator[str]:
        """Commits of the default branch, the newest first, with less than should be recorded.

        Only those since a day: a run that is missed for longer is an audit's to find, and so are
        those whose rules cannot be read. Dates are what their authors say: one that is older than
        what stands below it hides nothing.
        """
        notes, zone = fetch_notes(self.origin, newest), timezone_of(newest)
        for commit in first_parents(None, newest):
            if day_of(commit.seconds, zone) < since:
                continue
            lines = notes.of(commit.id).lines
            told = {(each.change, (each.record.type, each.record.id), each.rule) for each in lines}
            if not _demanded(newest.at(commit.id), zone) <= told:
                yield commit.id


def _answers(
    registry: Registry,
    step: Step,
    said: Opinions,
    zone: str,
    admins: Callable[[], AbstractSet[str]],
) -> tuple[Answer, ...]:
    """What a commit demanded, and who has met it on the day of the merge or of her approval.

    So whose last day it was has approved, also where the merge came after midnight.
    """
    changes = step.difference.changes
    answers = heard(registry, changes, said, step.day, admins).answers
    counted = (each for each in counting(said.approvals, said.head) if each.account != said.author)
    for day, members in groupby(counted, key=lambda each: day_of(int(each.at.timestamp()), zone)):
        then = replace(said, author=None, approvals=tuple(members))
        earlier = heard(registry, changes, then, day, admins).answers
        answers = tuple(
            now if now.met else before for now, before in zip(answers, earlier, strict=True)
        )
    return answers


def _demanded(commit: RevisionTree, zone: str) -> AbstractSet[tuple[str, tuple[str, str], str]]:
    """What had to be approved of what a commit changed: the rule, the record, and by whom."""
    ground = ground_of(commit, zone)
    if ground.registry is None:
        return frozenset()
    try:
        demands, _ = demands_of(ground.registry, ground.step.difference.changes)
    except Refused:
        return frozenset()
    return {(each.rule, each.record, each.needs) for each in demands}
