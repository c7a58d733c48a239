"""Two registries -> typed changes: what a line diff cannot say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from governance.model.change import Change
from governance.model.fields import Data
from governance.model.layout import classify
from governance.model.policy import ChangeKind
from governance.model.registry import POLICY_MODELS, SETTINGS_PATH, Registry, policy_path

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


def changes(
    old: Registry, new: Registry, broken: AbstractSet[str] = frozenset()
) -> tuple[Change, ...]:
    """Every difference in meaning between two registries, sorted by record and field.

    Records whose bytes differ and whose meaning does not are `formatting-changed`. Nothing is said
    of the files that are `broken` on one side. Other files are compared by `file_changes`.
    """
    found = [
        *_record_changes(old, new, broken),
        *_rule_changes(old, new, broken),
        *_annotation_changes(old, new),
    ]
    return tuple(sorted(found, key=lambda each: (each.type, each.id, each.field, str(each.new))))


def file_changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """Paths outside the records whose content hash differs, came or went."""
    paths = sorted(old.keys() | new.keys())
    return tuple(
        Change("files-changed", "file", path, "", old.get(path), new.get(path))
        for path in paths
        if old.get(path) != new.get(path) and not _is_record(path)
    )


def _is_record(path: str) -> bool:
    place = classify(path)
    return place is not None and place.kind in ("record", "policy", "settings", "annotations")


def unreadable(paths: Iterable[str]) -> Iterator[Change]:
    """Files that cannot be read on one side: what they changed cannot be said."""
    for path in paths:
        yield Change("unreadable", "file", path)


def _record_changes(old: Registry, new: Registry, broken: AbstractSet[str]) -> Iterator[Change]:
    for (kind, before), (_, after) in zip(old.tables, new.tables, strict=True):
        for id in before.keys() | after.keys():
            first, second = before.get(id), after.get(id)
            paths = old.paths.get((kind, id), ""), new.paths.get((kind, id), "")
            if not broken.isdisjoint(paths):
                continue
            if first == second:
                if old.sources[paths[0]] != new.sources[paths[1]]:
                    yield Change("formatting-changed", kind, id)
            elif kind == "output":
                yield from _output_changes(id, _plain(first), _plain(second))
            else:
                yield from _other_changes(kind, id, _plain(first), _plain(second))


def _plain(record: Data | None) -> Plain | None:
    return None if record is None else record.model_dump(mode="json", by_alias=True)


def _output_changes(id: str, old: Plain | None, new: Plain | None) -> Iterator[Change]:
    if old is None or new is None:
        kind: ChangeKind = "output-added" if old is None else "output-removed"
        yield Change(kind, "output", id, "", old, new)
        return
    for field in new:
        before, after = old[field], new[field]
        if before == after:
            continue
        if field in _APPENDED:
            yield from _entries(id, field, _APPENDED[field], before, after)
        elif field == "update_needs":
            yield from _need_changes(id, before, after)
        elif field == "review":
            yield from _plan_changes(id, before, after)
        elif field == "owner_since" and old["owner"] != new["owner"]:
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
    """Entries more are appended, wherever they stand; an entry altered or gone is amended."""
    gone = _without(old, new)
    come = _without(new, old)
    for at, entry in enumerate(gone):
        after = come[at] if at < len(come) else None
        yield Change("entry-amended", "output", id, field, entry, after)
    for entry in come[len(gone) :]:
        yield Change(appended, "output", id, field, None, entry)


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
    before = {need["id"]: need for need in old}
    after = {need["id"]: need for need in new}
    for number in sorted(before.keys() | after.keys()):
        first, second = before.get(number), after.get(number)
        if first == second:
            continue
        field = f"update_needs.{number}"
        if second is None:
            yield Change("entry-amended", "output", id, field, first, None)
        elif first is None:
            yield Change("need-reported", "output", id, field, None, second)
        else:
            for name in second:
                if first[name] != second[name]:
                    place = f"{field}.{name}"
                    yield Change("need-changed", "output", id, place, first[name], second[name])


def _other_changes(kind: str, id: str, old: Plain | None, new: Plain | None) -> Iterator[Change]:
    named = _OTHER_TYPES[kind]
    if old is None or new is None:
        yield Change(named, kind, id, "", old, new)
        return
    for field in new:
        if old[field] != new[field]:
            change: ChangeKind = "contacts-changed" if field == "contacts" else named
            yield Change(change, kind, id, field, old[field], new[field])


def _rule_changes(old: Registry, new: Registry, broken: AbstractSet[str]) -> Iterator[Change]:
    parts = [("settings", "registry", SETTINGS_PATH, old.settings, new.settings)]
    parts += [
        ("policy", name, policy_path(name), getattr(old, name), getattr(new, name))
        for name in POLICY_MODELS
    ]
    for type, name, path, before, after in parts:
        if path in broken:
            continue
        if before == after:
            if old.sources.get(path) != new.sources.get(path):
                yield Change("formatting-changed", type, name)
            continue
        first, second = _plain(before) or {}, _plain(after) or {}
        for field in first.keys() | second.keys():
            if first.get(field) != second.get(field):
                kind: ChangeKind = "format-changed" if field == "format" else "policy-changed"
                yield Change(kind, type, name, field, first.get(field), second.get(field))


def _annotation_changes(old: Registry, new: Registry) -> Iterator[Change]:
    if old.annotations != new.annotations:
        yield Change(
            "policy-changed", "policy", "annotations", "", old.annotations, new.annotations
        )
