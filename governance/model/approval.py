"""What somebody said of a pull request, and of which of its commits."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictStr, StringConstraints, TypeAdapter

from governance.model.fields import END, Account, Data, Line, Url
from governance.model.parse import parse_json

LARGEST = 4 * 1024 * 1024  # bytes of a list of approvals
CommitId = Annotated[StrictStr, StringConstraints(pattern=rf"^[0-9a-f]{{40}}{END}")]
Opinion = Literal["approve", "request-changes", "comment", "dismissed"]


class Approval(Data):
    """One review of a pull request. `login` is only shown: the account is the numeric id.

    `url` is the address of the review, where it is known.
    """

    account: Account
    login: Line
    commit: CommitId
    state: Opinion
    at: AwareDatetime = Field(strict=True)
    url: Url | None = None


_LIST = TypeAdapter(tuple[Approval, ...])


def parse_approvals(data: bytes) -> tuple[Approval, ...]:
    """The approvals in a JSON list of them. Raises Misused where a field of one is none."""
    return parse_json(_LIST, data, LARGEST, "approvals-unreadable")
