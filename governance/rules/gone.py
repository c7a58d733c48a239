"""What once stood in a registry and is no more, as its history tells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from governance.model.change import Change, Step
from governance.model.registry import Registry

Key = tuple[str, str]  # type and id
Days = dict[str, date | None]  # what went -> the day on which it did
PAGED = ("output", "organisation", "theme", "project")  # types whose records have pages


@dataclass(frozen=True)
class Former:
    """A record that is no more, and what it was called last, by language.

    `went` is the day on which it was taken out, None where history does not say. `successors`
    are the ids that took its place when it went.
    """

    type: str
    id: str
    names: Mapping[str, str]
    went: date | None
    successors: tuple[str, ...]


@dataclass(frozen=True)
class Gone:
    """All that is no more: records, and for each output (there still, or gone) its versions.

    `owners` are the organisations that ever owned an output.
    """

    records: Mapping[Key, Former]
    versions: Mapping[str, Days]
    owners: frozenset[str]


def gone(registry: Registry, steps: Sequence[Step], today: date) -> Gone:
    """What is no more in a registry; `steps` are all that led to it, the newest first.

    A version whose day lies ahead of `today` does not count yet: it was never told of.
    """
    past = _Past(today)
    for step in reversed(steps):
        past.pass_by(step)
    tables: Mapping[str, Mapping[str, Any]] = dict(registry.tables)
    records = {
        (type, id): Former(
            type,
            id,
            past.names.get((type, id), {}),
            past.went.get((type, id)),
            past.successors.get((type, id), ()),
        )
        for type, id in sorted(past.known)
        if id not in tables[type]
    }
    return Gone(records, dict(_versions(registry, past)), frozenset(past.owners))


def _versions(registry: Registry, past: "_Past") -> Iterator[tuple[str, Days]]:
    for id, days in past.versions.items():
        there = registry.outputs.get(id)
        entries = there.versions if there else ()
        shown = {each.version for each in entries if each.date is None or each.date <= past.today}
        if left := {each: day for each, day in days.items() if each not in shown}:
            yield id, left


@dataclass
class _Past:
    """Goes along the history, the oldest step first, and keeps what is asked of it."""

    today: date
    known: set[Key] = field(default_factory=set)
    names: dict[Key, Mapping[str, str]] = field(default_factory=dict)
    went: dict[Key, date] = field(default_factory=dict)
    successors: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    versions: dict[str, Days] = field(default_factory=dict)  # None: there still
    owners: set[str] = field(default_factory=set)
    # For each output those that replace it, in the order in which they said so.
    _replaced_by: dict[str, dict[str, None]] = field(default_factory=dict)

    def pass_by(self, step: Step) -> None:
        """Take in one step."""
        changes = [each for each in step.difference.changes if each.type in PAGED]
        for change in changes:
            key = (change.type, change.id)
            self.known.add(key)
            if names := step.difference.names.get(key):
                self.names[key] = names
            if _is_whole(change):
                self._come_or_gone(key, change, step.day)
        # After that: who takes something out, takes out what names it as well.
        of_outputs = [each for each in changes if each.type == "output"]
        for change in of_outputs:
            self._output(change)
        # An entry may be told as become another one, whose place a third has taken: so first all
        # that went.
        for change in of_outputs:
            for entry in _versions_in(change, change.old):
                self._lose(change.id, entry["version"], step.day)
        for change in of_outputs:
            for entry in _versions_in(change, change.new):
                self._tell(change.id, entry)

    def _come_or_gone(self, key: Key, change: Change, day: date) -> None:
        if change.new is not None:
            self.went.pop(key, None)
            return
        self.went[key] = day
        if change.type == "organisation":
            self.successors[key] = tuple(change.old["successors"])
        elif change.type == "output":
            self.successors[key] = tuple(self._replaced_by.get(change.id, ()))

    def _output(self, change: Change) -> None:
        if _is_whole(change):
            old, new = change.old or {}, change.new or {}
            self._relations(change.id, old.get("relations", ()), new.get("relations", ()))
            self._owner(old.get("owner"), new.get("owner"))
        elif change.field == "relations":
            self._relations(change.id, change.old, change.new)
        elif change.kind == "owner-changed" and change.field == "owner":
            self._owner(change.old, change.new)

    def _relations(self, id: str, old: Iterable[Any], new: Iterable[Any]) -> None:
        for each in old:
            self._replaced_by.get(each["output"], {}).pop(id, None)
        for each in new:
            if each["type"] == "replaces":
                self._replaced_by.setdefault(each["output"], {})[id] = None

    def _owner(self, *ids: str | None) -> None:
        self.owners.update(id for id in ids if id)

    def _lose(self, id: str, version: str, day: date) -> None:
        days = self.versions.setdefault(id, {})
        if version in days and days[version] is None:
            days[version] = day

    def _tell(self, id: str, entry: Any) -> None:
        if entry["date"] is None or date.fromisoformat(entry["date"]) <= self.today:
            self.versions.setdefault(id, {})[entry["version"]] = None


def _versions_in(change: Change, side: Any) -> Iterable[Any]:
    """The entries of versions on one side of a change: those of a whole record, or its own."""
    if _is_whole(change):
        found: Iterable[Any] = (side or {}).get("versions", ())
        return found
    if change.field != "versions" or side is None:
        return ()
    return side if isinstance(side, list) else [side]


def _is_whole(change: Change) -> bool:
    """Whether a record came or went."""
    return not change.field and (change.old is None) != (change.new is None)
