"""Comments -> entries and answers: each comment is carried out once and answered once.

What was done is read back from what stands: an entry from the record, an answer from its marker.
So a run may be stopped anywhere, come twice, or work beside another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from governance.forge.decision import Asking, key_of
from governance.forge.draft import Merged, Waiting
from governance.forge.entry import Base, Entering, Invalid
from governance.forge.stops import Unwritable
from governance.forge.thread import Thread, keep_first, open_thread
from governance.model.forge import Repository
from governance.model.issue import Comment, Issue
from governance.model.problem import Outside, Problem, Refused, Stop
from governance.rules.checks import check_countable
from governance.rules.commands.decide import Decision, Entry, languages_of
from governance.rules.commands.parse import Command, TakeReport, parse
from governance.rules.commands.reply import TAKEN, Part, Reply
from governance.rules.commands.talk import Talk, may_be_command
from governance.rules.contacts import known_accounts
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
        self._has_moved = True  # the default branch, perhaps

    @property
    def revision(self) -> str | None:
        """The commit of the default branch that was looked at last; None where none was."""
        return self._known.tree.revision if self._known else None

    def handle(self, id: int) -> Handled | None:
        """Carry one comment out, as it stands now; None where it was deleted.

        Raises Outside where Git or GitHub cannot be reached or do not let us.
        """
        comment = self.reader.comment(id)
        if comment is None:
            return None
        if not may_be_command(comment):
            return Handled(comment, "silent")
        return next(self._in_issue(comment.issue, [comment]))

    def sweep(self, since: datetime) -> Iterator[Handled]:
        """Carry out what was written since then and has no answer.

        What people of the registry wrote comes first, each in order of time: however much others
        write, it does not wait for them. Each issue is read once. Raises as `handle` does.
        """
        recent = Talk(tuple(self.reader.recent_comments(since)))
        for said in (*recent.answers.values(), *recent.put_off.values()):
            keep_first(self.writer, said)
        waiting = tuple(recent.unanswered)
        known = known_accounts(self._newest().registry) if waiting else frozenset()
        by_issue: dict[int, list[Comment]] = {}
        for comment in sorted(waiting, key=lambda each: each.author.account not in known):
            by_issue.setdefault(comment.issue, []).append(comment)
        for number, comments in by_issue.items():
            yield from self._in_issue(number, comments)

    def _in_issue(self, number: int, comments: Sequence[Comment]) -> Iterator[Handled]:
        """Carry out comments of one issue."""
        try:
            thread = open_thread(self.reader, self.writer, number)
        except Unwritable:
            yield from (Handled(each, "unwritable") for each in comments)
            return
        self._has_moved = True
        for comment in comments:
            yield self._handled(thread, comment) if thread else Handled(comment, "silent")

    def _handled(self, thread: Thread, comment: Comment) -> Handled:
        try:
            return self._carried_out(thread, comment)
        except Unwritable:
            return Handled(comment, "unwritable")
        except Refused as stop:
            return self._put_off(thread, comment, stop)
        except Outside as stop:
            if stop.code != "command-contended":
                raise
            return Handled(comment, "failed", stop=stop)

    def _carried_out(self, thread: Thread, comment: Comment) -> Handled:
        fresh = thread.talk.find(comment.id)
        if fresh is None or not may_be_command(fresh):
            return Handled(comment, "silent")
        if answers := thread.talk.answers.get(fresh.id):
            keep_first(self.writer, answers)
            return Handled(fresh, "already")
        return self._decided(thread, fresh)

    def _decided(self, thread: Thread, comment: Comment) -> Handled:
        merged: Merged | None = None
        tries = 0
        while tries < TRIES:
            base = self._base
            decision = self._decision(base, thread, comment)
            if decision is None:
                return Handled(comment, "silent")
            if isinstance(decision, Reply):
                return self._replied(thread, base, comment, decision, merged)
            outcome = self.entering.enter(base, decision, comment)
            if isinstance(outcome, Waiting | Invalid):
                return self._not_entered(thread, base, comment, decision, outcome)
            self._has_moved = True
            merged = outcome
            tries += outcome is None
        raise Outside("command-contended", url=comment.url)

    def _decision(self, base: Base, thread: Thread, comment: Comment) -> Decision:
        registry, talk = base.registry, thread.talk
        account = comment.author.account
        is_known = account in known_accounts(registry)
        answered = talk.has_answered(account, but=comment.id)
        before = answered or (talk.has_lost_one and not is_known)
        today = self.today(registry.rules.settings.timezone)
        return Asking(thread.issue, thread.as_seen_by).decision(
            registry, comment, today, answered_before=before
        )

    def _replied(
        self, thread: Thread, base: Base, comment: Comment, reply: Reply, merged: Merged | None
    ) -> Handled:
        output = _output(thread.issue, comment)
        if output and (merged or reply.is_of_entry):
            if merged is None:  # an earlier run was stopped
                self.entering.tidy(output, comment)
            self.entering.record(base, output, comment, merged)
        if reply.code == TAKEN and thread.issue.is_open:
            thread.close()
        thread.answer(comment, self.entering.wording.reply(reply))
        if merged is None:
            return Handled(comment, "answered", output, reply.code)
        return Handled(comment, "entered", output, reply.code, merged.commit, merged.pull)

    def _not_entered(
        self,
        thread: Thread,
        base: Base,
        comment: Comment,
        entry: Entry,
        outcome: Waiting | Invalid,
    ) -> Handled:
        output = base.registry.outputs[entry.output]
        languages = languages_of(base.registry, output, parse(comment.body))
        if isinstance(outcome, Invalid):
            reply = Reply(languages, (Part("refused"),))
            thread.answer(comment, self.entering.wording.reply(reply))
            problem = outcome.problem
            return Handled(comment, "failed", entry.output, reply.code, problem=problem)
        part = Part("waiting" if outcome.mine else "other-waits", {"number": outcome.pull})
        thread.answer(comment, self.entering.wording.reply(Reply(languages, (part,))))
        result: Result = "waiting" if outcome.mine else "answered"
        return Handled(comment, result, entry.output, part.code, pull=outcome.pull)

    def _put_off(self, thread: Thread, comment: Comment, stop: Refused) -> Handled:
        """Say that an answer must wait, to somebody who may give one; the next run tries again."""
        parsed, account = parse(comment.body), comment.author.account
        output = _output(thread.issue, comment)
        is_answer = isinstance(parsed, TakeReport) or (
            isinstance(parsed, Command) and parsed.verb != "help"
        )
        registry = self._known.registry if self._known else None
        is_ours_to_say = stop.code != "comment-ahead" and is_answer
        if not registry or not is_ours_to_say or account not in known_accounts(registry):
            return Handled(comment, "failed", output, stop=stop)
        found = registry.outputs.get(output or "")
        reply = Reply(languages_of(registry, found, parsed), (Part("later"),))
        thread.put_off(comment, self.entering.wording.reply(reply))
        return Handled(comment, "failed", output, reply.code, stop=stop)

    @property
    def _base(self) -> Base:
        """The default branch, read anew where it may have moved.

        Raises Refused where its rules cannot be read.
        """
        base = self._newest() if self._known is None or self._has_moved else self._known
        if problem := next(check_countable(base.registry), None):
            raise Refused("registry-broken", count="1", place=problem.path)
        return base

    def _newest(self) -> Base:
        """The default branch as it is now."""
        home, known = self._home, self._known
        tree = self.entering.origin.tip(home.default_branch)
        if known is None or known.tree.revision != tree.revision:
            loaded = load(tree, known=known.registry if known else None)
            known = self._known = Base(home.full_name, home.default_branch, tree, loaded)
        self._has_moved = False
        return known

    @cached_property
    def _home(self) -> Repository:
        return self.reader.repository()


def _output(issue: Issue, comment: Comment) -> str | None:
    """The output that a comment is about."""
    parsed = parse(comment.body)
    if key := key_of(issue):
        return key.split("/")[0]
    return parsed.id if isinstance(parsed, TakeReport) else None
