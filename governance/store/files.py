"""The working tree as a tree of files."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from errno import ENAMETOOLONG
from pathlib import Path

from governance.model.problem import Misused, Outside
from governance.model.registry import SETTINGS_PATH
from governance.store.tree import Entry
from governance.store.yaml import MAX_BYTES


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

    def read(self, path: str) -> bytes | None:
        """The bytes of one regular file inside the root, None where there is none.

        Raises Outside when it cannot be read.
        """
        whole = self.root / path
        try:
            if not whole.is_file() or whole.resolve() != self.root.resolve() / path:
                return None
            return whole.read_bytes()
        except OSError as error:
            if error.errno == ENAMETOOLONG:
                return None
            raise Outside("file-unreadable", path=path, detail=error.strerror or "") from None

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
            handle = os.open(whole, os.O_RDONLY | os.O_NOFOLLOW | getattr(os, "O_BINARY", 0))
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


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a registry, None where there is none.

    Raises Misused when `start` is no folder.
    """
    if not start.is_dir():
        raise Misused("folder-none", path=str(start))
    folder = start.resolve()
    return next(
        (each for each in (folder, *folder.parents) if (each / SETTINGS_PATH).is_file()), None
    )
