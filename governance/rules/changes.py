"""Two registries -> typed changes: what a line diff cannot say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from governance.model.change import Change
from governance.model.fields import Data
from governance.model.policy import ChangeKind
from governance.model.registry import POLICY_MODELS, Registry

Plain = dict[str, Any]

# Fields of an output whose change has a name of its own; every other is metadata.
_OUTPUT_FIELDS: Mapping[str, ChangeKind] = {
    "title": "text-changed",
    "summary": "text-changed",
    "owner": "owner-changed",
    "owner_since": "owner-accepted",
    "contact": "contact-changed",
    "status": "status-changed",
    "locations": "location-changed",
}
# What goes with an owner, and so changes in the same hand-over.
_OF_OWNER = ("owner_since", "owner_basis", "contact")
# What tells the entries of a list apart.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "reviews": ("date", "by"),
    "versions": ("version",),
    "review.schedule": ("cycle", "date"),
}
# Lists that only grow: what an entry more is called.
_APPENDED: Mapping[str, ChangeKind] = {
    "reviews": "reviewed",
    "versions": "version-published",
}
_OTHER_TYPES: Mapping[str, ChangeKind] = {
    "organisation": "organisation-changed",
    "project": "metadata-changed",
    "theme": "metadata-changed",
    "platform": "platform-changed",
}


def record_changes(type: str, id: str, old: Plain | None, new: Plain | None) -> tuple[Change, ...]:
    """What differs in meaning between two versions of one record, sorted by field.

    `type` is the record's type, "settings" or "policy". The versions are plain data, None where
    the record does not stand; fields that are alike may be left out of both.
    """
    if type in ("settings", "policy"):
        found = _rule_changes(type, id, old, new)
    elif type == "output":
        found = _output_changes(id, old, new)
    else:
        found = _other_changes(type, id, old, new)
    return tuple(sorted(found, key=lambda each: each.field))


def annotation_changes(old: Any, new: Any) -> tuple[Change, ...]:
    """The annotation schema differs: whole values, None where there is none."""
    if _alike(old, new):
        return ()
    return (Change("policy-changed", "policy", "annotations", "", old, new),)


def file_change(path: str, old: str | None, new: str | None) -> Change:
    """Something else than a record has another content: Git's ids, None where nothing stands."""
    return Change("files-changed", "file", path, "", old, new)


def formatting_change(type: str, id: str) -> Change:
    """Other bytes, same meaning."""
    return Change("formatting-changed", type, id)


def unreadable(path: str) -> Change:
    """A file that cannot be read on one side: what changed in it cannot be said."""
    return Change("unreadable", "file", path)


def changes(old: Registry, new: Registry) -> tuple[Change, ...]:
    """Every difference in meaning between two registries, sorted by record and field."""
    sides = _records(old), _records(new)
    found: list[Change] = []
    for type, id in sorted(sides[0].keys() | sides[1].keys()):
        before, after = (side.get((type, id)) for side in sides)
        if not _equal(before, after):
            found += record_changes(type, id, _plain(before), _plain(after))
    return tuple(found)


def _records(registry: Registry) -> dict[tuple[str, str], Data]:
    rules = {("settings", "registry"): registry.settings} | {
        ("policy", name): getattr(registry, name) for name in POLICY_MODELS
    }
    found = {key: each for key, each in rules.items() if each is not None}
    for type, table in registry.tables:
        found |= {(type, id): record for id, record in table.items()}
    return found


def _equal(before: Data | None, after: Data | None) -> bool:
    """Whether two records are; annotations hold any plain value, and Python takes true for 1."""
    if before is after:
        return True
    annotated = (getattr(each, "annotations", None) for each in (before, after))
    return before == after and _alike(*annotated)


