"""GitHub as we need it: a Reader that cannot write, and a Writer.

Lists are read while they are used. Who writes meanwhile takes them whole first, since a write may
move entries from one page to another.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote, urlsplit

from governance.forge.answers import (
    AccountAnswer,
    CommentAnswer,
    IssueAnswer,
    LabelAnswer,
    MergeAnswer,
    PullAnswer,
    RefAnswer,
    RepositoryAnswer,
)
from governance.forge.connection import ABSENT, GONE, LOOPBACK, Connection, Say
from governance.forge.stops import Declined, Unwritable
from governance.model.forge import Pull, Repository
from governance.model.issue import Comment, Issue, Person
from governance.model.problem import Outside

Reason = Literal["completed", "not_planned", "duplicate", "reopened"]
State = Literal["open", "closed", "all"]
StatusState = Literal["error", "failure", "pending", "success"]
# Who the token of a workflow is; GitHub answers it 403 where it asks for itself.
# https://docs.github.com/actions/concepts/security/github_token
WORKFLOW = Person("github:41898282", "github-actions[bot]", trusted=True)
NOT_ALLOWED, CONFLICT = 405, 409
_TOKEN = re.compile("[!-~]+")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/(?!\.\.?$)[A-Za-z0-9._-]+")


class Reader:
    """What stands in a repository. All raise Outside where GitHub cannot be read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def repository(self) -> Repository:
        """The repository under its present name."""
        return self._connection.get("", RepositoryAnswer).value()

    def viewer(self) -> Person:
        """Whose token it is."""
        try:
            return self._connection.get("/user", AccountAnswer).person("NONE")
        except Outside as stop:
            if stop.code != "github-forbidden":
                raise
            return WORKFLOW

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
                yield answer.value()

    def issue(self, number: int) -> Issue | None:
        """An issue; None where it was deleted, moved to another repository, or never was."""
        answer = self._connection.find(f"issues/{number}", IssueAnswer, absent=(ABSENT, GONE))
        if answer is None or answer.pull_request is not None:
            return None
        here = answer.repository.casefold() == self._connection.repository.casefold()
        return answer.value() if here else None

    def comments(self, number: int) -> Iterator[Comment]:
        """The comments on an issue, oldest first."""
        for answer in self._connection.pages(f"issues/{number}/comments", CommentAnswer):
            yield answer.value()

    def recent_comments(self, since: datetime) -> Iterator[Comment]:
        """Comments of the whole repository changed at `since` or later, oldest change first."""
        query = {"sort": "updated", "direction": "asc", "since": _moment(since)}
        for answer in self._connection.pages("issues/comments", CommentAnswer, **query):
            yield answer.value()

    def comment(self, id: int) -> Comment | None:
        """A comment; None where it was deleted."""
        answer = self._connection.find(f"issues/comments/{id}", CommentAnswer)
        return answer.value() if answer else None

    def branch_tip(self, branch: str) -> str | None:
        """The newest commit of a branch; None where there is no such branch."""
        path = f"git/ref/heads/{quote(branch)}"
        answer = self._connection.find(path, RefAnswer, absent=(ABSENT, CONFLICT))
        return answer.object.sha if answer else None

    def pulls(self, *, head: str, state: State = "open") -> Iterator[Pull]:
        """Pull requests from a branch of this repository, newest first."""
        owner = self._connection.repository.split("/")[0]
        query = {"state": state, "head": f"{owner}:{head}"}
        for answer in self._connection.pages("pulls", PullAnswer, **query):
            yield answer.value()

    def pull(self, number: int) -> Pull | None:
        """A pull request; None where there is none of that number."""
        answer = self._connection.find(f"pulls/{number}", PullAnswer)
        return answer.value() if answer else None

    def labels(self) -> frozenset[str]:
        """The names of the labels that there are."""
        return frozenset(each.name for each in self._connection.pages("labels", LabelAnswer))


