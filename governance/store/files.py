"""The working tree as a tree of files."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENAMETOOLONG, ENOENT
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path

from governance.model.problem import Misused, Outside
from governance.model.registry import SETTINGS_PATH
from governance.store.tree import Entry
from governance.store.yaml import MAX_BYTES

LONGEST = 200  # characters of a path that are told


@dataclass(frozen=True)
class WorkingTree:
    """The files below `root`, as they stand on disk."""

    root: Path
    revision: None = None

    def walk(self, folder: str) -> Iterator[Entry]:
        """Everything under a folder; links are named, never followed. Raises Outside."""
        if (self.root / folder).is_symlink():
            yield Entry(folder, "link")
            return
        waiting = self._inside(folder)
        while waiting:
            entry, path = waiting.pop()
            if entry.is_symlink():
                yield Entry(path, "link")
            elif entry.is_dir():
                if os.path.lexists(self.root / path / ".git"):
                    yield Entry(path, "submodule")
                    continue
                yield Entry(path, "folder")
                waiting += self._inside(path)
            elif entry.is_file():
                yield self._file(path, entry.path)
            else:
                yield Entry(path, "other")

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        """The bytes of one regular file of at most `most`, None where there is none such.

        Only files inside the root count. Raises Outside when it cannot be read.
        """
        with self._opened(path) as file:
            if file is None or os.fstat(file.fileno()).st_size > most:
                return None
            return file.read(most)

    def sha256(self, path: str) -> str | None:
        """The SHA-256 of one regular file inside the root, None where there is none."""
        with self._opened(path) as file:
            return None if file is None else file_digest(file, "sha256").hexdigest()

    @contextmanager
    def _opened(self, path: str) -> Iterator[BufferedReader | None]:
        whole = self.root / path
        try:
            inside = whole.is_file() and whole.resolve() == self.root.resolve() / path
            handle = _open(str(whole)) if inside else None
        except OSError as error:
            if error.errno not in (ENAMETOOLONG, ENOENT):
                raise Outside("file-unreadable", path=path, detail=error.strerror or "") from None
            handle = None
        if handle is None:
            yield None
            return
        with os.fdopen(handle, "rb") as file:
            yield file

    def _inside(self, folder: str) -> list[tuple["os.DirEntry[str]", str]]:
        """What stands in a folder, last name first, with the paths."""
        try:
            with os.scandir(self.root / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Outside("file-unreadable", path=folder, detail=error.strerror or "") from None
        return [(entry, f"{folder}/{entry.name}") for entry in entries]

    def _file(self, path: str, whole: str) -> Entry:
        try:
            if (handle := _open(whole)) is None:
                return Entry(path, "other")
            try:
                size = os.fstat(handle).st_size
                data = os.read(handle, min(size, MAX_BYTES) + 1)
            finally:
                os.close(handle)
        except OSError as error:
            raise Outside("file-unreadable", path=path, detail=error.strerror or "") from None
        if len(data) > MAX_BYTES:
            return Entry(path, "file", None, size)
        return Entry(path, "file", data, len(data))


def _open(whole: str) -> int | None:
    """A handle on a regular file, None where something else has taken its place meanwhile."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | getattr(os, "O_BINARY", 0)
    handle = os.open(whole, flags)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    return None


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a registry, None where there is none.

    Raises Misused when `start` is no folder, Outside when it cannot be read.
    """
    try:
        if not start.is_dir():
            raise Misused("folder-none", path=str(start))
        folder = start.resolve()
        for each in (folder, *folder.parents):
            if (each / SETTINGS_PATH).is_file():
                return each
            if (each / "HEAD").is_file() and (each / "objects").is_dir():
                return None  # a bare repository: what lies above is another one's
    except OSError as error:
        where, why = str(start)[:LONGEST], error.strerror or ""
        raise Outside("file-unreadable", path=where, detail=why) from None
    return None
