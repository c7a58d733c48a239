"""Commits -> dated steps of typed changes. The cost follows what changed, never what exists."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pygit2.enums import SortMode

from governance.model.change import Change
from governance.model.problem import Outside
from governance.model.registry import Registry
from governance.rules.changes import changes, file_changes, unreadable
from governance.store.git import RevisionTree, commit_day
from governance.store.load import Loaded, load
from governance.store.tree import Entry
from governance.store.yaml import MAX_BYTES

Names = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Difference:
    """Typed changes, and what the changed records are called, by (type, id) and language."""

    changes: tuple[Change, ...]
    names: Names


@dataclass(frozen=True)
class Step:
    """One commit and what it changed against its first parent.

    `day` is the committer date in the registry's time zone.
    """

    commit: str
    day: date
    author: str
    difference: Difference


@dataclass(frozen=True)
class ChangedTree:
    """Those files of a revision that another one does not have alike."""

    whole: RevisionTree
    paths: tuple[str, ...]

    @property
    def revision(self) -> str:
        """That of the whole tree."""
        return self.whole.revision

    def walk(self, folder: str) -> Iterator[Entry]:
        """The changed files under a folder that this revision has."""
        for path in self.paths:
            if path.startswith(f"{folder}/") and (entry := self.whole.entry(path)) is not None:
                yield entry

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        """Any file of the whole tree."""
        return self.whole.read(path, most)

    def sha256(self, path: str) -> str | None:
        """Of any file of the whole tree."""
        return self.whole.sha256(path)


def compare(old: RevisionTree, new: RevisionTree) -> Difference:
    """The net difference between two revisions, by meaning.

    A file that cannot be read on either side is one `unreadable` change. Raises Outside when
    git cannot tell the difference.
    """
    paths = next(iter(_changed_paths(new, [(str(new.commit.id), str(old.commit.id))])), ())
    return _between(old, new, paths)


def steps(old: RevisionTree | None, new: RevisionTree, zone: str) -> Iterator[Step]:
    """The walk of first parents from `old` (not included) to `new`, the newest first.

    Without `old` the walk goes to the first commit. Days are counted in time zone `zone`. Raises
    Outside in a shallow clone, whose history ends without a word.
    """
    repository = new.repository
    if repository.is_shallow:
        raise Outside("git-shallow", rev="history")
    walker = repository.walk(new.commit.id, SortMode.TOPOLOGICAL)
    walker.simplify_first_parent()
    if old is not None:
        walker.hide(old.commit.id)
    commits = list(walker)
    pairs = [(str(each.id), str(each.parent_ids[0]) if each.parent_ids else "") for each in commits]
    for commit, paths in zip(commits, _changed_paths(new, pairs), strict=True):
        after = RevisionTree(repository, commit, new.prefix)
        parent = commit.parents[0] if commit.parent_ids else None
        before = RevisionTree(repository, parent, new.prefix) if parent else None
        yield Step(
            commit=str(commit.id),
            day=commit_day(commit, zone),
            author=commit.author.raw_name.decode(errors="replace"),
            difference=_between(before, after, paths),
        )


def _between(old: RevisionTree | None, new: RevisionTree, paths: tuple[str, ...]) -> Difference:
    before = load(ChangedTree(old, paths)) if old else Loaded(Registry(), [])
    after = load(ChangedTree(new, paths))
    broken = before.unreadable | after.unreadable
    whole = before.unknown_format or after.unknown_format
    found = (
        *unreadable(sorted(broken)),
        *(() if whole else changes(before.registry, after.registry, broken)),
        *file_changes(_ids(old, paths), _ids(new, paths)),
    )
    return Difference(found, _names(before.registry) | _names(after.registry))


def _names(registry: Registry) -> dict[tuple[str, str], Mapping[str, str]]:
    names: dict[tuple[str, str], Mapping[str, str]] = {}
    names |= {("output", id): each.title for id, each in registry.outputs.items()}
    names |= {("project", id): each.title for id, each in registry.projects.items()}
    names |= {("theme", id): each.title for id, each in registry.themes.items()}
    names |= {("organisation", id): each.names for id, each in registry.organisations.items()}
    names |= {("platform", id): {"": each.name} for id, each in registry.platforms.items()}
    return names


def _ids(tree: RevisionTree | None, paths: Iterable[str]) -> dict[str, str]:
    found = ((path, tree.object_id(path)) for path in paths) if tree else ()
    return {path: id for path, id in found if id is not None}


def _changed_paths(tree: RevisionTree, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """For each (commit, parent or nothing) the paths below the registry's root that differ.

    One git process for all: libgit2's own comparison is slower by the whole size of the trees.
    """
    lines = "".join(f"{commit} {parent}\n".replace(" \n", "\n") for commit, parent in pairs)
    # As pygit2 sees it: no replaced objects, no submodule left out, nothing fetched on the way.
    command = ["git", "--no-replace-objects", "--git-dir", tree.repository.path, "diff-tree"]
    command += ["--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--no-abbrev"]
    command += ["--ignore-submodules=none"]
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(
            command, input=lines.encode(), capture_output=True, check=False, env=environment
        )
    except OSError as error:
        raise Outside("git-missing", detail=error.strerror or "") from None
    if done.returncode != 0:
        detail = done.stderr.decode(errors="replace").strip()
        raise Outside("git-unreadable", path=tree.repository.path, detail=detail)
    prefix = f"{tree.prefix}/" if tree.prefix else ""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    words = iter(done.stdout.decode(errors="surrogateescape").split("\0"))
    for word in words:
        if word.startswith(":"):
            path = next(words)
            if path.startswith(prefix):
                current.append(path[len(prefix) :])
        elif word:
            current = found.setdefault(word.strip(), [])
    for commit, _ in pairs:
        yield tuple(sorted(found.get(commit, ())))
