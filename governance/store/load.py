"""A tree of files -> the registry and what is wrong with the files one by one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from governance.model import layout, upgrade
from governance.model.fields import Data
from governance.model.invalid import problems_of
from governance.model.problem import Outside, Problem
from governance.model.record import Settings
from governance.model.registry import (
    ANNOTATIONS_PATH,
    FORMAT,
    POLICY_MODELS,
    RECORD_MODELS,
    RULES_PATHS,
    SETTINGS_PATH,
    RecordType,
    Registry,
)
from governance.store import yaml
from governance.store.tree import Entry, Tree

_TABLES: Mapping[RecordType, str] = {
    "output": "outputs",
    "organisation": "organisations",
    "project": "projects",
    "theme": "themes",
    "platform": "platforms",
}

MAX_DOCUMENT = 4 * 1024 * 1024


@dataclass
class Loaded:
    """A registry and the problems of its files one by one."""

    registry: Registry
    problems: list[Problem]

    @property
    def unread(self) -> list[str]:
        """Paths of the YAML files that were refused: of them no check across files says anything.

        None where the settings are of another format, so that nothing else was read.
        """
        registry = self.registry
        return [
            path for path in registry.sources if registry.known and not registry.record_at(path)
        ]

    def placed(self, problem: Problem) -> Problem:
        """The problem with line and column, where its file could be read."""
        if problem.line is not None or problem.path not in self.registry.sources:
            return problem
        line, column = yaml.locate(
            self.registry.sources[problem.path], problem.field, on_key=problem.on_key
        )
        return replace(problem, line=line, column=column)


def load(
    tree: Tree,
    steps: Mapping[int, upgrade.Step] = upgrade.STEPS,
    known: Registry | None = None,
) -> Loaded:
    """Read every record, policy and citing text of a tree.

    Data of an older format is brought up by `steps` first; of a newer format, that is the one
    problem. A record that `known`, loaded by the same steps, has of the same bytes is taken from
    there: a month costs what changed in it. Raises Outside when the tree cannot be read.
    """
    return _Loader(tree, steps, known or Registry()).load()


class _Loader:
    """Gathers what one tree holds."""

    def __init__(self, tree: Tree, steps: Mapping[int, upgrade.Step], known: Registry) -> None:
        self.tree = tree
        self.steps = steps
        self.known = known
        self.format = FORMAT
        self.problems: list[Problem] = []
        self.sources: dict[str, bytes] = {}
        self.values: dict[str, Any] = {}
        self.records: dict[RecordType, dict[str, Any]] = {kind: {} for kind in RECORD_MODELS}
        self.paths: dict[tuple[RecordType, str], str] = {}
        self.texts: dict[str, str] = {}
        self.seen: set[str] = set()
        self.meant: set[tuple[RecordType, str]] = set()

    def load(self) -> Loaded:
        """Read the settings first: they say in which format the rest is written."""
        if settings := self.tree.read(SETTINGS_PATH):
            self.format = format_of(settings)
        if self.format > FORMAT:
            values = {"format": str(self.format), "known": str(FORMAT)}
            return self._only(Problem(SETTINGS_PATH, "format-newer", ("format",), values), settings)
        if not all(number in self.steps for number in range(self.format, FORMAT)):
            values = {"format": str(self.format)}
            return self._only(
                Problem(SETTINGS_PATH, "format-unknown", ("format",), values), settings
            )
        if format_of(self.known.sources.get(SETTINGS_PATH, b"")) != self.format:
            self.known = Registry()
        for folder in layout.RECORD_FOLDERS:
            for entry in self.tree.walk(folder):
                self._take(entry)
        for folder in layout.TEXT_FOLDERS:
            for entry in self.tree.walk(folder):
                if not entry.path.lower().endswith(".md") or _is_log(entry.path):
                    continue
                if entry.kind in ("link", "submodule"):
                    self._problem(entry.path, "file-kind", entry=entry.kind)
                elif entry.kind == "file":
                    self._take_document(entry)
        self._require()
        return Loaded(self._registry(), self.problems)

    def _take_document(self, entry: Entry) -> None:
        """A document may be longer than a record, but not without end."""
        if entry.size > MAX_DOCUMENT:
            limit = str(MAX_DOCUMENT)
            self._problem(entry.path, "yaml-size", size=str(entry.size), limit=limit)
            return
        data = self.tree.read(entry.path, MAX_DOCUMENT) if entry.data is None else entry.data
        self._take_text(entry.path, data or b"", yaml.utf8)

    def _only(self, found: Problem, settings: bytes | None) -> Loaded:
        """In a format that cannot be read, that is the one problem."""
        sources = {SETTINGS_PATH: settings or b""}
        return Loaded(Registry(self.tree.revision, sources=sources), [found])

    def _take(self, entry: Entry) -> None:
        place = layout.classify(entry.path)
        self.seen.add(entry.path)
        if entry.kind == "folder":
            if entry.path.endswith((".yaml", ".yml")):
                self._problem(entry.path, "file-kind", entry="folder")
        elif entry.kind != "file":
            self._problem(entry.path, "file-kind", entry=entry.kind)
        elif place is None:
            self._misplaced(entry.path)
        elif entry.data is None:
            size, limit = str(entry.size), str(yaml.MAX_BYTES)
            self._problem(entry.path, "yaml-size", size=size, limit=limit)
        elif place.kind == "annotations":
            self._take_annotations(entry.data)
        elif place.kind == "text":
            self._take_text(entry.path, entry.data, yaml.decode)
        else:
            self._take_yaml(entry.path, entry.data, place)
        if place is not None and place.kind == "record" and place.type is not None:
            self._know(place.type, place.name, entry.path)

    def _misplaced(self, path: str) -> None:
        """Names the place that was meant; what names this record has no second problem."""
        expected = layout.nearest(path)
        self._problem(path, "file-misplaced", expected=expected)
        place = layout.classify(expected)
        if place is not None and place.type is not None:
            self.meant.add((place.type, place.name))

    def _know(self, kind: RecordType, name: str, path: str) -> None:
        first = self.paths.setdefault((kind, name), path)
        if first != path:
            self._problem(path, "id-duplicate", ("id",), id=name, other=first)
            self.records[kind].pop(name, None)

    def _take_yaml(self, path: str, data: bytes, place: layout.Place) -> None:
        self.sources[path] = data
        same = self.known.sources.get(path) == data
        value = (self.known.record_at(path) if same else None) or self._read(path, data, place)
        if value is None:
            return
        if place.kind == "record" and place.type is not None:
            self.records[place.type].setdefault(place.name, value)
        else:
            self.values[place.name] = value

    def _read(self, path: str, data: bytes, place: layout.Place) -> Data | None:
        try:
            raw = yaml.read(data)
        except yaml.Malformed as found:
            self._malformed(path, found)
            return None
        model = model_of(place)
        try:
            return model.model_validate(self._upgraded(place, raw))
        except ValidationError as errors:
            self.problems.extend(problems_of(errors, model, path))
            return None

    def _upgraded(self, place: layout.Place, raw: Any) -> Any:
        if self.format == FORMAT:
            return raw
        return upgrade.upgrade(place.type or place.name, raw, self.format, self.steps)

    def _take_annotations(self, data: bytes) -> None:
        self._take_text(ANNOTATIONS_PATH, data, yaml.decode)
        if (text := self.texts.get(ANNOTATIONS_PATH)) is None:
            return
        try:
            self.values["annotations"] = json.loads(text)
            if self.values["annotations"] is None:
                self._problem(ANNOTATIONS_PATH, "annotations-schema-invalid", detail="null")
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            column = getattr(error, "colno", 1)
            self.problems.append(
                Problem(
                    ANNOTATIONS_PATH,
                    "json-syntax",
                    values={"detail": str(getattr(error, "msg", error))},
                    line=line,
                    column=column,
                )
            )

    def _take_text(self, path: str, data: bytes, decode: Callable[[bytes], str]) -> None:
        try:
            self.texts[path] = decode(data)
        except yaml.Malformed as found:
            self._malformed(path, found)

    def _malformed(self, path: str, found: yaml.Malformed) -> None:
        problem = Problem(path, found.code, (), found.values, line=found.line, column=found.column)
        self.problems.append(problem)

    def _require(self) -> None:
        for path in RULES_PATHS:
            if path not in self.seen:
                self._problem(path, "file-missing")

    def _registry(self) -> Registry:
        tables: dict[str, Any] = {_TABLES[kind]: found for kind, found in self.records.items()}
        policies: dict[str, Any] = {name: self.values.get(name) for name in POLICY_MODELS}
        known: dict[RecordType, dict[str, None]] = {kind: {} for kind in RECORD_MODELS}
        for kind, name in sorted({*self.paths, *self.meant}):
            known[kind][name] = None
        return Registry(
            revision=self.tree.revision,
            settings=self.values.get("registry"),
            annotations=self.values.get("annotations"),
            paths=self.paths,
            known={kind: ids.keys() for kind, ids in known.items()},
            texts=self.texts,
            files=self._files(),
            sources=self.sources,
            **policies,
            **tables,
        )

    def _files(self) -> dict[str, str | None]:
        named = {
            location.path
            for output in self.records["output"].values()
            for location in output.locations
            if location.path is not None
        }
        return {path: self.tree.sha256(path) for path in sorted(named)}

    def _problem(self, path: str, code: str, at: tuple[str | int, ...] = (), **values: str) -> None:
        self.problems.append(Problem(path, code, at, values))


def model_of(place: layout.Place) -> type[Data]:
    """The model of a record, a policy or the settings."""
    if place.kind == "settings":
        return Settings
    return RECORD_MODELS[place.type] if place.type else POLICY_MODELS[place.name]


def _is_log(path: str) -> bool:
    return path.startswith(f"{layout.LOG_FOLDER}/")


def format_of(settings: bytes) -> int:
    """Number of the format that the settings name; the present one where they cannot be read."""
    try:
        number = yaml.read(settings).get("format")
    except (yaml.Malformed, AttributeError):
        return FORMAT
    whole = type(number) is int or (type(number) is float and number.is_integer())
    return int(number) if whole else FORMAT


def timezone_of(tree: Tree) -> str:
    """Time zone of the registry in a tree. Raises Outside where it cannot be read."""
    try:
        zone = str(yaml.read(tree.read(SETTINGS_PATH) or b"")["timezone"])
        ZoneInfo(zone)
    except (yaml.Malformed, LookupError, TypeError, ValueError, OSError):
        raise Outside("timezone-unreadable", revision=str(tree.revision)) from None
    return zone
