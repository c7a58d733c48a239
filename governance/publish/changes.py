"""Typed changes in words and as data."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from governance.model.change import Change
from governance.publish.differing import came_and_went, mappings, sides, was_and_is
from governance.publish.reasons import reason_in
from governance.publish.values import NO_NAMES, Spoken, Values
from governance.text.catalogue import Catalogue

_ENTRIES = ("reviewed", "scheduled", "need-reported", "version-published")
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
    words: Catalogue, changes: Sequence[Change], names: Spoken = NO_NAMES
) -> Iterator[str]:
    """What changed in one record, in words, without its name; `names` are what else is called.

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
            yield sentence(words, change, names)


def _need(change: Change) -> str:
    return change.field.split(".")[1] if change.kind == "need-changed" else ""


def _is_old_reason(change: Change) -> bool:
    return change.field in ("owner_basis", "contact") and change.new is None


def _need_sentence(words: Catalogue, state: Change, same: Sequence[Change]) -> str:
    said = words("change.need-state", n=_need(state), state=state.new)
    found = {each.field.rpartition(".")[2]: each.new for each in same if each.new is not None}
    more = [
        f"{words.term('part', name)} {Values(words).scalar(name, found[name])}"
        for name in _OF_STATE
        if name in found
    ]
    return ", ".join([said, *more])


def sentence(words: Catalogue, change: Change, names: Spoken = NO_NAMES) -> str:
    """One change in words, without the name of the record; `names` are what else is called."""
    kind, values = kind_of(change), Values(words, names)
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
        found = sides(values, change.field, change.old, change.new)
        return "; ".join(came_and_went(words, "location", *found))
    if kind == "policy-changed" and not change.field:  # a schema, whose keys are no words of ours
        kind = "form-changed"
    steps = change.field.split(".")
    is_need = change.kind == "entry-amended" and steps[0] == "update_needs"
    part = steps[0] if is_need else steps[-1]
    return words(
        f"change.{kind}",
        part=part if change.type == "output" else change.field,
        path=change.id,
        n=_need(change),
        difference="" if kind in (*_WHOLE, "form-changed") else _difference(values, change),
    )


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
    if "reason" in values:
        values["reason"] = reason_in(words, values["reason"])
    if "summary" in entry:
        values["need"] = words.pick(entry["summary"])[0]
        if entry["state"] != "open":
            values["need"] += f" ({words.term('state', entry['state'])})"
    if entry.get("changes"):
        values["changes"] = words.pick(entry["changes"])[0]
    return values


def _difference(values: Values, change: Change) -> str:
    old, new, field = change.old, change.new, change.field.rpartition(".")[2]
    if change.kind == "entry-amended" and not isinstance(new, list):
        if new is None:
            return values.label(field, old)
        return f"{values.label(field, old)} ({mappings(values, '', old, new)})"
    if isinstance(old, list) or isinstance(new, list):
        found = sides(values, field, old or [], new or [])
        said = "; ".join(came_and_went(values.words, "entries", *found))
        return said or values.words("changes.entries.reordered")
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        return mappings(values, field, old or {}, new or {})
    is_contact = field == "contact"
    say = partial(values.contact, change.id) if is_contact else partial(values.scalar, field)
    return was_and_is(say, old, new)