def _alike(old: Any, new: Any) -> bool:
    """Whether two plain values are the same: true is no number."""
    if old != new:
        return False
    if isinstance(old, Mapping):
        return all(_alike(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return all(map(_alike, old, new))
    return isinstance(old, bool) == isinstance(new, bool)


def _plain(record: Data | None) -> Plain | None:
    return None if record is None else record.model_dump(mode="json", by_alias=True)


def _output_changes(id: str, old: Plain | None, new: Plain | None) -> Iterator[Change]:
    if old is None or new is None:
        kind: ChangeKind = "output-added" if old is None else "output-removed"
        yield Change(kind, "output", id, "", old, new)
        return
    for field in new:
        before, after = old[field], new[field]
        if _alike(before, after):
            continue
        if field in _APPENDED:
            yield from _entries(id, field, _APPENDED[field], before, after)
        elif field == "update_needs":
            yield from _need_changes(id, before, after)
        elif field == "review":
            yield from _plan_changes(id, before, after)
        elif field in _OF_OWNER and old.get("owner") != new.get("owner"):
            yield Change("owner-changed", "output", id, field, before, after)
        else:
            kind = _OUTPUT_FIELDS.get(field, "metadata-changed")
            yield Change(kind, "output", id, field, before, after)


def _plan_changes(id: str, old: Plain, new: Plain) -> Iterator[Change]:
    for field in ("cycle", "never_reason"):
        if old[field] != new[field]:
            yield Change("cycle-changed", "output", id, f"review.{field}", old[field], new[field])
    yield from _entries(id, "review.schedule", "scheduled", old["schedule"], new["schedule"])


def _entries(
    id: str, field: str, appended: ChangeKind, old: Sequence[Plain], new: Sequence[Plain]
) -> Iterator[Change]:
    """Entries more are appended, wherever they stand; one altered, gone or moved is amended."""
    gone, come = _without(old, new), _without(new, old)
    stayed, stay = _without(old, gone), _without(new, come)
    rest = iter(new)
    if not all(entry in rest for entry in stayed):  # of several for one day the last counts
        yield Change("entry-amended", "output", id, field, stayed, stay)
    for entry in gone:
        after = _counterpart(entry, come, _KEYS[field])
        if after is not None:
            come.remove(after)
        yield Change("entry-amended", "output", id, field, entry, after)
    for entry in come:
        yield Change(appended, "output", id, field, None, entry)


def _counterpart(entry: Plain, come: Sequence[Plain], key: Sequence[str]) -> Plain | None:
    """What an entry has become: one of the same key, else the first, else nothing."""
    same = (each for each in come if all(each[name] == entry[name] for name in key))
    return next(same, come[0] if come else None)


def _without(entries: Sequence[Plain], others: Sequence[Plain]) -> list[Plain]:
    """The entries that have no equal among the others, each other counting once."""
    left = list(others)
    missing = []
    for entry in entries:
        if entry in left:
            left.remove(entry)
        else:
            missing.append(entry)
    return missing


def _need_changes(id: str, old: Sequence[Plain], new: Sequence[Plain]) -> Iterator[Change]:
    before, after = _by_number(old), _by_number(new)
    for key in sorted(before.keys() | after.keys()):
        first, second = before.get(key), after.get(key)
        if first == second:
            continue
        field = f"update_needs.{key[0]}"
        if second is None:
            yield Change("entry-amended", "output", id, field, first, None)
        elif first is None:
            yield Change("need-reported", "output", id, field, None, second)
        else:
            for name in second:
                if first[name] != second[name]:
                    place = f"{field}.{name}"
                    yield Change("need-changed", "output", id, place, first[name], second[name])


def _by_number(needs: Sequence[Plain]) -> dict[tuple[int, int], Plain]:
    """The needs by their number, and by their turn where a number stands more than once."""
    found: dict[tuple[int, int], Plain] = {}
    turns: dict[int, int] = {}
    for need in needs:
        turn = turns[need["id"]] = turns.get(need["id"], 0) + 1
        found[need["id"], turn] = need
    return found


def _other_changes(kind: str, id: str, old: Plain | None, new: Plain | None) -> Iterator[Change]:
    named = _OTHER_TYPES[kind]
    if old is None or new is None:
        yield Change(named, kind, id, "", old, new)
        return
    for field in new:
        if old[field] != new[field]:
            change: ChangeKind = "contacts-changed" if field == "contacts" else named
            yield Change(change, kind, id, field, old[field], new[field])


def _rule_changes(type: str, name: str, old: Plain | None, new: Plain | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change("policy-changed", type, name, "", old, new)
        return
    for field in sorted(old.keys() | new.keys()):
        if old.get(field) != new.get(field):
            kind: ChangeKind = "format-changed" if field == "format" else "policy-changed"
            yield Change(kind, type, name, field, old.get(field), new.get(field))
