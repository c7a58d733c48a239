"""Which pull request is to be judged, in a file that an unprivileged job has made.

Nothing in it is believed: it only says where to look.
"""

import re
from typing import Annotated, Any

from pydantic import (
    Discriminator,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
    Tag,
    TypeAdapter,
)

from governance.model.approval import CommitId
from governance.model.fields import END, Data
from governance.model.parse import parse_json

LARGEST = 4096  # bytes
# https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
QUEUE = "refs/heads/gh-readonly-queue/"
_GROUP = rf"^{QUEUE}[A-Za-z0-9][A-Za-z0-9._/-]{{0,199}}/pr-[1-9][0-9]{{0,9}}-[0-9a-f]{{40}}{END}"


class PullAsked(Data):
    """A pull request, and the head that it had."""

    format: StrictInt = Field(ge=1, le=1)
    pull: StrictInt = Field(ge=1, le=10**10)
    head: CommitId


class GroupAsked(Data):
    """A merge group of a queue: its branch, what it stands on, and its newest commit."""

    format: StrictInt = Field(ge=1, le=1)
    group: Annotated[StrictStr, StringConstraints(pattern=_GROUP)]
    base: CommitId
    head: CommitId

    @property
    def into(self) -> str:
        """The branch into which the group is to be merged."""
        return self.group.removeprefix(QUEUE).rpartition("/pr-")[0]

    @property
    def pull(self) -> int:
        """The pull request that the group adds to what it stands on."""
        return number_of(self.group) or 0


def number_of(group: str) -> int | None:
    """The pull request of a merge group, by the name of its branch; None where it is no such."""
    if not re.match(_GROUP, group):
        return None
    return int(group.rpartition("/pr-")[2].partition("-")[0])


def _kind(data: Any) -> str:
    return "group" if isinstance(data, dict) and "group" in data else "pull"


_ASKED: TypeAdapter[PullAsked | GroupAsked] = TypeAdapter(
    Annotated[
        Annotated[PullAsked, Tag("pull")] | Annotated[GroupAsked, Tag("group")],
        Discriminator(_kind),
    ]
)


def parse_asked(data: bytes) -> PullAsked | GroupAsked:
    """What a file asks for. Raises Misused where a field of it is not as it must be."""
    return parse_json(_ASKED, data, LARGEST, "asked-unreadable", tags=1)
