"""Typed changes in words and as data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from governance.model.change import Change
from governance.text.catalogue import Catalogue
from governance.text.media import terminal

LONGEST = 120  # characters of a value that are shown
FOLDED = 5  # from so many records of one kind of change on, one line stands for all

Names = Mapping[tuple[str, str], Mapping[str, str]]


def as_data(change: Change, **commit: Any) -> dict[str, Any]:
    """One change for programs; `commit` has what is known of the commit, else nothing."""
    return {
        "output": change.id if change.type == "output" else None,
        "record": {"type": change.type, "id": change.id},
        "change": change.kind,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "commit": commit.get("commit"),
        "date": commit.get("date"),
        "author": commit.get("author"),
        "approvers": commit.get("approvers", []),
    }


def sentence(words: Catalogue, change: Change) -> str:
    """What changed, in words, without the name of the record."""
    if change.kind in ("reviewed", "scheduled", "need-reported", "version-published"):
        return words(f"change.{change.kind}", **_entry(words, change.new))
    values = {
        "field": change.field.rpartition(".")[2] if change.type == "output" else change.field,
        "path": change.id,
        "n": change.field.split(".")[1] if change.kind == "need-changed" else "",
        "old": _value(words, change, change.old),
        "new": _value(words, change, change.new),
    }
    return words(f"change.{change.kind}", **values)


def lines(words: Catalogue, changes: Iterable[Change], names: Names) -> Iterator[str]:
    """A line a change; what many records have in common is one line with their number."""

    def kind_of(change: Change) -> tuple[str, str]:
        return change.kind, change.type

    for (kind, type), members in groupby(sorted(changes, key=kind_of), key=kind_of):
        found = list(members)
        ids = {change.id for change in found}
        if len(ids) >= FOLDED and type != "file":
            listed = ", ".join(sorted(ids))
            yield terminal(f"{words('changes.many', n=len(ids), kind=words.term('change', kind))}")
            yield terminal(f"    {listed}")
            continue
        for change in found:
            name = _name(words, change, names)
            yield terminal(f"{name}{sentence(words, change)}")


def _name(words: Catalogue, change: Change, names: Names) -> str:
    if change.type == "file":
        return ""
    known = names.get((change.type, change.id))
    title = f"{words.pick(known)[0]} " if known else ""
    return f"{title}[{change.id}]: "


def _entry(words: Catalogue, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an appended entry as its sentence names them."""
    values: dict[str, Any] = {
        name: value for name, value in entry.items() if isinstance(value, str)
    }
    values |= {name: date.fromisoformat(values[name]) for name in ("date", "due") if name in values}
    values["n"] = entry.get("id", "")
    if "summary" in entry:
        values["need"] = words.pick(entry["summary"])[0]
    return values


def _value(words: Catalogue, change: Change, value: Any) -> str:
    if value is None or value in ([], {}):
        return "–"
    if change.kind == "status-changed":
        return words.term("status", value)
    if isinstance(value, str):
        return _short(value)
    if isinstance(value, Mapping) and value.keys() <= {"fi", "sv", "en"}:
        return _short("; ".join(f"{language}: {text}" for language, text in value.items()))
    if isinstance(value, list):
        return _short(", ".join(_value(words, change, each) for each in value))
    if isinstance(value, Mapping):
        parts = (
            f"{key} {_value(words, change, each)}"
            for key, each in value.items()
            if each not in (None, [], {})
        )
        return _short(", ".join(parts))
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
