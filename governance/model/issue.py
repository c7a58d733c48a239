"""Issues, comments and accounts as a forge shows them, in our own words."""

from dataclasses import dataclass
from datetime import datetime

OPEN_KEY = "tp3"  # the key of the issue is open, whether the issue is or not
DONE_KEY = "tp3-done"
OVERVIEW = "tp3-overview"
REPORT = "tp3-report"
ALARM = "tp3-alarm"
LABELS = (OPEN_KEY, DONE_KEY, OVERVIEW, REPORT, ALARM)


@dataclass(frozen=True)
class Person:
    """An account as the forge shows it; `account` is its permanent name, such as github:123.

    `is_ours`: a program (the forge's type Bot), or the account that writes now. `trusted`: besides
    these a maintainer, as the registry names them. A marker by anybody else is no marker.
    """

    account: str
    login: str
    trusted: bool
    is_ours: bool = False


@dataclass(frozen=True)
class Issue:
    """An issue as it stands. `created` is in UTC."""

    number: int
    title: str
    body: str
    is_open: bool
    labels: frozenset[str]
    assignees: frozenset[str]
    author: Person
    created: datetime
    url: str


@dataclass(frozen=True)
class Comment:
    """A comment on an issue. Times are in UTC; `edited` when it was ever changed."""

    id: int
    issue: int
    body: str
    author: Person
    created: datetime
    edited: bool
    url: str
