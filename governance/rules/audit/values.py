"""What an audit looks at, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from governance.model.approval_line import ApprovalLine
from governance.model.change import Change
from governance.model.registry import Registry

Code = Literal[
    "change-without-record",
    "change-without-rule",
    "entry-amended",
    "transition-not-allowed",
    "review-by-not-owner",
    "review-half",
    "approval-by-no-contact",
    "approval-by-author",
    "approval-of-another-head",
    "approval-after-merge",
    "record-fits-no-commit",
    "record-unreadable",
    "history-forced",
]
CODES: tuple[Code, ...] = get_args(Code)


@dataclass(frozen=True, slots=True)
class Merge:
    """One commit of the default branch, and what is recorded of it.

    `seconds` since 1970 and `day` are its time. `registry` is that of its first parent; None where
    there were no rules yet. `lines` are those of its note, `broken` the beginnings of those that
    say nothing. `heads` says of each head that the lines name whether it is what was merged; None
    where that cannot be told.
    """

    commit: str
    seconds: int
    day: date
    changes: tuple[Change, ...]
    registry: Registry | None
    lines: tuple[ApprovalLine, ...] = ()
    broken: tuple[str, ...] = ()
    heads: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a commit or its record ought not to be.

    `record` is the type and id of what it is about. The catalogue has `audit.finding.<reason>`;
    a code may have several reasons.
    """

    commit: str
    code: Code
    record: tuple[str, str] | None = None
    reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Key of its sentence in the catalogue."""
        return f"audit.finding.{self.reason or self.code}"
