"""The registry on which each commit of a walk stands: what the rules ask of its first parent.

The walk goes back in time, and each step undoes what its commit did to the rules and the
organisations. So the rules of any time cost what was changed since, never what exists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from governance.model import upgrade
from governance.model.change import Step
from governance.model.record import Organisation, Output
from governance.model.registry import FOLDERS, RULES_PATHS, SETTINGS_PATH, Registry, policy_path
from governance.rules.approvals.demands import concerned
from governance.store.git import RevisionTree
from governance.store.history import Trace, trace_of, traces
from governance.store.load import load
from governance.store.parts import Unreadable
from governance.store.tree import Entry
from governance.store.walk import LINK, NOTHING, Commit, File, first_parents
from governance.store.yaml import MAX_BYTES

_APPROVALS = policy_path("approvals")
_Files = tuple[tuple[str, File], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A step of history, and the registry of its first parent by whose rules it is judged.

    Of that only the rules were read, the owners of the outputs that the step changes, and the
    organisations that may have to approve. None where nobody had made rules of approval yet.
    """

    step: Step
    commit: Commit
    registry: Registry | None


def grounds(
    old: RevisionTree | None,
    new: RevisionTree,
    zone: str,
    upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS,
) -> Iterator[Ground]:
    """The walk of `steps`, each step with what it stands on. Raises as it does."""
    past = _Past(new, upgrades)
    return map(past.ground, traces(old, new, zone, upgrades))


def ground_of(
    commit: RevisionTree, zone: str, upgrades: Mapping[int, upgrade.Step] = upgrade.STEPS
) -> Ground:
    """What one commit did, and what it stands on. Raises Outside where Git cannot tell."""
    return _Past(commit, upgrades).ground(trace_of(commit, zone, upgrades))


class _Past:
    """The rules and organisations as they were before the commits that were undone."""

    def __init__(self, new: RevisionTree, upgrades: Mapping[int, upgrade.Step]) -> None:
        self._new = new
        self._upgrades = upgrades
        self._undone: dict[str, File] = {}
        self._is_before_rules = False
        self._standing = lru_cache(maxsize=None)(self._read_standing)
        self._rules = lru_cache(maxsize=16)(self._load)
        self._organisation = lru_cache(maxsize=4096)(self._read_organisation)

    def ground(self, trace: Trace) -> Ground:
        """Take back what a commit did, and tell what it stood on. The newest one comes first."""
        for (type, _), changed in trace.records.items():
            if type != "output":
                self._undone[changed.path] = changed.old
        return Ground(trace.step, trace.commit, self._registry(trace))

    def _registry(self, trace: Trace) -> Registry | None:
        if trace.commit.parent is None or self._has_no_rules(trace.commit):
            return None
        owners = dict(_owners(trace))
        organisations: dict[str, Organisation] = {}
        known = set()
        settings = (SETTINGS_PATH, self._file(SETTINGS_PATH))
        for id in concerned(owners.values(), trace.step.difference.changes):
            path = f"{FOLDERS['organisation']}/{id}.yaml"
            file = self._file(path)
            if file.id is not None:
                known.add(id)
                if found := self._organisation(id, (settings, (path, file))):
                    organisations[id] = found
        return replace(
            self._rules(tuple((path, self._file(path)) for path in RULES_PATHS)),
            revision=trace.commit.parent,
            outputs={id: _owned(id, owner) for id, owner in owners.items()},
            organisations=organisations,
            known={"organisation": known},
        )

    def _has_no_rules(self, commit: Commit) -> bool:
        """Whether the file of the rules had never been there before the commit."""
        if self._file(_APPROVALS).id is None and not self._is_before_rules:
            made = first_parents(None, self._new, [_APPROVALS])
            self._is_before_rules = not made or made[-1].id == commit.id
        return self._is_before_rules

    def _file(self, path: str) -> File:
        return self._undone.get(path) or self._standing(path)

    def _read_standing(self, path: str) -> File:
        """What stands at a path at the newest revision."""
        entry = self._new.entry(path)
        if entry is None:
            return File(None, NOTHING)
        return File(self._new.object_id(path), "100644" if entry.kind == "file" else LINK)

    def _load(self, files: _Files) -> Registry:
        return load(_Some(self._new, files), self._upgrades).registry

    def _read_organisation(self, id: str, files: _Files) -> Organisation | None:
        return self._load(files).organisations.get(id)


@cache
def _unowned() -> Output:
    fields: dict[str, Any] = {"id": "", "owner": None}
    return Output.model_construct(**fields)


def _owned(id: str, owner: str | None) -> Output:
    """An output of which only the owner is known."""
    return _unowned().model_copy(update={"id": id, "owner": owner})


def _owners(trace: Trace) -> Iterator[tuple[str, str | None]]:
    """The outputs that a commit changes, and whose each was before; without what is not known."""
    for (type, id), (place, _, old, _) in trace.records.items():
        if type == "output" and old.id and old.is_regular and trace.format is not None:
            try:
                yield id, trace.versions.value(place, old.id, trace.format, "owner")
            except Unreadable:
                continue


@dataclass(frozen=True)
class _Some:
    """Some files by Git's id, as if there were no others."""

    tree: RevisionTree
    files: _Files
    revision: None = None

    def walk(self, folder: str) -> Iterator[Entry]:
        for path, file in self.files:
            if not path.startswith(f"{folder}/") or file.id is None:
                continue
            if file.is_regular:
                data = self.tree.blob(file.id, MAX_BYTES)
                yield Entry(path, "file", data, MAX_BYTES + 1 if data is None else len(data))
            else:
                yield Entry(path, "link")

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        file = dict(self.files).get(path)
        if file is None or file.id is None or not file.is_regular:
            return None
        return self.tree.blob(file.id, most)

    def sha256(self, path: str) -> str | None:  # noqa: ARG002 - what places name is not looked at
        return None
