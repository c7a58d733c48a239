"""Reads how an issue was called before."""

from collections.abc import Iterator

from pydantic import AwareDatetime, BaseModel, Field

from governance.forge.connection import Connection
from governance.model.title import Rename


class _RenameAnswer(BaseModel):
    old: str = Field(alias="from")
    new: str = Field(alias="to")


class _EventAnswer(BaseModel):
    """Something that happened to an issue.

    https://docs.github.com/rest/using-the-rest-api/issue-event-types#renamed
    """

    created_at: AwareDatetime
    rename: _RenameAnswer | None = None


def renames(connection: Connection, number: int) -> Iterator[Rename]:
    """The titles that an issue had and got, oldest first.

    Raises Outside where GitHub cannot be read.
    """
    for event in connection.pages(f"issues/{number}/events", _EventAnswer):
        if event.rename:
            yield Rename(event.created_at, event.rename.old, event.rename.new)
