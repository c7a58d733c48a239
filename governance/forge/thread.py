"""An issue and what was said there, read once; what we say there is said once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from governance.forge.reader import Reader
from governance.forge.stops import Unanswered
from governance.forge.writer import Writer
from governance.model.answer import answer_to, put_off
from governance.model.issue import DONE_KEY, OPEN_KEY, REPORT, Comment, Issue
from governance.model.title import Rename, title_at
from governance.rules.commands.talk import Talk

TRIES = 5


class Thread:
    """An issue with its comments, as they were when they were looked at last."""

    def __init__(self, reader: Reader, writer: Writer, issue: Issue) -> None:
        """Reads the comments. Raises Unwritable where the issue has gone away."""
        self.reader = reader
        self.writer = writer
        self.issue = issue
        self.talk = self._read()

    def answer(self, comment: Comment, text: str) -> None:
        """Answer a comment that stands, once: also where the answer to our answer is lost."""
        self._say(comment, answer_to(comment.id, text), lambda talk: talk.answers)

    def put_off(self, comment: Comment, text: str) -> None:
        """Say of a comment, once, that its answer must wait."""
        if comment.id not in self.talk.put_off:
            self._say(comment, put_off(comment.id, text), lambda talk: talk.put_off)

    def close(self) -> None:
        """Close the issue as done. Raises Unanswered where it is not to be known if it is."""
        for attempt in _attempts():
            with attempt:
                if attempt.retry_state.attempt_number > 1:
                    now = self.reader.issue(self.issue.number)
                    if now is None or not now.is_open:
                        return
                self.writer.edit_issue(self.issue.number, is_open=False, reason="completed")

    def as_seen_by(self, comment: Comment) -> Issue:
        """The issue under the title that it had when somebody commented."""
        return as_seen_by(comment, self.issue, self._renames)

    @cached_property
    def _renames(self) -> tuple[Rename, ...]:
        return tuple(self.reader.renames(self.issue.number))

    def _say(
        self,
        comment: Comment,
        body: str,
        said: Callable[[Talk], Mapping[int, tuple[Comment, ...]]],
    ) -> None:
        """Write our words on a comment where they do not stand; of two only the first stays.

        Raises Unanswered where it is not to be known whether they stand.
        """
        for attempt in _attempts():
            with attempt:
                self.talk = self._read()
                if self.talk.find(comment.id) is None:
                    return
                if comment.id not in said(self.talk):
                    made = self.writer.comment(self.issue.number, body)
                    now = self._read()  # which may not show yet what was written right before
                    self.talk = now if now.find(made.id) else Talk((*now.comments, made))
        keep_first(self.writer, said(self.talk).get(comment.id, ()))

    def _read(self) -> Talk:
        return Talk(tuple(self.reader.comments(self.issue.number)))


def as_seen_by(comment: Comment, issue: Issue, renames: Iterable[Rename]) -> Issue:
    """An issue under the title that it had when somebody commented."""
    return replace(issue, title=title_at(comment.created, issue.title, tuple(renames)))


def _attempts() -> Retrying:
    """Tries again what may or may not have been done, after it was looked for."""
    retry = retry_if_exception_type(Unanswered)
    return Retrying(stop=stop_after_attempt(TRIES), retry=retry, reraise=True)


def open_thread(reader: Reader, writer: Writer, number: int) -> Thread | None:
    """The thread of an issue in which commands are carried out; None where it is no such issue."""
    issue = reader.issue(number)
    if issue is None or not issue.labels & {OPEN_KEY, DONE_KEY, REPORT}:
        return None
    return Thread(reader, writer, issue)


def keep_first(writer: Writer, said: Sequence[Comment]) -> None:
    """Delete what we have said twice: two runs may have spoken at the same moment.

    What people wrote stays, whatever it begins with.
    """
    for each in said[1:]:
        if each.author.is_ours:
            writer.delete_comment(each.id)
