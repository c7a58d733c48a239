"""What a comment is answered: codes and values; the words come from the catalogues."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

TAKEN = "report.taken"
Value = str | int | date | Mapping[str, str]  # a mapping is a name by language


@dataclass(frozen=True)
class Part:
    """One paragraph: the catalogue has `commands.<code>`."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """An answer in these languages, one after the other."""

    languages: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def code(self) -> str:
        """What it is in short: the code of its first part."""
        return self.parts[0].code

    @property
    def is_of_entry(self) -> bool:
        """Whether it tells of an entry that stands in the registry."""
        return self.code.startswith("entered.") or self.code == TAKEN
