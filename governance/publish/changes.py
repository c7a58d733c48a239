"""Typed changes in words and as data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from governance.model.change import Change
from governance.model.period import Period
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

LONGEST = 120  # characters of a value that are shown
NOTHING = "–"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_NAMES: Mapping[str, str] = {}
_ENTRIES = ("reviewed", "scheduled", "need-reported", "version-published")
# What an entry of a list is called by: the first of these that it has.
_LABELS = (
    "url", "path", "output", "key", "criterion", "document", "due", "date", "version", "name",
    "up_to",
)  # fmt: skip
_WHOLE = ("record-added", "record-removed")
# Said of a need beside its state, where they go with it.
_OF_STATE = ("version", "target", "reason")


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
    return _WHOLE[0] if change.old is None else _WHOLE[1]


def sentences(
    words: Catalogue, changes: Sequence[Change], owners: Mapping[str, str] = _NO_NAMES
) -> Iterator[str]:
    """What changed in one record, in words, without its name; `owners` are names by id.

    What the state of a need or a new owner brings with it is said in the same sentence or not.
    """
    given = any(each.kind == "owner-changed" and each.field == "owner" for each in changes)
    states = {_need(each): each for each in changes if each.field.endswith(".state")}
    for change in changes:
        if change.kind == "need-changed" and _need(change) in states:
            if change is states[_need(change)]:
                same = [each for each in changes if _need(each) == _need(change)]
                yield _need_sentence(words, change, same)
        elif not (given and change.kind == "owner-changed" and _is_old_reason(change)):
            yield sentence(words, change, owners)


def _need(change: Change) -> str:
    return change.field.split(".")[1] if change.kind == "need-changed" else ""


def _is_old_reason(change: Change) -> bool:
    return change.field in ("owner_basis", "contact") and change.new is None


def _need_sentence(words: Catalogue, state: Change, same: Sequence[Change]) -> str:
    said = words("change.need-state", n=_need(state), state=state.new)
    names = {each.field.rpartition(".")[2]: each.new for each in same if each.new is not None}
    more = [
        f"{words.term('part', name)} {_scalar(words, name, names[name])}"
        for name in _OF_STATE
        if name in names
    ]
    return ", ".join([said, *more])


def sentence(words: Catalogue, change: Change, owners: Mapping[str, str] = _NO_NAMES) -> str:
    """One change in words, without the name of the record; `owners` are names by id."""
    kind = kind_of(change)
    if change.kind in _ENTRIES:
        entry = _entry(words, change.new)
        told = "version-changes" if entry.get("changes") else change.kind
        return words(f"change.{told}", **entry)
    if kind == "owner-accepted" or (kind == "owner-changed" and change.field == "owner_since"):
        if change.new is None:
            return words("change.owner-withdrawn")
        return words("change.owner-accepted", since=date.fromisoformat(change.new))
    if kind == "entry-amended":
        kind = _amended(change)
    if kind == "location-changed":
        return "; ".join(_came_and_went(words, "location", *_sides(words, change.old, change.new)))
    steps = change.field.split(".")
    is_need = change.kind == "entry-amended" and steps[0] == "update_needs"
    part = steps[0] if is_need else steps[-1]
    values = {
        "part": part if change.type == "output" else change.field,
        "path": change.id,
        "n": _need(change),
        "difference": "" if kind in _WHOLE else _difference(words, change, owners),
    }
    return words(f"change.{kind}", **values)


def _amended(change: Change) -> str:
    if isinstance(change.new, list):
        return "entry-reordered"
    return "entry-removed" if change.new is None else "entry-amended"


def _entry(words: Catalogue, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an appended entry as its sentence names them."""
    values: dict[str, Any] = {
        name: value for name, value in entry.items() if isinstance(value, str)
    }
    values |= {name: date.fromisoformat(values[name]) for name in ("date", "due") if name in values}
    values["n"] = entry.get("id", "")
    if "summary" in entry:
        values["need"] = words.pick(entry["summary"])[0]
        if entry["state"] != "open":
            values["need"] += f" ({words.term('state', entry['state'])})"
    if entry.get("changes"):
        values["changes"] = words.pick(entry["changes"])[0]
    return values


def _difference(words: Catalogue, change: Change, owners: Mapping[str, str]) -> str:
    old, new = change.old, change.new
    if change.kind == "entry-amended" and not isinstance(new, list):
        if new is None:
            return _label(words, old)
        return f"{_label(words, old)} ({_mappings(words, old, new)})"
    if isinstance(old, list) or isinstance(new, list):
        said = "; ".join(_came_and_went(words, "entries", *_sides(words, old or [], new or [])))
        return said or words("changes.entries.altered", entries=NOTHING)
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
    if group == "cycle" and value != "never":
        return words.period(Period.parse(value))
    return words.day(day) if (day := _day(value)) else shortened(words.term(group, value), LONGEST)


def _day(text: str) -> date | None:
    """The day that a text is, as records write days."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


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
            pair = (_scalar(words, key, each) for each in (before, after))
            shown.append(f"{words.term('part', key)}: {' → '.join(pair)}")
    came = [key for key in rest if not old.get(key)]
    went = [key for key in rest if not new.get(key)]
    both = [key for key in rest if key not in came and key not in went]
    named = ([words.term("part", key) for key in keys] for keys in (went, came, both))
    return "; ".join([*shown, *_came_and_went(words, "entries", *named)])


def _sides(
    words: Catalogue, old: Sequence[Any], new: Sequence[Any]
) -> tuple[list[str], list[str], list[str]]:
    """What entries that went, came or changed are called; of the last also what changed in them."""
    gone = {_label(words, each): each for each in old if each not in new}
    come = {_label(words, each): each for each in new if each not in old}
    both = [label for label in gone if label in come]
    return (
        [label for label in gone if label not in both],
        [label for label in come if label not in both],
        [_altered(words, label, gone[label], come[label]) for label in both],
    )


def _altered(words: Catalogue, label: str, old: Any, new: Any) -> str:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return label
    return f"{label} ({_mappings(words, old, new)})"


def _came_and_went(
    words: Catalogue, about: str, gone: Sequence[str], come: Sequence[str], both: Sequence[str]
) -> list[str]:
    named = (("added", come), ("removed", gone), ("altered", both))
    return [
        words(f"changes.{about}.{key}", entries=shortened(", ".join(each), LONGEST))
        for key, each in named
        if each
    ]


def _label(words: Catalogue, entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return _scalar(words, "", entry)
    if isinstance(summary := entry.get("summary"), Mapping):
        return f"{entry['id']}. {words.pick(summary)[0]}"
    named = next((entry[name] for name in _LABELS if entry.get(name)), None)
    if named is None:
        named = next((str(value) for value in entry.values() if value), NOTHING)
    shown = _scalar(words, "", named)
    beside = entry.get("version") or entry.get("account")
    return f"{shown} ({beside})" if beside and beside != named else shown
