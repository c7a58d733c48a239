"""Plain values of records and rules in words: no id, code or key of a program where it has a name.

What names what follows from the field: `owner` holds the id of an organisation, wherever it stands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from governance.model.fields import ACCOUNT
from governance.model.period import Period
from governance.text.catalogue import LANGUAGES, Catalogue
from governance.text.media import shortened

Spoken = Mapping[tuple[str, str], str]  # what records and parts of rules are called, by type and id
NO_NAMES: Spoken = {}
LONGEST = 120  # characters of a value that are shown
NOTHING = "–"
MOST_WRITTEN = 10**15
# Field -> type of what its value is the id of.
_NAMES: Mapping[str, str] = (
    dict.fromkeys(("owner", "by", "maintainer", "contributors", "successors", "coordinator",
                   "partners", "organisations", "lead", "co_leads"), "organisation")
    | dict.fromkeys(("output", "outputs", "pages", "working_name_until"), "output")
    | dict.fromkeys(("project", "carries_on"), "project")
    | {"themes": "theme", "kind": "kind", "document": "document", "criterion": "criterion",
       "role": "role"}
)  # fmt: skip
# Field -> type of what its keys are the ids of.
_KEYS: Mapping[str, str] = {
    "cycles": "kind", "kinds": "kind", "roles": "work-package", "statuses": "status",
}  # fmt: skip
# Fields whose mappings have plain values of the field's own kind, whatever the key.
_OWN = ("cycles", "pages", "roles")
# Field -> the fields whose words or whose kind its values have, if not its own.
_LIKE: Mapping[str, tuple[str, ...]] = (
    dict.fromkeys(("up_to", "furthest", "draft_limit", "never_recheck", "evidence_limit", "cycles"),
                  ("cycle",))
    | {"state": ("state", "conformance"), "to": ("to", "day_of_year"), "from": ("day_of_year",),
       "roles": ("role",), "initial": ("status",), "type": ("relation",),
       "languages": ("language",)}
)  # fmt: skip
# Of these it is told that they changed, not how: nobody reads them.
_UNTOLD = ("account", "contact", "sha256")
_CITATION = re.compile(r"registry:([a-z0-9-]+)(?:@(.+))?")
_ACCOUNT = re.compile(ACCOUNT)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
# What an entry of a list is called by: the first of these that it has.
_LABELS = (
    "title", "url", "path", "output", "key", "criterion", "document", "due", "date", "version",
    "name", "up_to", "to", "text",
)  # fmt: skip


def named(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """Type and id of all that a value of a field names."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if field in _KEYS:
                yield _KEYS[field], key
            yield from named(field if field in _OWN and isinstance(each, str) else key, each)
    elif isinstance(value, list):
        for each in value:
            yield from named(field, each)
    elif isinstance(value, str):
        if field in _NAMES:
            yield _NAMES[field], value
        elif field == "source" and (cited := _CITATION.fullmatch(value)):
            yield "output", cited[1]


@dataclass(frozen=True)
class Values:
    """Values in a language; what has no name is called by its id."""

    words: Catalogue
    names: Spoken = field(default_factory=dict)

    def scalar(self, field: str, value: Any) -> str:
        """A value as people write it; `field` has it."""
        words = self.words
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return words("changes.yes" if value else "changes.no")
        if isinstance(value, int | float):
            return words.number(value) if _is_written(value) else str(value)
        return shortened(self._text(field, value), LONGEST)

    def _text(self, field: str, value: str) -> str:
        words = self.words
        if _ACCOUNT.fullmatch(value):  # it leads to a person; the change itself is told
            return words.term("part", "account")
        if name := self.names.get((_NAMES.get(field, ""), value)):
            return name
        if field == "source" and (cited := _CITATION.fullmatch(value)):
            name = self.names.get(("output", cited[1]))
            return " ".join(filter(None, (name, cited[2]))) if name else value
        for like in _LIKE.get(field, (field,)):
            if words.has_term(like, value):
                return words.term(like, value)
            match like:
                case "cycle":
                    return words.period(Period.parse(value))
                case "language":
                    return words.language_name(value)
                case "calendar":
                    return words.country(value)
                case "day_of_year" if _MONTH_DAY.fullmatch(value):
                    return words.day_of_year(value)
        return words.day(day) if (day := _day(value)) else value

    def contact(self, output: str, key: str | None) -> str:
        """The contact of an output's owner."""
        return self.names.get(("contact", f"{output}/{key}")) or self.scalar("", key)

    @staticmethod
    def group(field: str, key: str) -> str:
        """The field whose words the value at a key of a mapping has: the key's or the mapping's."""
        return field if field in _OWN else key

    @staticmethod
    def is_told(field: str, *sides: Any) -> bool:
        """Whether values of a field are shown; of others it is told that they changed."""
        return field not in _UNTOLD and not any(isinstance(each, list | Mapping) for each in sides)

    def key(self, field: str, key: str, value: Any) -> str:
        """What a key of a mapping is called; `field` has the mapping, `value` stands there."""
        words = self.words
        if name := self.names.get((_KEYS.get(field, ""), key)):
            return name
        if field == "rules" and words.has(f"governance.change.{key}"):
            return words("changes.quoted", text=words(f"governance.change.{key}"))
        for group in (_KEYS.get(field, ""), "part", "tongue"):
            if words.has_term(group, key):
                return words.term(group, key)
        title = value.get("title", value) if isinstance(value, Mapping) else {}
        return words.pick(title)[0] if _is_localised(title) else key

    def label(self, field: str, entry: Any) -> str:
        """What an entry of a list is called."""
        words = self.words
        if not isinstance(entry, Mapping):
            return self.scalar(field, entry)
        if isinstance(summary := entry.get("summary"), Mapping) and "id" in entry:
            return f"{entry['id']}. {words.pick(summary)[0]}"
        shown = shortened(self._called(field, entry) or NOTHING, LONGEST)
        if entry.get("text"):  # whole sentences, that would run into each other
            return words("changes.quoted", text=shown)
        version = entry.get("version")
        return f"{shown} ({version})" if version and version != shown else shown

    def _called(self, field: str, value: Any) -> str:
        """What people would call a value, however it is built; empty where that is nothing."""
        if isinstance(value, list):
            return ", ".join(filter(None, (self._called(field, each) for each in value)))
        if not isinstance(value, Mapping):
            return "" if value is None else self.scalar(field, value)
        if _is_localised(value):
            return self.words.pick(value)[0]
        names = [*(name for name in _LABELS if value.get(name)), *value]
        return next(filter(None, (self._called(name, value[name]) for name in names)), "")


def _is_written(number: float) -> bool:
    """Whether nothing of it is lost where people write it: three decimals, and no power of ten."""
    return abs(number) < MOST_WRITTEN and round(number, 3) == number


def _is_localised(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(LANGUAGES)


def _day(text: str) -> date | None:
    """The day that a text is, as records write days."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
