"""Who approved what was merged -> lines in the notes of its commit, at origin.

Nothing is remembered: a run that was stopped, or comes twice, records the same lines once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from governance.model.issue import Comment
from governance.model.registry import Registry
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.lines import Occasion, lines_of
from governance.rules.approvals.values import Answer
from governance.rules.approvals.verdict import Opinions, judge
from governance.rules.commands.approval import answers_to
from governance.rules.commands.author import author_of
from governance.store.branch import Origin
from governance.store.git import RevisionTree, day_of
from governance.store.ground import Ground, ground_of
from governance.store.load import timezone_of
from governance.store.notes import fetch_notes, record
from governance.store.walk import first_parents


@dataclass(frozen=True)
class Entered:
    """An output, and the comment that made an entry in it."""

    output: str
    comment: Comment


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
        ground = ground_of(merge.commit, timezone_of(merge.commit))
        if ground.registry is None:
            return 0
        answers = _by_comment(merge, ground, ground.registry, entered)
        return self._record(merge, ground, answers, entered.comment.url, entered)

    def pull(
        self, merge: Merge, page: str, opinions: Opinions, entered: Entered | None = None
    ) -> int:
        """Record what was approved of a pull request until it was merged; as `entry` else.

        `page` is its address; `entered` is what a comment entered by it. Demands that nobody met
        are not recorded: an audit finds them.
        """
        ground = ground_of(merge.commit, timezone_of(merge.commit))
        if ground.registry is None:
            return 0
        until = _moment(ground)
        in_time = tuple(each for each in opinions.approvals if each.at <= until)
        said = replace(opinions, approvals=in_time)
        changes = ground.step.difference.changes
        answers = judge(ground.registry, changes, said, ground.step.day).answers
        if entered and (said_so := _by_comment(merge, ground, ground.registry, entered)):
            both = zip(said_so, answers, strict=True)
            answers = tuple(comment if comment.met else review for comment, review in both)
        return self._record(merge, ground, answers, page, entered)

    def missed(self, newest: RevisionTree, since: date) -> Iterator[str]:
        """Commits of the default branch, the newest first, that have no record and should.

        Only those since a day: a run that is missed for longer is an audit's to find. Raises
        Refused where the rules of one could not be read.
        """
        notes, zone = fetch_notes(self.origin, newest), timezone_of(newest)
        for commit in first_parents(None, newest):
            if day_of(commit.seconds, zone) < since:
                return
            if not notes.of(commit.id).lines and _is_demanding(newest.at(commit.id), zone):
                yield commit.id

    def _record(
        self,
        merge: Merge,
        ground: Ground,
        answers: Sequence[Answer],
        page: str,
        entered: Entered | None,
    ) -> int:
        comment = entered.comment if entered else None
        occasion = Occasion(page, merge.head, _moment(ground), comment)
        return record(self.origin, {ground.commit.id: tuple(lines_of(answers, occasion))})


def _is_demanding(commit: RevisionTree, zone: str) -> bool:
    """Whether somebody had to approve what a commit changed."""
    ground = ground_of(commit, zone)
    if ground.registry is None:
        return False
    demands, _ = demands_of(ground.registry, ground.step.difference.changes)
    return bool(demands)


def _by_comment(
    merge: Merge, ground: Ground, registry: Registry, entered: Entered
) -> tuple[Answer, ...]:
    """The demands, and how the comment has met them."""
    output = registry.outputs.get(entered.output)
    if output is None:
        return ()
    comment = entered.comment
    account = comment.author.account
    day = comment.created.astimezone(ZoneInfo(timezone_of(merge.commit))).date()
    author = author_of(registry, output, account, day)
    return answers_to(registry, ground.step.difference.changes, author, account, day)


def _moment(ground: Ground) -> datetime:
    return datetime.fromtimestamp(ground.commit.seconds, UTC)
