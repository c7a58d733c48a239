"""Changes on GitHub, each in one request."""

from collections.abc import Collection
from typing import Literal

from governance.forge.answers import CommentAnswer, IssueAnswer, MergeAnswer, PullAnswer
from governance.forge.circle import Circle
from governance.forge.connection import CONFLICT, WritingConnection
from governance.forge.reader import Reader
from governance.forge.stops import Declined, Unwritable
from governance.model.forge import Pull, StatusState
from governance.model.issue import Comment, Issue
from governance.model.problem import Outside

Reason = Literal["completed", "not_planned", "duplicate"]
NOT_ALLOWED = 405


class Writer:
    """Changes in a repository.

    All raise Outside where GitHub cannot be written; Unwritable where only this issue cannot;
    Declined where GitHub will not. What raises Unanswered may have been done or rest on what is
    old by now: its caller looks, and decides again.
    """

    def __init__(self, connection: WritingConnection, circle: Circle) -> None:
        self._connection = connection
        self._circle = circle
        self._reader = Reader(connection, circle)

    def create_issue(self, title: str, body: str, labels: Collection[str]) -> Issue:
        """Open an issue. Raises Unanswered where it may stand already."""
        content = {"title": title, "body": body, "labels": sorted(labels)}
        response = self._connection.send("POST", "issues", content, repeat="if-not-done")
        issue = self._connection.written(response, IssueAnswer).value()
        return self._labelled(self._circle.marked(issue), labels)

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
        issue = self._connection.written(response, IssueAnswer).value()
        return self._labelled(self._circle.marked(issue), labels or ())

    def comment(self, number: int, body: str) -> Comment:
        """Comment on an issue. Raises Unanswered where the comment may stand already."""
        path = f"issues/{number}/comments"
        response = self._connection.send("POST", path, {"body": body}, repeat="if-not-done")
        return self._circle.marked(self._connection.written(response, CommentAnswer).value())

    def edit_comment(self, id: int, body: str) -> bool:
        """Give a comment of ours another text; whether it is still there."""
        path = f"issues/comments/{id}"
        try:
            self._connection.send("PATCH", path, {"body": body}, repeat="freely")
        except Declined:
            if self._reader.comment(id) is not None:
                raise
            return False
        return True

    def delete_comment(self, id: int) -> None:
        """Delete a comment; one that is gone already is as well."""
        try:
            self._connection.send("DELETE", f"issues/comments/{id}", None, repeat="freely")
        except Declined:
            if self._reader.comment(id) is not None:
                raise

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
            if self._reader.issue(number) is None:
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
            known = self._reader.labels()
            if name.casefold() not in {each.casefold() for each in known}:
                raise

    def create_pull(self, title: str, body: str, *, head: str, base: str) -> Pull:
        """Open a pull request from a branch; the open one where there is one already."""
        content = {"title": title, "body": body, "head": head, "base": base}
        try:
            response = self._connection.send("POST", "pulls", content, repeat="freely")
        except Declined:
            pulls = self._reader.pulls(head=head)
            found = next((each for each in pulls if each.base == base), None)
            if found is None:
                raise
            return found
        return self._circle.marked(self._connection.written(response, PullAnswer).value())

    def close_pull(self, number: int) -> None:
        """Close a pull request; one that is closed or merged already stays as it is."""
        path = f"pulls/{number}"
        try:
            self._connection.send("PATCH", path, {"state": "closed"}, repeat="freely")
        except Declined:
            pull = self._reader.pull(number)
            if pull and pull.is_open:
                raise

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
            pull = self._reader.pull(number)
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

    def _labelled(self, issue: Issue, labels: Collection[str]) -> Issue:
        """The issue; raises Outside where GitHub dropped its labels.

        It does so in silence for who has no right to push, and without them no issue is found.
        https://docs.github.com/rest/issues/issues#create-an-issue
        """
        stands = {each.casefold() for each in issue.labels}
        if not stands.issuperset(each.casefold() for each in labels):
            raise Outside(
                "github-labels-dropped",
                repository=self._connection.repository,
                number=str(issue.number),
            )
        return issue
