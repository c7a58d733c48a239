"""Revisions straight from Git, bare clones too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pygit2
from pygit2.enums import FileMode

from governance.model.fields import FIRST_DAY, LAST_DAY
from governance.model.problem import Misused, Outside
from governance.store.tree import Entry
from governance.store.yaml import MAX_BYTES

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REFLOG_DATE = re.compile(r"@\{(?!-?[0-9]{1,4}\}|u\}|upstream\}|push\})")


def open_repository(folder: Path) -> pygit2.Repository:
    """The repository that holds `folder` (a work tree, a linked work tree or a bare one).

    Raises Outside with what to do when there is none that can be read.
    """
    top = folder.resolve()
    try:
        found = pygit2.discover_repository(str(top))
        if found is None:
            raise Outside("git-none", path=str(top))
        top = Path(found).parent if Path(found).name == ".git" else Path(found)
        return pygit2.Repository(found)
    except (pygit2.GitError, KeyError) as error:
        raise _cannot_open(top, str(error)) from None


def root_inside(repository: pygit2.Repository, root: Path | None) -> str:
    """Path of the registry's root inside the repository; empty for the repository's own root.

    Raises Outside where the root lies outside the work tree (core.worktree names another).
    """
    if repository.workdir is None or root is None:
        return ""
    try:
        inside = root.resolve().relative_to(Path(repository.workdir).resolve()).as_posix()
    except ValueError:
        raise Outside("worktree-elsewhere", path=str(root)) from None
    return "" if inside == "." else inside


def is_date(rev: str) -> bool:
    """Whether a revision is named by a day, YYYY-MM-DD."""
    return _DATE.fullmatch(rev) is not None


def resolve(repository: pygit2.Repository, rev: str) -> pygit2.Commit:
    """The commit that `rev` names, as Git resolves it.

    `main@{date}` is refused: it would answer with the reflog's oldest entry when the reflog is
    younger. Raises Misused when there is no such revision, Outside in a shallow clone or a
    repository without commits.
    """
    if not rev or _REFLOG_DATE.search(rev):
        raise _no_revision(repository, rev)
    try:
        found, _ = repository.resolve_refish(rev)
    except (KeyError, ValueError, pygit2.GitError):
        raise _no_revision(repository, rev) from None
    if not isinstance(found, pygit2.Commit):
        raise _no_revision(repository, rev)
    return found


def as_of(repository: pygit2.Repository, day: str, zone: str) -> pygit2.Commit:
    """The last commit on or before a day YYYY-MM-DD, along first parents from HEAD.

    Days are those of the committer dates in time zone `zone`. Raises Misused for no such day or
    one before the first commit, Outside in a shallow clone that ends before it.
    """
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Misused("date-invalid", value=day) from None
    _, commit = next(as_of_days(repository, resolve(repository, "HEAD"), [wanted], zone))
    return commit


def as_of_days(
    repository: pygit2.Repository, start: pygit2.Commit, days: Iterable[date], zone: str
) -> Iterator[tuple[date, pygit2.Commit]]:
    """For each of `days`, the newest first, the last commit on or before it, in one walk.

    The walk goes along first parents from `start`; days are those of the committer dates in time
    zone `zone`. At a day before the first commit it raises Misused with the day of that commit,
    Outside in a shallow clone that ends before.
    """
    commit = start
    for wanted in days:
        while (found := commit_day(commit, zone)) > wanted:
            if not commit.parent_ids:
                if repository.is_shallow:
                    raise Outside("git-shallow", rev=wanted.isoformat())
                first = found.isoformat()
                raise Misused("revision-too-early", date=wanted.isoformat(), first=first)
            try:
                commit = commit.parents[0]
            except (KeyError, pygit2.GitError):
                detail = str(commit.parent_ids[0])
                raise Outside("git-unreadable", path=repository.path, detail=detail) from None
        yield wanted, commit


def commit_day(commit: pygit2.Commit, zone: str) -> date:
    """Committer date of a commit as a calendar date in time zone `zone`; as `day_of`."""
    return day_of(commit.committer.time, zone)


def day_of(seconds: int, zone: str) -> date:
    """The calendar date in time zone `zone` of a time in seconds since 1970.

    A time before or after the days of records is the first or the last of these: commits have the
    clock of whoever made them, and Git takes any.
    """
    try:
        found = datetime.fromtimestamp(seconds, ZoneInfo(zone)).date()
    except (OverflowError, ValueError, OSError):
        return LAST_DAY if seconds > 0 else FIRST_DAY
    return min(max(found, FIRST_DAY), LAST_DAY)


@dataclass(frozen=True)
class RevisionTree:
    """The files of one commit below `prefix`, read as blobs without a checkout."""

    repository: pygit2.Repository
    commit: pygit2.Commit
    prefix: str = ""

    @property
    def revision(self) -> str:
        """Full hash of the commit."""
        return str(self.commit.id)

    @property
    def tree_id(self) -> str:
        """The name that Git gives to all files of the commit, also beside `prefix`."""
        return str(self.commit.tree_id)

    def contains(self, commit: str) -> bool:
        """Whether it is this commit or one before it. Raises Outside where Git cannot tell."""
        try:
            here = self.revision == commit
            return here or self.repository.descendant_of(self.commit.id, pygit2.Oid(hex=commit))
        except (pygit2.GitError, KeyError, ValueError) as error:
            raise self.unreadable(error) from None

    def at(self, commit: str) -> "RevisionTree":
        """The files of another commit, named by its full hash.

        Raises Outside where Git cannot give it.
        """
        try:
            found = self.repository[commit].peel(pygit2.Commit)
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None
        return RevisionTree(self.repository, found, self.prefix)

    def blob(self, id: str, most: int) -> bytes | None:
        """The bytes of what Git has by an id, None where they are more than `most`.

        Raises Outside where Git cannot give it.
        """
        size = self.size(id)
        try:
            data: bytes | None = self.repository.odb.read(id)[1] if size <= most else None
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None
        return data

    def size(self, id: str) -> int:
        """How many bytes Git has by an id, told without reading them; raises as `blob` does."""
        try:
            size: int = self.repository.odb.read_header(id)[1]
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None
        return size

    def walk(self, folder: str) -> Iterator[Entry]:
        """Everything under a folder, in order of path. Raises Outside in a partial clone."""
        try:
            found = self._find(folder)
            if found is not None:
                yield from self._walk(found, folder)
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None

    def entry(self, path: str) -> Entry | None:
        """What stands at one path, None where it is a folder or nothing. Raises Outside."""
        try:
            found = self._find(path)
            if found is None or isinstance(found, pygit2.Tree):
                return None
            return next(self._walk(found, path))
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None

    def folders(self, folder: str) -> list[str]:
        """Paths of the folders that stand directly in one."""
        try:
            found = self._find(folder)
            inside = _inside(found, folder) if isinstance(found, pygit2.Tree) else []
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None
        return [path for each, path in inside if isinstance(each, pygit2.Tree)]

    def object_id(self, path: str) -> str | None:
        """The id of what Git has at a path, None where there is nothing."""
        found = self._find(path)
        return None if found is None else str(found.id)

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        """The bytes of one regular file of at most `most`, None where there is none such.

        Raises Outside where Git cannot give it.
        """
        try:
            blob = self._blob(path)
            if blob is None or self._size(blob) > most:
                return None
            return blob.data
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None

    def sha256(self, path: str) -> str | None:
        """The SHA-256 of one regular file, None where there is none. Raises as `read` does."""
        try:
            blob = self._blob(path)
            return None if blob is None else sha256(blob.data).hexdigest()
        except (pygit2.GitError, KeyError) as error:
            raise self.unreadable(error) from None

    def _blob(self, path: str) -> pygit2.Blob | None:
        found = self._find(path)
        regular = isinstance(found, pygit2.Blob) and found.filemode != FileMode.LINK
        return found if regular and isinstance(found, pygit2.Blob) else None

    def _size(self, blob: pygit2.Object) -> int:
        """Length in bytes, told without reading them."""
        size: int = self.repository.odb.read_header(blob.id)[1]
        return size

    def _find(self, path: str) -> pygit2.Object | None:
        try:
            return self.commit.tree[f"{self.prefix}/{path}" if self.prefix else path]
        except pygit2.GitError:  # a KeyError too, but it is the object that is not there
            raise
        except KeyError:
            return None

    def unreadable(self, error: Exception) -> Outside:
        """What to tell where Git cannot give an object."""
        config = self.repository.config
        if any(entry.name.endswith(".promisor") for entry in config):
            return Outside("git-partial")
        return Outside("git-unreadable", path=self.repository.path, detail=str(error))

    def _walk(self, top: pygit2.Object, folder: str) -> Iterator[Entry]:
        waiting = [(top, folder)]
        while waiting:
            found, path = waiting.pop()
            if found.filemode == FileMode.LINK:
                yield Entry(path, "link")
            elif found.filemode == FileMode.COMMIT:
                yield Entry(path, "submodule")
            elif isinstance(found, pygit2.Tree):
                if found is not top:
                    yield Entry(path, "folder")
                waiting += _inside(found, path)
            elif isinstance(found, pygit2.Blob):
                size = self._size(found)
                yield Entry(path, "file", found.data if size <= MAX_BYTES else None, size)


def _inside(tree: pygit2.Tree, folder: str) -> list[tuple[pygit2.Object, str]]:
    """What stands in a folder, last name first, with the paths."""
    try:
        children = sorted(tree, key=lambda child: child.name or "", reverse=True)
    except UnicodeDecodeError:
        raise Outside("git-name", path=folder) from None
    return [(child, f"{folder}/{child.name}") for child in children]


def _no_revision(repository: pygit2.Repository, rev: str) -> Exception:
    if repository.is_shallow:
        return Outside("git-shallow", rev=rev)
    if not any(True for _ in repository.references):
        return Outside("revision-empty")
    if rev == "HEAD" and repository.head_is_unborn:
        return Outside("branch-empty")
    if rev == "HEAD":
        return Outside("git-unreadable", path=repository.path, detail=rev)
    return Misused("revision-unknown", rev=rev)


def _cannot_open(folder: Path, detail: str) -> Outside:
    if "not owned" in detail:
        return Outside("git-owner", path=str(folder))
    if "object format" in detail or "sha256" in detail:
        return Outside("git-sha256", path=str(folder))
    return Outside("git-unreadable", path=str(folder), detail=detail)
