"""What is to be edited in one record, said by place and value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.model.problem import Field


@dataclass(frozen=True, slots=True)
class Put:
    """The value at `field` becomes `value`; a key that is not there yet is written.

    Everything above the last step of `field` that is missing is made as well. `value` is plain
    data as JSON has it: text, number, true, false, None, list or mapping.
    """

    field: Field
    value: Any


@dataclass(frozen=True, slots=True)
class Append:
    """The list at `field` gets one entry more, after the others; a missing list is made."""

    field: Field
    entry: Mapping[str, Any]


Edit = Put | Append
