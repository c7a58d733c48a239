"""Comments -> entries and answers: each comment is carried out once and answered once.

What was done is read back from what stands: an entry from the record, an answer from its marker.
So a run may be stopped anywhere, come twice, or work beside another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from governance.forge.answers import GHOST
from governance.forge.entry import Base, Entering, Invalid, Merged, Waiting
from governance.forge.stops import Unanswered, Unwritable
from governance.model.answer import answer_to
from governance.model.issue import DONE_KEY, OPEN_KEY, REPORT, Comment, Issue
from governance.model.problem import Outside, Problem, Refused, Stop
from governance.rules.checks import check_countable
from governance.rules.commands.decide import Decision, Entry, Said, decide, languages_of
from governance.rules.commands.parse import TakeReport, parse
from governance.rules.commands.reply import TAKEN, Part, Reply
from governance.rules.commands.report import decide_report
from governance.rules.commands.talk import Talk, may_be_command
from governance.rules.issues.observed import seen
from governance.store.load import load

# entered and answered; waits for others and is answered; answered; answered before; nothing to
# say; the issue is locked or gone; something stopped it.
Result = Literal["entered", "waiting", "answered", "already", "silent", "unwritable", "failed"]
TRIES = 5


@dataclass(frozen=True)
class Handled:
    """What became of a comment.

    `reply` is the code of its answer. `commit` and `pull` made its entry in this run. `stop` and
    `problem` say why it failed, or why the registry did not take it.
    """

    comment: Comment
    result: Result
    output: str | None = None
    reply: str | None = None
    commit: str | None = None
    pull: int | None = None
    stop: Stop | None = None
    problem: Problem | None = None


class Commands:
    """Carries comments out in a repository."""

    def __init__(self, entering: Entering, today: Callable[[str], date]) -> None:
        """`today` gives the present day in a time zone."""
        self.entering = entering
        self.reader = entering.reader
        self.writer = entering.writer
        self.today = today
        self._known: Base | None = None

    @property
    def revision(self) -> str | None:
        """The commit of the default branch that was looked at last; None where none was."""
        return self._known.tree.revision if self._known else None

    def handle(self, id: int) -> Handled | None:
        """Carry one comment out, as it stands now; None where it was deleted.

        Raises Outside where Git or GitHub cannot be reached or do not let us.
        """
        comment = self.reader.comment(id)
        return self._handled(comment) if comment else None

    def sweep(self, since: datetime) -> Iterator[Handled]:
        """Carry out what was written since then and has no answer, in order of time.

        Raises as `handle` does.
        """
        recent = Talk(tuple(self.reader.recent_comments(since)))
        for answers in recent.answers.values():
            self._keep_first(answers)
        for comment in recent.unanswered:
            yield self._handled(comment)

    def _handled(self, comment: Comment) -> Handled:
        try:
            return self._carried_out(comment)
        except Unwritable:
            return Handled(comment, "unwritable")
        except Refused as stop:
            return Handled(comment, "failed", stop=stop)
        except Outside as stop:
            if stop.code != "command-contended":
                raise
            return Handled(comment, "failed", stop=stop)

    def _carried_out(self, comment: Comment) -> Handled:
        issue = self.reader.issue(comment.issue) if may_be_command(comment) else None
        if issue is None or not issue.labels & {OPEN_KEY, DONE_KEY, REPORT}:
            return Handled(comment, "silent")
        talk = Talk(tuple(self.reader.comments(issue.number)))
        fresh = talk.find(comment.id)
        if fresh is None or not may_be_command(fresh):
            return Handled(comment, "silent")
        if answers := talk.answers.get(fresh.id):
            self._keep_first(answers)
            return Handled(fresh, "already")
        return self._decided(issue, fresh, talk)

    def _decided(self, issue: Issue, comment: Comment, talk: Talk) -> Handled:
        merged: Merged | None = None
        tries = 0
        while tries < TRIES:
            base = self._base
            decision = self._decision(base, issue, comment, talk)
            if decision is None:
                return Handled(comment, "silent")
            if isinstance(decision, Reply):
                return self._replied(issue, comment, decision, merged)
            outcome = self.entering.enter(base, decision, comment)
            if isinstance(outcome, Waiting | Invalid):
                return self._not_entered(base, comment, decision, outcome)
            merged = outcome
            tries += outcome is None
        raise Outside("command-contended", url=comment.url)

    def _decision(self, base: Base, issue: Issue, comment: Comment, talk: Talk) -> Decision:
        zone = base.registry.rules.settings.timezone
        account = comment.author.account
        said = Said(
            parse(comment.body),
            None if comment.author.login == GHOST.login else account,  # its number is the server's
            comment.created.astimezone(ZoneInfo(zone)).date(),
            comment.url,
            edited=comment.edited,
            answered_before=talk.has_answered(account, but=comment.id),
        )
        if (key := _key(issue)) is not None:
            return decide(base.registry, key, said, self.today(zone))
        if REPORT in issue.labels:
            return decide_report(base.registry, issue, said, self.today(zone))
        return None

    def _replied(
        self, issue: Issue, comment: Comment, reply: Reply, merged: Merged | None
    ) -> Handled:
        output = _output(issue, comment)
        if reply.is_of_entry and merged is None and output:  # an earlier run was stopped
            self.entering.tidy(output, comment)
        if reply.code == TAKEN and issue.is_open:
            self._close(issue)
        self._answer(comment, reply)
        if merged is None:
            return Handled(comment, "answered", output, reply.code)
        return Handled(comment, "entered", output, reply.code, merged.commit, merged.pull)

    def _not_entered(
        self, base: Base, comment: Comment, entry: Entry, outcome: Waiting | Invalid
    ) -> Handled:
        output = base.registry.outputs[entry.output]
        languages = languages_of(base.registry, output, parse(comment.body))
        if isinstance(outcome, Invalid):
            reply = Reply(languages, (Part("refused"),))
            self._answer(comment, reply)
            problem = outcome.problem
            return Handled(comment, "failed", entry.output, reply.code, problem=problem)
        part = Part("waiting" if outcome.mine else "other-waits", {"number": outcome.pull})
        self._answer(comment, Reply(languages, (part,)))
        result: Result = "waiting" if outcome.mine else "answered"
        return Handled(comment, result, entry.output, part.code, pull=outcome.pull)

    def _answer(self, comment: Comment, reply: Reply) -> None:
        """Answer a comment that stands, once: also where the answer to our answer is lost."""
        text = answer_to(comment.id, self.entering.wording.reply(reply))
        lost: Unanswered | None = None
        for _ in range(TRIES):
            talk = Talk(tuple(self.reader.comments(comment.issue)))
            if answers := talk.answers.get(comment.id):
                self._keep_first(answers)
                return
            if talk.find(comment.id) is None:
                return
            try:
                self.writer.comment(comment.issue, text)
            except Unanswered as stop:
                lost = stop
        if lost:
            raise lost

    def _keep_first(self, answers: Sequence[Comment]) -> None:
        """Delete what we have answered twice: two runs may have answered at the same moment."""
        first, *others = answers
        for each in others:
            if each.author == first.author:
                self.writer.delete_comment(each.id)

    def _close(self, issue: Issue) -> None:
        """Close a report that is a need now."""
        try:
            self.writer.edit_issue(issue.number, is_open=False, reason="completed")
        except Unanswered:  # it is closed, or the next run does it
            return

    @property
    def _base(self) -> Base:
        """The default branch as it is now. Raises Refused where its rules cannot be read."""
        tree = self.entering.origin.tip(self._branch)
        known = self._known
        if known is None or known.tree.revision != tree.revision:
            loaded = load(tree, known=known.registry if known else None)
            known = self._known = Base(self._branch, tree, loaded)
        if problem := next(check_countable(known.registry), None):
            raise Refused("registry-broken", count="1", place=problem.path)
        return known

    @cached_property
    def _branch(self) -> str:
        return self.reader.repository().default_branch


def _key(issue: Issue) -> str | None:
    """The key of an issue of ours."""
    marker = seen(issue).marker if issue.labels & {OPEN_KEY, DONE_KEY} else None
    return marker.key if marker else None


def _output(issue: Issue, comment: Comment) -> str | None:
    """The output that a comment is about."""
    parsed = parse(comment.body)
    if key := _key(issue):
        return key.split("/")[0]
    return parsed.id if isinstance(parsed, TakeReport) else None
