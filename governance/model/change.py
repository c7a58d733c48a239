"""What changed between two registries, said by meaning."""

from dataclasses import dataclass
from typing import Any, Literal

from governance.model.policy import ChangeKind


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in one record.

    `type` is the record's type, "settings", "policy" or "file"; `id` its id, the policy's
    name or the file's path. `field` leads to the value, empty for the record as a whole.
    `old` and `new` are plain data, None where there was or is nothing.
    """

    kind: ChangeKind | Literal["unreadable"]
    type: str
    id: str
    field: str = ""
    old: Any = None
    new: Any = None
