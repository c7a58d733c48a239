"""What is known around a pull request when it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.model.approval import Approval


@dataclass(frozen=True)
class Around:
    """Where a pull request stands, and what its forge says of people.

    `page` is the address of the pull request. `logins` has the present login of accounts; one
    that is missing is not there any more. People are mentioned only where `mentions` is true.
    `approvals` are all its reviews, also those of an older head; `author` opened it.
    """

    page: str
    logins: Mapping[str, str]
    mentions: bool
    today: date
    approvals: tuple[Approval, ...] = ()
    author: str | None = None
