"""Carries a plan out. Whatever was done before it was stopped is found by the next plan."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from governance.forge.github import Reader, Writer
from governance.forge.stops import Declined, Unanswered, Unwritable
from governance.model.issue import DONE_KEY, LABELS, OPEN_KEY, OVERVIEW, Issue
from governance.model.marker import Body, Marker
from governance.rules.issues.action import Action, has_room, rewritten
from governance.rules.issues.mention import mentioned, with_logins
from governance.rules.issues.observed import Observed, seen, step_sent
from governance.rules.issues.overview import KEY as OVERVIEW_KEY

# done; done, but nobody could be assigned; it was done already; somebody changed the issue since
# it was planned; the issue cannot be written (deleted, moved, locked); GitHub will not (`why`).
Result = Literal["done", "unassigned", "already", "changed", "unwritable", "declined"]
TRIES = 3
COLOURS: Mapping[str, str] = dict(
    zip(LABELS, ("1d76db", "0e8a16", "5319e7", "fbca04", "b60205"), strict=True)
)


@dataclass(frozen=True)
class Outcome:
    """What became of an action, and the issue as it stands now where it was written."""

    action: Action
    result: Result
    issue: Issue | None = None
    why: Declined | None = None

    @property
    def number(self) -> int | None:
        """The number of the issue, as far as it is known."""
        return self.issue.number if self.issue else self.action.number

    @property
    def is_left(self) -> bool:
        """Whether it is still to be done."""
        return self.result in ("changed", "unwritable", "declined")


class Applier:
    """Carries actions out in a repository.

    `mentions`: whether people may be mentioned and assigned here. `describe` gives the
    description of a label, for one that does not exist yet.
    """

    def __init__(
        self, reader: Reader, writer: Writer, *, mentions: bool, describe: Callable[[str], str]
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.mentions = mentions
        self.describe = describe
        self._logins: dict[str, str | None] = {}
        self._labelled = False
        self._unsent: set[str] = set()  # keys whose step was not sent: no body may say it was

    def apply(self, action: Action) -> Outcome:
        """Carry one action out, if the issue still is as it was when this was planned.

        Raises Outside where GitHub cannot be reached or does not let us.
        """
        if action.op == "update" and action.key in self._unsent:
            return Outcome(action, "changed")
        outcome = self._carried(action)
        if action.op == "comment" and outcome.is_left:
            self._unsent.add(action.key)
        return outcome

    def _carried(self, action: Action) -> Outcome:
        carry = {"open": self._open, "comment": self._comment}.get(action.op, self._rewrite)
        try:
            return carry(action)
        except Unwritable:
            return Outcome(action, "unwritable")
        except Declined as declined:
            return Outcome(action, "declined", why=declined)

    def _open(self, action: Action) -> Outcome:
        self._make_labels()
        self._know(action.ours)
        label = OVERVIEW if action.key == OVERVIEW_KEY else OPEN_KEY
        body = self._sent(Body(None, "", ""), action) or ""
        issue = self._created(action, body, label)
        logins = [login for each in action.assign if (login := self._login(each))]
        if not logins:
            return Outcome(action, "done", issue)
        taken = self.writer.assign(issue.number, logins)
        issue = replace(issue, assignees=issue.assignees | taken)
        return Outcome(action, "done" if taken else "unassigned", issue)

    def _created(self, action: Action, body: str, label: str) -> Issue:
        for attempt in _attempts():
            with attempt:
                if attempt.retry_state.attempt_number > 1:
                    stands = self.reader.issues(label=label)
                    same = (each for each in stands if _marker(each) == action.marker)
                    if found := next(same, None):
                        return found
                return self.writer.create_issue(action.title, body, [label])
        raise AssertionError  # the last attempt raises what stopped it

    def _comment(self, action: Action) -> Outcome:
        self._know(action.ours)
        text = self._filled(f"{action.marker.line}\n{action.ours}")
        for attempt in _attempts():
            with attempt:
                issue = self._fresh(action)
                if issue is None:
                    return Outcome(action, "changed")
                since, step = action.since or action.marker, action.marker.step
                if step_sent(self.reader.comments(issue.number), since, step):
                    return Outcome(action, "already", issue)
                self.writer.comment(issue.number, text)
                return Outcome(action, "done", issue)
        raise AssertionError  # the last attempt raises what stopped it

    def _rewrite(self, action: Action) -> Outcome:
        if action.op in ("close", "reopen"):
            self._make_labels()
        self._know(action.ours)
        for attempt in _attempts():
            with attempt:
                issue = self._fresh(action)
                if issue is None:
                    first = attempt.retry_state.attempt_number == 1
                    return Outcome(action, "changed" if first else "already")
                return Outcome(action, "done", self._written(action, issue))
        raise AssertionError  # the last attempt raises what stopped it

    def _written(self, action: Action, issue: Issue) -> Issue:
        return self.writer.edit_issue(
            issue.number,
            title=action.title,
            body=self._sent(seen(issue).body, action),
            is_open={"close": False, "reopen": True}.get(action.op),
            reason=action.closed_as,
            labels=_labels(action, issue),
        )

    def _fresh(self, action: Action) -> Issue | None:
        """The issue as it stands now; None where it is no longer as it was planned from."""
        issue = self.reader.issue(action.number or 0)
        if issue is None or _marker(issue) not in (action.was, action.marker):
            return None
        expected = OVERVIEW if action.key == OVERVIEW_KEY else OPEN_KEY
        is_labelled = expected in issue.labels
        was_labelled = action.op not in ("reopen", "label")
        was_open = action.op in ("comment", "update")
        if is_labelled != was_labelled or (was_open and not issue.is_open):
            return None
        return issue

    def _sent(self, stands: Body, action: Action) -> str | None:
        """The body as it is sent; None where people's words leave no room, and it stays.

        Only our part mentions anybody: a place of a mention in people's words is theirs.
        """
        if not has_room(stands, action.marker):
            return None
        body = rewritten(stands, action.marker, action.ours)
        return replace(body, ours=self._filled(body.ours)).text

    def _filled(self, text: str) -> str:
        return with_logins(text, {name: login for name, login in self._logins.items() if login})

    def _know(self, text: str) -> None:
        """Look the logins of a text up, before anything is read that must not grow old."""
        for account in mentioned(text):
            self._login(account)

    def _login(self, account: str) -> str | None:
        """The present login of an account; None where it is gone or nobody may be mentioned."""
        if not self.mentions:
            return None
        if account not in self._logins:
            self._logins[account] = self.reader.login(account)
        return self._logins[account]

    def _make_labels(self) -> None:
        """Make the labels that do not exist yet, once a run."""
        if self._labelled:
            return
        for name in sorted(set(LABELS) - self.reader.labels()):
            self.writer.create_label(name, COLOURS[name], self.describe(name))
        self._labelled = True


def after(observed: Observed, outcomes: Iterable[Outcome]) -> Observed:
    """What stands once the outcomes have happened, without reading it again."""
    written = {each.issue.number: each.issue for each in outcomes if each.issue}
    issues = {each.number: each for each in observed.issues} | written
    return replace(
        observed, issues=tuple(each for each in issues.values() if OPEN_KEY in each.labels)
    )


def _attempts() -> Retrying:
    """Tries again what may or may not have been done, after it was looked for."""
    retry = retry_if_exception_type(Unanswered)
    return Retrying(stop=stop_after_attempt(TRIES), retry=retry, reraise=True)


def _marker(issue: Issue) -> Marker | None:
    return seen(issue).marker


def _labels(action: Action, issue: Issue) -> list[str] | None:
    """The labels the issue should have, None where they stay; other people's stay always."""
    labels = set(issue.labels)
    if action.key == OVERVIEW_KEY:
        return sorted(labels | {OVERVIEW}) if action.op == "label" else None
    if action.op == "close":
        labels = labels - {OPEN_KEY} | {DONE_KEY}
    elif action.op == "reopen":
        labels = labels - {DONE_KEY} | {OPEN_KEY}
    elif action.op == "label":
        labels |= {OPEN_KEY}
    else:
        return None
    return sorted(labels)
