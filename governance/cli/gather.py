"""Opens the registry that a command is about: the working tree, or a revision."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import click

from governance.cli.options import Call
from governance.model.problem import Outside, Problem, Refused
from governance.model.registry import Registry
from governance.rules.checks import check_countable, check_registry
from governance.store.files import WorkingTree
from governance.store.load import Loaded, load, timezone_of
from governance.store.tree import Entry, Tree
from governance.store.yaml import MAX_BYTES

if TYPE_CHECKING:
    from governance.store.git import RevisionTree  # costs 0.1 s, and most calls read files

PATIENCE = 1.0  # seconds before progress is shown


def open_tree(call: Call) -> Tree:
    """The files that the call is about.

    Raises Outside where there is no registry or Git cannot be read, Misused for a revision
    that does not exist.
    """
    if call.rev is not None:
        return open_revision(call, call.rev)
    if call.root is not None:
        return WorkingTree(call.root)
    head = open_revision(call, "HEAD")
    if not head.repository.is_bare:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    return head


def open_revision(call: Call, rev: str) -> "RevisionTree":
    """The files of what `rev` names, a date counted in the time zone of the registry at HEAD.

    Raises Outside where Git cannot be read, Misused for a revision that does not exist.
    """
    from governance.store import git

    repository = git.open_repository(call.root or call.directory)
    prefix = git.root_inside(repository, call.root)
    if not git.is_date(rev):
        return git.RevisionTree(repository, git.resolve(repository, rev), prefix)
    head = git.RevisionTree(repository, git.resolve(repository, "HEAD"), prefix)
    zone = timezone_of(head)
    return git.RevisionTree(repository, git.as_of(repository, rev, zone), prefix)


def load_registry(call: Call) -> Loaded:
    """Everything of the registry, with the problems of single files."""
    tree = open_tree(call)
    return load(Watched(tree) if sys.stderr and sys.stderr.isatty() else tree)


def all_problems(loaded: Loaded) -> list[Problem]:
    """Every problem with its place, by file and line."""
    found = [*loaded.problems, *check_registry(loaded.registry)]
    by_file = sorted(found, key=lambda each: each.path)  # each file is looked into once
    placed = [loaded.placed(problem) for problem in by_file]
    return sorted(placed, key=lambda each: (each.path, each.line or 0, each.column or 0, each.code))


def sound_registry(call: Call) -> Registry:
    """A registry that can be counted: every file could be read, and the rules fit.

    Raises Refused, with the first place, where that is not so.
    """
    loaded = load_registry(call)
    problems = loaded.problems or list(check_countable(loaded.registry))
    if problems:
        place = place_of(loaded.placed(problems[0]))
        raise Refused("registry-broken", count=str(len(problems)), place=place)
    return loaded.registry


def valid_registry(call: Call) -> Registry:
    """A registry without errors, fit to be published.

    Raises Refused, with the first place, where it has one.
    """
    loaded = load_registry(call)
    errors = [each for each in all_problems(loaded) if each.severity == "error"]
    if errors:
        raise Refused("registry-invalid", count=str(len(errors)), place=place_of(errors[0]))
    return loaded.registry


def place_of(problem: Problem) -> str:
    """Where a problem is, as editors take it: path:line:column."""
    return f"{problem.path}:{problem.line or 1}:{problem.column or 1}"


@dataclass(frozen=True)
class Watched:
    """A tree whose reading is shown on the terminal when it lasts."""

    tree: Tree

    @property
    def revision(self) -> str | None:
        """That of the tree."""
        return self.tree.revision

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        """That of the tree."""
        return self.tree.read(path, most)

    def sha256(self, path: str) -> str | None:
        """That of the tree."""
        return self.tree.sha256(path)

    def walk(self, folder: str) -> Iterator[Entry]:
        """That of the tree, counted aloud after a second."""
        start = monotonic()
        shown = False
        for number, entry in enumerate(self.tree.walk(folder), 1):
            if number % 500 == 0 and monotonic() - start > PATIENCE:
                click.echo(f"\r{folder}: {number}", nl=False, err=True)
                shown = True
            yield entry
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