class Writer:
    """Changes in a repository.

    All raise Outside where GitHub cannot be written; Unwritable where only this issue cannot;
    Declined where GitHub will not. What raises Unanswered may have been done or rest on what is
    old by now: its caller looks, and decides again.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create_issue(self, title: str, body: str, labels: Collection[str]) -> Issue:
        """Open an issue. Raises Unanswered where it may stand already."""
        content = {"title": title, "body": body, "labels": sorted(labels)}
        response = self._connection.send("POST", "issues", content, repeat="if-not-done")
        return self._labelled(self._connection.written(response, IssueAnswer).value(), labels)

    def edit_issue(  # noqa: PLR0913 - all that one request can change
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        is_open: bool | None = None,
        reason: Reason | None = None,
        labels: Collection[str] | None = None,
    ) -> Issue:
        """Change an issue in one request; what is None stays.

        Raises Unanswered where it may have been changed already, or where GitHub made us wait and
        people may have written since it was read.
        """
        content: dict[str, object] = {
            "title": title,
            "body": body,
            "state": None if is_open is None else "open" if is_open else "closed",
            "state_reason": reason,
            "labels": None if labels is None else sorted(labels),
        }
        content = {name: value for name, value in content.items() if value is not None}
        path = f"issues/{number}"
        response = self._connection.send("PATCH", path, content, repeat="after-looking")
        return self._labelled(self._connection.written(response, IssueAnswer).value(), labels or ())

    def comment(self, number: int, body: str) -> Comment:
        """Comment on an issue. Raises Unanswered where the comment may stand already."""
        path = f"issues/{number}/comments"
        response = self._connection.send("POST", path, {"body": body}, repeat="if-not-done")
        return self._connection.written(response, CommentAnswer).value()

    def assign(self, number: int, logins: Collection[str]) -> frozenset[str]:
        """Assign accounts to an issue; those of them that GitHub took.

        One that cannot be assigned is passed over or refuses all: then each is tried by itself.
        """
        if not logins:
            return frozenset()
        path = f"issues/{number}/assignees"
        content = {"assignees": sorted(logins)}
        try:
            response = self._connection.send("POST", path, content, repeat="freely")
        except (Declined, Unwritable):
            # An account that does not exist is answered as an issue that does not exist would be.
            if Reader(self._connection).issue(number) is None:
                raise
            if len(logins) == 1:
                return frozenset()
            return frozenset().union(*(self.assign(number, [each]) for each in sorted(logins)))
        asked = {each.casefold() for each in logins}
        now = self._connection.written(response, IssueAnswer).value().assignees
        return frozenset(each for each in now if each.casefold() in asked)

    def create_label(self, name: str, color: str, description: str) -> None:
        """Make a label; one that is there already stays as it is. `color` is hex, without #."""
        content = {"name": name, "color": color, "description": description}
        try:
            self._connection.send("POST", "labels", content, repeat="freely")
        except Declined:
            known = Reader(self._connection).labels()
            if name.casefold() not in {each.casefold() for each in known}:
                raise

    def create_pull(self, title: str, body: str, *, head: str, base: str) -> Pull:
        """Open a pull request from a branch; the open one where there is one already."""
        content = {"title": title, "body": body, "head": head, "base": base}
        try:
            response = self._connection.send("POST", "pulls", content, repeat="freely")
        except Declined:
            found = next(Reader(self._connection).pulls(head=head), None)
            if found is None or found.base != base:
                raise
            return found
        return self._connection.written(response, PullAnswer).value()

    def merge_pull(self, number: int, sha: str, *, title: str, message: str) -> str | None:
        """Merge a pull request whose head is still `sha`, as one commit; the commit made.

        None where GitHub will not: the head moved, or there are conflicts or missing checks.
        """
        content = {
            "sha": sha,
            "commit_title": title,
            "commit_message": message,
            "merge_method": "squash",
        }
        path = f"pulls/{number}/merge"
        try:
            response = self._connection.send("PUT", path, content, repeat="freely")
        except Declined as declined:
            if declined.status not in (NOT_ALLOWED, CONFLICT):
                raise
            # Perhaps it is the second time, and the answer to the first was lost.
            pull = Reader(self._connection).pull(number)
            return pull.merge_sha if pull and pull.head_sha == sha else None
        return self._connection.written(response, MergeAnswer).sha

    def set_status(
        self, sha: str, context: str, state: StatusState, description: str, url: str | None = None
    ) -> None:
        """Say how a check of a commit went; the newest of a context counts."""
        content = {"state": state, "context": context, "description": description}
        if url is not None:
            content["target_url"] = url
        self._connection.send("POST", f"statuses/{sha}", content, repeat="freely")

    def delete_branch(self, name: str) -> None:
        """Delete a branch; one that is gone already is as well."""
        path = f"git/refs/heads/{quote(name)}"
        try:
            self._connection.send("DELETE", path, None, repeat="freely")
        except Declined:
            if Reader(self._connection).branch_tip(name) is not None:
                raise

    def _labelled(self, issue: Issue, labels: Collection[str]) -> Issue:
        """The issue; raises Outside where GitHub dropped its labels.

        It does so in silence for who has no right to push, and without them no issue is found.
        https://docs.github.com/rest/issues/issues#create-an-issue
        """
        if not issue.labels >= frozenset(labels):
            raise Outside(
                "github-forbidden",
                repository=self._connection.repository,
                permission="issues=write",
            )
        return issue


@dataclass(frozen=True)
class GitHub:
    """A repository on GitHub, opened: to read, and to write."""

    reader: Reader
    writer: Writer


def open_github(
    *,
    api_url: str,
    repository: str,
    token: str | None,
    say: Say,
    sleep: Callable[[float], None],
) -> GitHub:
    """A Reader and a Writer for a repository. Nothing is asked yet.

    `say` tells beside the answer what happens meanwhile, such as a long wait; `sleep` waits.
    Raises Outside where the address, the repository or the token cannot be one. A Writer without
    a token raises Outside when it is used.
    """
    url = api_url.rstrip("/")
    token = (token or "").strip() or None
    if token is not None and not _TOKEN.fullmatch(token):
        # Said here, because what sends it would name it in its error.
        raise Outside("github-token-odd")
    if not _REPOSITORY.fullmatch(repository):
        raise Outside("github-repository-odd", repository=repository)
    if not _is_address(url, to_sign_in=token is not None):
        raise Outside("github-address")
    connection = Connection(api_url=url, repository=repository, token=token, say=say, sleep=sleep)
    return GitHub(Reader(connection), Writer(connection))


def _is_address(url: str, *, to_sign_in: bool) -> bool:
    """Whether it can be the root of an API; no token goes over a network in the open."""
    try:
        parts = urlsplit(url)
        port_is_one = parts.port != 0
    except ValueError:
        return False
    safe = parts.scheme == "https" or parts.hostname in LOOPBACK or not to_sign_in
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return known and plain and safe and port_is_one


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
