"""What changed between two registries, said by meaning; and the commits that did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from governance.model.policy import ChangeKind

Group = Literal["changed", "reviewed", "corrected", "other"]
GROUPS: tuple[Group, ...] = get_args(Group)
ChangeName = ChangeKind | Literal["unreadable"]
_CORRECTIONS = (
    "text-changed",
    "metadata-changed",
    "entry-amended",
    "organisation-changed",
    "contact-changed",
    "contacts-changed",
)
# What makes an amended entry more than a correction.
_WEIGHTY = ("outcome", "version", "due")
_OTHER = ("files-changed", "formatting-changed")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in one record.

    `type` is the record's type, "settings", "policy" or "file"; `id` its id, the policy's
    name or the file's path. `field` leads to the value, empty for the record as a whole.
    `old` and `new` are plain data, None where there was or is nothing.
    """

    kind: ChangeName
    type: str
    id: str
    field: str = ""
    old: Any = None
    new: Any = None

    @property
    def group(self) -> Group:
        """For which readers it is.

        What really changed, a review that changed nothing, a correction to a record, or something
        that says nothing of the registry.
        """
        if self.kind == "reviewed" and self.new["outcome"] == "valid":
            return "reviewed"
        if self.kind in _OTHER:
            return "other"
        is_correction = self.kind in _CORRECTIONS and self.field and not self._is_weighty
        return "corrected" if is_correction else "changed"

    @property
    def is_told(self) -> bool:
        """Whether it says something of the registry."""
        return self.group != "other"

    @property
    def _is_weighty(self) -> bool:
        """Whether an entry went, moved, or says something else that counts."""
        if self.kind != "entry-amended":
            return False
        if self.new is None or isinstance(self.new, list):
            return True
        return any(self.old.get(name) != self.new.get(name) for name in _WEIGHTY)


Names = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Typed changes, and what the changed records are called, by (type, id) and language."""

    changes: tuple[Change, ...]
    names: Names


@dataclass(frozen=True, slots=True)
class Step:
    """One commit and what it changed against its first parent.

    `day` is the committer date in the registry's time zone, `seconds` the same since 1970.
    """

    commit: str
    day: date
    seconds: int
    author: str
    difference: Difference
