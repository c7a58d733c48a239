"""What must be said when a comment is carried out; the words come from outside."""

from collections.abc import Sequence
from typing import Protocol

from governance.model.change import Change
from governance.model.registry import Registry
from governance.rules.commands.reply import Reply


class Wording(Protocol):
    """The texts. None of people's words stands in a title or in the message of a commit.

    There GitHub would take `#1` or `@name` for a command, whatever was meant.
    """

    def reply(self, reply: Reply) -> str:
        """An answer, as GitHub Markdown."""

    def title(self, output: str, changes: Sequence[Change]) -> str:
        """The title of a pull request and of its commit."""

    def message(self, source: str) -> str:
        """The rest of the commit's message; `source` is the address of the comment."""

    def pull(
        self, registry: Registry, changes: Sequence[Change], source: str, *, waits: bool
    ) -> str:
        """The body of a pull request, as GitHub Markdown; `registry` knows the names."""

    def status(self, *, waits: bool) -> str:
        """The description of a status, at most 140 characters."""

    def approved(self) -> str:
        """The same of the status that says that all who must have approved."""
