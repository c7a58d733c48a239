"""What stands on GitHub, read as our own values.

Lists are read while they are used. Who writes meanwhile takes them whole first, since a write may
move entries from one page to another.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

from governance.forge.answers import (
    AccountAnswer,
    CommentAnswer,
    IssueAnswer,
    LabelAnswer,
    PullAnswer,
    RefAnswer,
    RefsAnswer,
    RepositoryAnswer,
    ReviewAnswer,
    StatusAnswer,
)
from governance.forge.circle import Circle
from governance.forge.connection import ABSENT, GONE, NO_COMMITS, Connection
from governance.forge.renames import renames
from governance.model.approval import Approval
from governance.model.forge import Pull, Repository, Status
from governance.model.issue import Comment, Issue, Person
from governance.model.title import Rename

State = Literal["open", "closed", "all"]


class Reader:
    """What stands in a repository. All raise Outside where GitHub cannot be read."""

    def __init__(self, connection: Connection, circle: Circle) -> None:
        self._connection = connection
        self._circle = circle

    def repository(self) -> Repository:
        """The repository under its present name."""
        return self._connection.get("", RepositoryAnswer).value()

    def viewer(self) -> Person | None:
        """Whose token it is; None without one."""
        return self._circle.viewer

    def login(self, account: str) -> str | None:
        """The present login of an account such as github:123; None where there is none."""
        number = account.removeprefix("github:")
        answer = self._connection.find(f"/user/{quote(number, safe='')}", AccountAnswer)
        return answer.login if answer else None

    def issues(
        self,
        *,
        label: str | None = None,
        state: State = "all",
        since: datetime | None = None,
        creator: str | None = None,
    ) -> Iterator[Issue]:
        """Issues, oldest first, without pull requests. `creator` is a login."""
        query = {"state": state, "sort": "created", "direction": "asc"}
        if label is not None:
            query["labels"] = label
        if since is not None:
            query["since"] = _moment(since)
        if creator is not None:
            query["creator"] = creator
        for answer in self._connection.pages("issues", IssueAnswer, **query):
            if answer.pull_request is None:
                yield self._circle.marked(answer.value())

    def issue(self, number: int) -> Issue | None:
        """An issue; None where it was deleted, moved to another repository, or never was."""
        answer = self._connection.find(f"issues/{number}", IssueAnswer, absent=(ABSENT, GONE))
        if answer is None or answer.pull_request is not None:
            return None
        here = answer.repository.casefold() == self._connection.repository.casefold()
        return self._circle.marked(answer.value()) if here else None

    def comments(self, number: int) -> Iterator[Comment]:
        """The comments on an issue, oldest first."""
        for answer in self._connection.pages(f"issues/{number}/comments", CommentAnswer):
            yield self._circle.marked(answer.value())

    def renames(self, number: int) -> Iterator[Rename]:
        """How an issue was called before, oldest first."""
        return renames(self._connection, number)

    def recent_comments(self, since: datetime) -> Iterator[Comment]:
        """Comments of the whole repository changed at `since` or later, oldest change first."""
        query = {"sort": "updated", "direction": "asc", "since": _moment(since)}
        for answer in self._connection.pages("issues/comments", CommentAnswer, **query):
            yield self._circle.marked(answer.value())

    def comment(self, id: int) -> Comment | None:
        """A comment; None where it was deleted."""
        answer = self._connection.find(f"issues/comments/{id}", CommentAnswer)
        return self._circle.marked(answer.value()) if answer else None

    def branch_tip(self, branch: str) -> str | None:
        """The newest commit of a branch; None where there is no such branch."""
        path = f"git/ref/heads/{quote(branch)}"
        answer = self._connection.find(path, RefAnswer, absent=NO_COMMITS)
        return answer.object.sha if answer else None

    def refs(self, start: str) -> Iterator[tuple[str, str]]:
        """Refs whose full names begin so, and what they point to."""
        path = f"git/matching-refs/{quote(start.removeprefix('refs/'))}"
        for answer in self._connection.get(path, RefsAnswer).root:
            yield answer.ref, answer.object.sha

    def pulls(self, *, head: str, state: State = "open") -> Iterator[Pull]:
        """Pull requests from a branch of this repository, newest first."""
        owner = self._connection.repository.split("/")[0]
        query = {"state": state, "head": f"{owner}:{head}"}
        for answer in self._connection.pages("pulls", PullAnswer, **query):
            yield self._circle.marked(answer.value())

    def pulls_into(self, base: str) -> Iterator[Pull]:
        """Open pull requests into a branch, oldest first."""
        query = {"state": "open", "base": base, "sort": "created", "direction": "asc"}
        for answer in self._connection.pages("pulls", PullAnswer, **query):
            yield self._circle.marked(answer.value())

    def pulls_of(self, commit: str) -> Iterator[Pull]:
        """Pull requests that have brought a commit, or have it as their head."""
        for answer in self._connection.pages(f"commits/{commit}/pulls", PullAnswer):
            yield self._circle.marked(answer.value())

    def pull(self, number: int) -> Pull | None:
        """A pull request; None where there is none of that number."""
        answer = self._connection.find(f"pulls/{number}", PullAnswer)
        return self._circle.marked(answer.value()) if answer else None

    def reviews(self, number: int) -> Iterator[Approval]:
        """What was said of a pull request in its reviews, by those who are still there."""
        for answer in self._connection.pages(f"pulls/{number}/reviews", ReviewAnswer):
            if value := answer.value():
                yield value

    def admins(self) -> frozenset[str]:
        """The accounts of the repository's admins.

        The token of a workflow may always read it, since it may always read metadata.
        https://docs.github.com/rest/authentication/permissions-required-for-github-apps
        """
        query = {"permission": "admin"}
        found = self._connection.pages("collaborators", AccountAnswer, **query)
        return frozenset(each.person().account for each in found)

    def status(self, commit: str, context: str) -> Status | None:
        """The newest status of a commit in a context; lists begin with the newest."""
        for answer in self._connection.pages(f"commits/{commit}/statuses", StatusAnswer):
            if answer.context.casefold() == context.casefold():
                return answer.value()
        return None

    def labels(self) -> frozenset[str]:
        """The names of the labels that there are."""
        return frozenset(each.value() for each in self._connection.pages("labels", LabelAnswer))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
