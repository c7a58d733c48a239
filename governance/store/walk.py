"""Which commits a walk of first parents meets, and which files each changed. One git process each.

Git's own walk and comparison cost what changed; libgit2's cost the size of the trees.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from posixpath import relpath
from tempfile import TemporaryFile
from typing import IO, NamedTuple, cast

from governance.model.problem import Outside
from governance.store.git import RevisionTree
from governance.store.git_call import git_command, git_environment, git_failed, git_missing

PIECE = 1 << 16  # bytes that are read at once
LINK, SUBMODULE, NOTHING = "120000", "160000", "000000"  # modes of what is no regular file


class File(NamedTuple):
    """One side of a changed path: Git's id of what stands there, None where nothing does; mode."""

    id: str | None
    mode: str

    @property
    def is_regular(self) -> bool:
        """Whether it is neither a link nor another repository."""
        return self.mode not in (LINK, SUBMODULE)


class ChangedPath(NamedTuple):
    """One path below the registry's root that differs between two commits."""

    path: str
    old: File
    new: File


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of a walk. `seconds` is its committer time since 1970; no `parent`: the first.

    `merged` are its further parents.
    """

    id: str
    parent: str | None
    seconds: int
    author: str
    merged: tuple[str, ...] = ()


def first_parents(old: str | None, new: RevisionTree, paths: Sequence[str] = ()) -> list[Commit]:
    """The commits from revision `old` (not included) to `new` along first parents, newest first.

    With `paths` (Git's pathspecs below the registry's root) only those that changed one of them.
    Raises Outside when git cannot walk.
    """
    # Not --parents: with paths it names the commit before that touched them, and not the parent.
    command = ["rev-list", "--first-parent", "--encoding=UTF-8", "--format=%P%x00%ct%x00%an"]
    command += [new.revision, *([f"^{old}"] if old else [])]
    lines = iter(_git(new, [*command, *_only(new, paths)]).decode(errors="replace").split("\n"))
    found = []
    for line in lines:
        if line:
            id = line.removeprefix("commit ")
            parents, seconds, author = next(lines).split("\0", 2)
            time = int(seconds) if seconds else _time(new, id)
            first, *merged = parents.split(" ")
            found.append(Commit(id, first or None, time, author, tuple(merged)))
    return found


def _time(tree: RevisionTree, id: str) -> int:
    """A time before 1970, of which git says nothing; 0 for one that nobody can read."""
    try:
        return tree.at(id).commit.committer.time
    except Outside:
        return 0


def changed_paths(
    tree: RevisionTree, pairs: Sequence[tuple[str, str | None]], paths: Sequence[str] = ()
) -> Iterator[tuple[ChangedPath, ...]]:
    """For each (commit, other commit or nothing) what differs below the registry's root, by path.

    With `paths` only of these. Git goes on while the first ones are used. Raises Outside when it
    cannot tell the difference.
    """
    lines = "".join(f"{new} {old}\n" if old else f"{new}\n" for new, old in pairs)
    command = ["diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-renames"]
    command += ["--no-abbrev", "--ignore-submodules=none", *_only(tree, paths)]
    with _running(tree, command, lines) as out:
        found = _by_commit(_words(out), f"{tree.prefix}/" if tree.prefix else "")
        ahead = next(found, None)
        for new, _ in pairs:
            if ahead is not None and ahead[0] == new:  # git says nothing of one without changes
                yield tuple(ahead[1])
                ahead = next(found, None)
            else:
                yield ()


def _by_commit(words: Iterator[str], prefix: str) -> Iterator[tuple[str, list[ChangedPath]]]:
    commit: str | None = None
    changed: list[ChangedPath] = []
    for word in words:
        if word.startswith(":"):
            path = next(words)
            if path.startswith(prefix):
                old_mode, new_mode, old_id, new_id, _ = word[1:].split(" ")
                sides = _file(old_mode, old_id), _file(new_mode, new_id)
                changed.append(ChangedPath(path[len(prefix) :], *sides))
        elif word:
            if commit is not None:
                yield commit, changed
            commit, changed = word.strip(), []
    if commit is not None:
        yield commit, changed


def _words(out: IO[bytes]) -> Iterator[str]:
    """What git prints, parted by NUL."""
    rest = b""
    while piece := out.read(PIECE):
        *words, rest = (rest + piece).split(b"\0")
        for word in words:
            yield word.decode(errors="surrogateescape")
    yield rest.decode(errors="surrogateescape")


def from_root(prefix: str, changed: ChangedPath) -> ChangedPath:
    """A path of the repository as it is seen from the registry's root."""
    return changed._replace(path=relpath(f"/{changed.path}", f"/{prefix}")) if prefix else changed


def ids_of(tree: RevisionTree, path: str) -> list[str]:
    """Git's ids of all that ever stood at a path below the root, along all parents, newest first.

    Raises Outside where git cannot walk.
    """
    whole = f"{tree.prefix}/{path}" if tree.prefix else path
    command = ["rev-list", "--full-history", tree.revision, "--", f":(top,literal){whole}"]
    found = (tree.at(id).object_id(path) for id in _git(tree, command).decode().split())
    return list(dict.fromkeys(id for id in found if id))


def _only(tree: RevisionTree, paths: Sequence[str]) -> list[str]:
    prefix = re.sub(r"([*?\[\\])", r"\\\1", f"{tree.prefix}/" if tree.prefix else "")
    return ["--", *(f":(top,glob){prefix}{path}" for path in paths)]


def _file(mode: str, id: str) -> File:
    return File(None if mode == NOTHING else id, mode)


def _git(tree: RevisionTree, arguments: Sequence[str]) -> bytes:
    """All that git prints. Raises Outside."""
    with _running(tree, arguments, "") as out:
        return out.read()


@contextmanager
def _running(tree: RevisionTree, arguments: Sequence[str], text: str) -> Iterator[IO[bytes]]:
    """What git prints, while it does. Raises Outside where it cannot do it."""
    with TemporaryFile() as given, TemporaryFile() as said:
        given.write(text.encode())
        given.seek(0)
        try:
            process = subprocess.Popen(
                git_command(tree, arguments),
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=said,
                env=git_environment(),
            )
        except OSError as error:
            raise git_missing(error) from None
        out = cast("IO[bytes]", process.stdout)  # it is a pipe
        try:
            yield out
            out.close()
        except BaseException:
            process.kill()
            raise
        finally:
            out.close()
            process.wait()
        if process.returncode != 0:
            said.seek(0)
            raise git_failed(tree, said.read())
