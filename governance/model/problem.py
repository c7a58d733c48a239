"""What can be wrong: a problem in the data, a refusal, a failure outside of us."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Field = tuple[str | int, ...]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file.

    `field` leads from the file's root to the value, `on_key` says that the key itself is meant.
    Line and column count from 1 and are filled in by the reader that knows the places.
    The sentence is made from `code` and `values` by the message catalogue.
    """

    path: str
    code: str
    field: Field = ()
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    severity: Severity = "error"
    on_key: bool = False
    line: int | None = None
    column: int | None = None


class Stop(Exception):
    """A command cannot go on; the catalogue has the sentence for `code`."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Refused(Stop):
    """What was asked is against the data or the rules (exit 1)."""


class Misused(Stop):
    """The command was called with something that does not exist (exit 2)."""


class Outside(Stop):
    """Git, the disk, the network or a permission failed (exit 3)."""


def dotted(path: Field) -> str:
    """A field as people and programs write it: ("reviews", 0, "by") -> "reviews[0].by"."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
