"""The Git side: a bare repository that the code under test pushes to, read and merged in here."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import DiffFind, DiffOption, SortMode

from tests.github.message import Refusal

STATES = {"A": "added", "C": "copied", "D": "removed", "M": "modified", "R": "renamed"}
WEB = ("GitHub", "noreply@github.com")


@dataclass(frozen=True)
class Entry:
    """What a commit says, and who made it when."""

    message: str
    name: str
    email: str
    when: datetime


class Conflict(Exception):
    """The two sides cannot be merged."""


class Moved(Exception):
    """The branch was pushed to meanwhile."""


@dataclass(frozen=True)
class Change:
    """What becomes of one file."""

    path: str
    old_path: str
    state: str
    sha: str
    additions: int
    deletions: int
    patch: str


def hunks(patch: bytes) -> str:
    """A patch from its first hunk on; empty for a binary file."""
    _, start, rest = patch.decode(errors="replace").partition("\n@@")
    return start[1:] + rest


class Origin:
    """A bare repository; `None` is one without any commit."""

    def __init__(self, path: Path | None) -> None:
        if path is None:
            raise Refusal(409, "Git Repository is empty.")
        self._git = pygit2.Repository(str(path))

    def ref(self, name: str) -> str | None:
        """Where a ref points, such as refs/heads/main; None where there is none."""
        try:
            return str(self._git.references[name].resolve().target)
        except (KeyError, pygit2.InvalidSpecError):
            return None

    def branch(self, name: str) -> str | None:
        return self.ref(f"refs/heads/{name}")

    def refs(self, start: str = "refs/") -> list[str]:
        return sorted(name for name in self._git.references if name.startswith(start))

    def kind(self, sha: str) -> str:
        """commit or tag."""
        return "tag" if isinstance(self._git[sha], pygit2.Tag) else "commit"

    def commit(self, revision: str) -> pygit2.Commit:
        """A commit by hash, branch or tag; raises Refusal (422)."""
        with suppress(KeyError, ValueError):
            return self._git.revparse_single(revision).peel(pygit2.Commit)
        raise Refusal(422, f"No commit found for SHA: {revision}")

    def set(self, name: str, sha: str, *, force: bool = True) -> None:
        """Move a ref, or make it."""
        self._git.references.create(name, sha, force=force)

    def bring(self, path: Path, branch: str) -> str | None:
        """The newest commit of a branch of another repository, with all that it needs."""
        tip = Origin(path).branch(branch)
        if tip is not None and tip not in self._git:
            self._git.remotes.create_anonymous(str(path)).fetch([tip])
        return tip

    def drop(self, name: str) -> None:
        self._git.references.delete(name)

    def contains(self, tip: str, sha: str) -> bool:
        """Is the commit the tip or before it?"""
        return tip == sha or self._git.descendant_of(tip, sha)

    def between(self, base: str, head: str) -> list[pygit2.Commit]:
        """The commits of the head that the base has not, the oldest first."""
        walk = self._git.walk(head, SortMode.TOPOLOGICAL | SortMode.REVERSE)
        walk.hide(base)
        return list(walk)

    def common(self, base: str, head: str) -> str | None:
        found = self._git.merge_base(base, head)
        return str(found) if found else None

    def changes(self, old: str | None, new: str) -> Iterator[Change]:
        """What differs between two commits; None is before the first."""
        tree = self._git[new].peel(pygit2.Tree)
        if old is None:
            diff = tree.diff_to_tree(swap=True)
        else:
            diff = (
                self._git[old].peel(pygit2.Tree).diff_to_tree(tree, DiffOption.INCLUDE_TYPECHANGE)
            )
        diff.find_similar(DiffFind.FIND_RENAMES)
        for patch in filter(None, diff):
            _, additions, deletions = patch.line_stats
            delta = patch.delta
            yield Change(
                delta.new_file.path,
                delta.old_file.path,
                STATES.get(delta.status_char(), "changed"),
                str(delta.new_file.id),
                additions,
                deletions,
                hunks(patch.data),
            )

    def merge(self, base: str, head: str, entry: Entry, *, squash: bool) -> str:
        """Merge a commit into a branch; the new commit. Raises Conflict, Moved."""
        tip = self.branch(base)
        assert tip
        index = self._merged(tip, head)
        if index.conflicts is not None:
            raise Conflict
        when = int(entry.when.timestamp())
        author = pygit2.Signature(entry.name, entry.email, when, 0)
        committer = pygit2.Signature(*WEB, when, 0)
        tree = index.write_tree(self._git)
        parents = [tip] if squash else [tip, head]
        ref = f"refs/heads/{base}"
        try:
            made = self._git.create_commit(ref, author, committer, entry.message, tree, parents)
        except pygit2.GitError as error:
            raise Moved from error
        return str(made)

    def merges(self, base: str, head: str) -> bool:
        """Would two commits merge without conflict?"""
        return self._merged(base, head).conflicts is None

    def _merged(self, base: str, head: str) -> pygit2.Index:
        return self._git.merge_commits(pygit2.Oid(hex=base), pygit2.Oid(hex=head))
