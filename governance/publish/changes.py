"""Typed changes in words and as data, one by one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from governance.model.change import Change
from governance.text.catalogue import Catalogue

LONGEST = 120  # characters of a value that are shown
NOTHING = "–"
_NO_NAMES: Mapping[str, str] = {}
_ENTRIES = ("reviewed", "scheduled", "need-reported", "version-published")
# What an entry of a list is called by: the first of these that it has.
_LABELS = (
    "url", "path", "output", "key", "criterion", "document", "date", "version", "name", "up_to",
)  # fmt: skip


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


def kind_of(change: Change) -> str:
    """The kind of a change as readers are told it: a whole record comes or goes."""
    came_or_went = (change.old is None) != (change.new is None)
    if change.field or change.type == "file" or not came_or_went:
        return change.kind
    return "record-added" if change.old is None else "record-removed"


def sentence(words: Catalogue, change: Change, owners: Mapping[str, str] = _NO_NAMES) -> str:
    """What changed, in words, without the name of the record; `owners` are names by id."""
    if change.kind in _ENTRIES:
        entry = _entry(words, change.new)
        told = "version-changes" if entry.get("changes") else change.kind
        return words(f"change.{told}", **entry)
    steps = change.field.split(".")
    is_need = change.kind == "entry-amended" and steps[0] == "update_needs"
    part = steps[0] if is_need else steps[-1]
    values = {
        "part": part if change.type == "output" else change.field or change.id,
        "path": change.id,
        "n": steps[1] if change.kind == "need-changed" else "",
        "difference": _difference(words, change, owners),
    }
    return words(f"change.{kind_of(change)}", **values)


def _entry(words: Catalogue, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an appended entry as its sentence names them."""
    values: dict[str, Any] = {
        name: value for name, value in entry.items() if isinstance(value, str)
    }
    values |= {name: date.fromisoformat(values[name]) for name in ("date", "due") if name in values}
    values["n"] = entry.get("id", "")
    if "summary" in entry:
        values["need"] = words.pick(entry["summary"])[0]
    if entry.get("changes"):
        values["changes"] = words.pick(entry["changes"])[0]
    return values


def _difference(words: Catalogue, change: Change, owners: Mapping[str, str]) -> str:
    old, new = change.old, change.new
    if isinstance(old, list) or isinstance(new, list):
        return _lists(words, old or [], new or [])
    if change.kind == "entry-amended":
        return _lists(words, [old] if old else [], [new] if new else [])
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        return _mappings(words, old or {}, new or {})
    group = change.field.rpartition(".")[2]
    shown = [owners.get(each, each) if group == "owner" else _scalar(words, group, each)
             for each in (old, new)]  # fmt: skip
    return f"{shown[0] or NOTHING} → {shown[1] or NOTHING}"


def _scalar(words: Catalogue, group: str, value: Any) -> str:
    if value is None:
        return NOTHING
    if not isinstance(value, str):
        return str(value)
    try:
        return words.day(date.fromisoformat(value))
    except ValueError:
        text = words.term(group, value)
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _mappings(words: Catalogue, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """By key: plain values with old and new, of others only that they came, went or changed."""
    shown, rest = [], []
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if isinstance(before, list | Mapping) or isinstance(after, list | Mapping):
            rest.append(key)
        else:
            pair = (_scalar(words, "", each) for each in (before, after))
            shown.append(f"{key}: {' → '.join(pair)}")
    parts = ["; ".join(shown)] if shown else []
    parts += _came_and_went(words, [k for k in rest if k not in new],
                            [k for k in rest if k not in old],
                            [k for k in rest if k in old and k in new])  # fmt: skip
    return "; ".join(parts)


def _lists(words: Catalogue, old: Sequence[Any], new: Sequence[Any]) -> str:
    """Which entries came, went or changed, each by what it is called."""
    gone = [_label(words, each) for each in old if each not in new]
    come = [_label(words, each) for each in new if each not in old]
    both = [label for label in dict.fromkeys(gone) if label in come]
    return "; ".join(
        _came_and_went(
            words,
            [label for label in gone if label not in both],
            [label for label in come if label not in both],
            both,
        )
    ) or words("changes.altered", entries=NOTHING)


def _came_and_went(
    words: Catalogue, gone: Sequence[str], come: Sequence[str], altered: Sequence[str]
) -> list[str]:
    named = (("added", come), ("removed", gone), ("altered", altered))
    return [words(f"changes.{key}", entries=_short(", ".join(each))) for key, each in named if each]


def _label(words: Catalogue, entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return _scalar(words, "", entry)
    if isinstance(summary := entry.get("summary"), Mapping):
        return f"{entry['id']}. {words.pick(summary)[0]}"
    named = next((entry[name] for name in _LABELS if entry.get(name)), None)
    if named is None:
        named = next((str(value) for value in entry.values() if value), NOTHING)
    shown = _scalar(words, "", named)
    version = entry.get("version")
    return f"{shown} ({version})" if version and version != named else shown


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
