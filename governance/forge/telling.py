"""Tells on pull requests how they stand: by one comment that is edited in place, and a status.

What was told is read back from what stands, and only what differs is written. So a run may be
stopped anywhere, come twice, or work beside another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from governance.forge.asked import PullAsked
from governance.forge.judging import Judged, Judging
from governance.forge.status import STATES, Statuses
from governance.forge.stops import Unanswered
from governance.forge.thread import keep_first
from governance.forge.writer import Writer
from governance.model.forge import Pull, Status
from governance.model.issue import Comment
from governance.model.problem import Misused, Stop
from governance.rules.approvals.around import Around
from governance.rules.approvals.values import Verdict, Word
from governance.store.git import RevisionTree
from governance.store.proposal import Proposal

MARKER = "<!-- tp3-approvals:1 -->"
TRIES = 5
# told; as it stood already; nothing to tell of it; something stopped it.
Result = Literal["told", "unchanged", "left", "failed"]
# Why there is nothing to tell of a pull request.
Left = Literal["closed", "merged", "draft", "elsewhere", "moved", "group-odd", "group-behind"]


class Wording(Protocol):
    """The texts."""

    def accounts(self, proposal: Proposal, verdict: Verdict) -> frozenset[str]:
        """The accounts whose present logins are shown."""

    def comment(self, proposal: Proposal, verdict: Verdict, around: Around) -> str:
        """How it stands, as GitHub Markdown."""

    def status(self, verdict: Verdict) -> str:
        """How it stands, in at most 140 characters."""


@dataclass(frozen=True)
class Told:
    """What became of a pull request. `head` got the status; `word` is the verdict."""

    pull: Pull
    result: Result
    head: str
    word: Word | None = None
    why: Left | None = None
    stop: Stop | None = None


class Telling:
    """Tells on the pull requests into the default branch of a repository.

    All raise Outside where Git or GitHub cannot be reached or do not let us.
    """

    def __init__(
        self, judging: Judging, writer: Writer, wording: Wording, failed: str, *, mentions: bool
    ) -> None:
        """`failed` says, in at most 140 characters, that a pull request could not be judged."""
        self.judging = judging
        self.reader = judging.reader
        self.writer = writer
        self.wording = wording
        self.statuses = Statuses(self.reader, writer, failed)
        self.mentions = mentions
        self._logins: dict[str, str | None] = {}
        self._tip: RevisionTree | None = None

    @property
    def revision(self) -> str | None:
        """The commit of the default branch that was looked at last; None where none was."""
        return self._tip.revision if self._tip else None

    def all(self) -> Iterator[Told]:
        """Tell of every open pull request; one that cannot be judged keeps none of the others."""
        for pull in list(self.reader.pulls_into(self.judging.home.default_branch)):
            yield self._told(pull)

    def pull(self, number: int) -> Told:
        """Tell of one pull request. Raises Misused where there is none of that number."""
        return self._told(self.found(number))

    def asked(self, asked: PullAsked) -> Told:
        """Tell of the pull request that was asked for, if its head is still the one it had then."""
        pull = self.found(asked.pull)
        if pull.head_sha != asked.head:
            return Told(pull, "left", asked.head, why="moved")
        return self._told(pull)

    def found(self, number: int) -> Pull:
        """A pull request. Raises Misused where there is none of that number."""
        pull = self.reader.pull(number)
        if pull is None:
            raise Misused("pull-unknown", number=str(number))
        return pull

    def _told(self, pull: Pull) -> Told:
        now: Pull | None = pull
        try:
            for _ in range(TRIES):
                if now is None:
                    break
                if why := self.left(now):
                    return Told(now, "left", now.head_sha, why=why)
                if told := self._once(now):
                    return told
                pull, self._tip = now, None
                now = self.reader.pull(now.number)
        except Stop as stop:
            self.statuses.fail(pull.head_sha, pull.url)
            return Told(pull, "failed", pull.head_sha, stop=stop)
        return Told(pull, "left", pull.head_sha, why="moved")

    def left(self, pull: Pull) -> Left | None:
        """Why there is nothing to tell of a pull request; None where there is."""
        if pull.merge_sha:
            return "merged"
        if not pull.is_open:
            return "closed"
        if pull.base != self.judging.home.default_branch:
            return "elsewhere"
        return "draft" if pull.is_draft else None

    def _once(self, pull: Pull) -> Told | None:
        """Tell how a pull request stands; None where it, or its base, moved meanwhile."""
        if self._tip is None:
            self._tip = self.judging.tip()
        head = self.judging.head(pull)
        if head is None:
            return None
        judged = self.judging.judged(pull, self._tip, head)
        word, body = judged.verdict.word, self._body(judged)
        said = self._said(pull)
        is_said = len(said) == 1 and _plain(said[0].body) == body
        if is_said and self._is_set(judged, said[0].url):
            return Told(pull, "unchanged", pull.head_sha, word)
        if not self._stands(judged):
            return None
        url = said[0].url if said else pull.url
        if not is_said:
            url = self._say(pull, body)
            if self._is_set(judged, url):
                return Told(pull, "told", pull.head_sha, word)
            if not self._stands(judged):
                return None
        self.statuses.set(pull.head_sha, self.status(judged.verdict, url))
        return Told(pull, "told", pull.head_sha, word)

    def status(self, verdict: Verdict, url: str) -> Status:
        """What a verdict is as a status; more can be read at `url`."""
        return Status(STATES[verdict.word], self.wording.status(verdict), url)

    def _is_set(self, judged: Judged, url: str) -> bool:
        return self.statuses.stands(judged.pull.head_sha, self.status(judged.verdict, url))

    def _stands(self, judged: Judged) -> bool:
        """Whether a pull request and its base are still what was judged."""
        now = self.reader.pull(judged.pull.number)
        if now is None or self.left(now) or now.head_sha != judged.proposal.head:
            return False
        return self.reader.branch_tip(now.base) == judged.proposal.base

    def _body(self, judged: Judged) -> str:
        accounts = self.wording.accounts(judged.proposal, judged.verdict)
        logins = {each: login for each in sorted(accounts) if (login := self._login(each))}
        author = judged.pull.author.account
        said, today = judged.approvals, judged.today
        around = Around(judged.pull.url, logins, self.mentions, today, said, author)
        text = self.wording.comment(judged.proposal, judged.verdict, around)
        return f"{MARKER}\n{text.strip()}"

    def _login(self, account: str) -> str | None:
        if account not in self._logins:
            self._logins[account] = self.reader.login(account)
        return self._logins[account]

    def _said(self, pull: Pull) -> list[Comment]:
        """Our comments that tell how it stands, the first one first."""
        comments = (each for each in self.reader.comments(pull.number) if _is_telling(each))
        return sorted(comments, key=lambda each: each.id)

    def _say(self, pull: Pull, body: str) -> str:
        """Have one comment of ours say this; its address.

        Two runs may have spoken at the same moment: the first comment stays.
        """
        retry = retry_if_exception_type(Unanswered)
        retrying = Retrying(stop=stop_after_attempt(TRIES), retry=retry, reraise=True)
        return retrying(self._spoken, pull, body)

    def _spoken(self, pull: Pull, body: str) -> str:
        """As `_say`; raises Unanswered where it is not to be known whether it is said."""
        said = self._said(pull)
        if not said:
            made = self.writer.comment(pull.number, body)
            said = self._said(pull) or [made]  # a list may not show yet what was written
        keep_first(self.writer, said)
        first = said[0]
        if _plain(first.body) != body and not self.writer.edit_comment(first.id, body):
            raise Unanswered("github-unanswered", host=first.url)  # somebody has deleted it
        return first.url


def _is_telling(comment: Comment) -> bool:
    """Whether a comment is ours, and of this kind: nobody else's is, whatever it begins with."""
    return comment.author.is_ours and comment.body.partition("\n")[0].strip() == MARKER


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
