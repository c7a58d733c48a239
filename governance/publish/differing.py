"""Plain values in words, and what differs between two of them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from governance.model.period import Period
from governance.text.catalogue import LANGUAGES, Catalogue
from governance.text.media import shortened

LONGEST = 120  # characters of a value that are shown
NOTHING = "–"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What an entry of a list is called by: the first of these that it has.
LABELS = (
    "title", "url", "path", "output", "key", "criterion", "document", "due", "date", "version",
    "name", "up_to", "text",
)  # fmt: skip


def scalar(words: Catalogue, group: str, value: Any) -> str:
    """A value as people write it; `group` is the field that has it."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return words("changes.yes" if value else "changes.no")
    if isinstance(value, int | float):
        return words.number(value)
    if group == "cycle" and value != "never":
        return words.period(Period.parse(value))
    return words.day(day) if (day := _day(value)) else shortened(words.term(group, value), LONGEST)


def _day(text: str) -> date | None:
    """The day that a text is, as records write days."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def mappings(words: Catalogue, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """By key: plain values with old and new, of others only that they came, went or changed."""
    shown, rest = [], []
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if isinstance(before, list | Mapping) or isinstance(after, list | Mapping):
            rest.append(key)
        else:
            pair = (scalar(words, key, each) for each in (before, after))
            shown.append(f"{words.term('part', key)}: {' → '.join(pair)}")
    came = [key for key in rest if not old.get(key)]
    went = [key for key in rest if not new.get(key)]
    both = [key for key in rest if key not in came and key not in went]
    named = (
        [_of_key(words, key, new.get(key) or old.get(key)) for key in keys]
        for keys in (went, came, both)
    )
    return "; ".join([*shown, *came_and_went(words, "entries", *named)])


def sides(
    words: Catalogue, old: Sequence[Any], new: Sequence[Any]
) -> tuple[list[str], list[str], list[str]]:
    """What entries that went, came or changed are called; of the last also what changed in them."""
    gone = {label(words, each): each for each in old if each not in new}
    come = {label(words, each): each for each in new if each not in old}
    both = [name for name in gone if name in come]
    return (
        [name for name in gone if name not in both],
        [name for name in come if name not in both],
        [_altered(words, name, gone[name], come[name]) for name in both],
    )


def _altered(words: Catalogue, name: str, old: Any, new: Any) -> str:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return name
    return f"{name} ({mappings(words, old, new)})"


def came_and_went(
    words: Catalogue, about: str, gone: Sequence[str], come: Sequence[str], both: Sequence[str]
) -> list[str]:
    """Sentences of what came, went or changed; `about` says what kind of things they are."""
    named = (("added", come), ("removed", gone), ("altered", both))
    return [
        words(f"changes.{about}.{key}", entries=shortened(", ".join(each), LONGEST))
        for key, each in named
        if each
    ]


def label(words: Catalogue, entry: Any) -> str:
    """What an entry of a list is called."""
    if not isinstance(entry, Mapping):
        return scalar(words, "", entry)
    if isinstance(summary := entry.get("summary"), Mapping) and "id" in entry:
        return f"{entry['id']}. {words.pick(summary)[0]}"
    shown = shortened(called(words, entry) or NOTHING, LONGEST)
    if entry.get("text"):  # whole sentences, that would run into each other
        return words("changes.quoted", text=shown)
    beside = entry.get("version") or entry.get("account")
    return f"{shown} ({beside})" if beside and beside != shown else shown


def called(words: Catalogue, value: Any) -> str:
    """What people would call a value, however it is built; empty where there is nothing to say."""
    if isinstance(value, list):
        return ", ".join(filter(None, (called(words, each) for each in value)))
    if not isinstance(value, Mapping):
        return "" if value is None else scalar(words, "", value)
    if set(value) <= set(LANGUAGES):
        return words.pick(value)[0] if value else ""
    names = [*(name for name in LABELS if value.get(name)), *value]
    return next(filter(None, (called(words, value[name]) for name in names)), "")


def _of_key(words: Catalogue, key: str, value: Any) -> str:
    """What a field is called: by its word, or else by the title that its value has."""
    word = words.term("part", key)
    if word == key and isinstance(value, Mapping) and isinstance(value.get("title"), Mapping):
        return words.pick(value["title"])[0]
    return word
