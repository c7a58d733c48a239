"""A repository and its pull requests as a forge shows them, in our own words."""

from dataclasses import dataclass
from typing import Literal

from governance.model.issue import Person

StatusState = Literal["error", "failure", "pending", "success"]

# The statuses that we set, by the names under which a branch can require them.
APPROVALS, CHECKS = "tp3/approvals", "tp3/checks"
LOOPBACK = ("127.0.0.1", "::1", "localhost")  # this very machine, as an address names it


@dataclass(frozen=True)
class Repository:
    """A repository under its present name, owner/name."""

    full_name: str
    default_branch: str
    archived: bool
    has_issues: bool


@dataclass(frozen=True)
class Pull:
    """A pull request: from the branch `head`, whose newest commit is `head_sha`, to `base`.

    `head_repository` is None where the fork is gone; `merge_sha` is what the merge made.
    """

    number: int
    title: str
    body: str
    is_open: bool
    merge_sha: str | None
    head: str
    head_sha: str
    head_repository: str | None
    base: str
    author: Person
    url: str
    is_draft: bool = False


@dataclass(frozen=True)
class Status:
    """How a check of a commit went, as it was said last; `url` is where one can read more."""

    state: StatusState
    description: str
    url: str
