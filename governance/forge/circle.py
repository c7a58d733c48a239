"""Who writes for us: whose markers count, in a repository in which many may write."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from governance.forge.answers import AccountAnswer
from governance.forge.connection import Connection
from governance.model.forge import Pull
from governance.model.issue import Comment, Issue, Person
from governance.model.problem import Outside

T = TypeVar("T", Issue, Comment, Pull)
# Who the token of a workflow is; GitHub answers it 403 where it asks for itself.
# https://docs.github.com/actions/concepts/security/github_token
WORKFLOW = Person("github:41898282", "github-actions[bot]", trusted=True, is_ours=True)


class Circle:
    """Programs, the account of the present token, and accounts that are named.

    Rights in the repository are not enough: a member who only reads has them on GitHub.
    """

    def __init__(self, connection: Connection, accounts: Collection[str]) -> None:
        self._connection = connection
        self._accounts = frozenset(accounts)

    @cached_property
    def viewer(self) -> Person | None:
        """Whose token it is; None without one."""
        if not self._connection.has_token:
            return None
        if self._connection.is_installed:
            return WORKFLOW
        try:
            person = self._connection.get("/user", AccountAnswer).person()
        except Outside as stop:
            if stop.code != "github-forbidden":
                raise
            return WORKFLOW
        return replace(person, trusted=True, is_ours=True)

    def marked(self, value: T) -> T:
        """The value, its author marked as one of the circle where that is so."""
        return replace(value, author=self._marked(value.author))

    def _marked(self, person: Person) -> Person:
        if person.is_ours:
            return person
        if self.viewer and self.viewer.account == person.account:
            return replace(person, trusted=True, is_ours=True)
        return replace(person, trusted=True) if person.account in self._accounts else person
