"""Writes files whole or not at all."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from governance.model.problem import Outside, Refused

TEMPORARY = ".tp3-edit-"  # how the name of a file begins that is to replace another


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write each text (UTF-8, line ends as they are) to its path below `folder`.

    A file is replaced in one step, so a reader or a killed process never leaves half of one.
    Nothing is written through a link. Raises Outside when the disk refuses.
    """
    contents = {path: text.encode(errors="backslashreplace") for path, text in files.items()}
    for path in contents:
        for place in (folder, *(folder / each for each in Path(path).parents)):
            if place.is_symlink():
                raise Outside("out-link", path=str(place))
    for path, data in contents.items():
        try:
            _replace(folder / path, data)
        except OSError as error:
            where = str(folder / path)
            raise Outside("file-unwritable", path=where, detail=error.strerror or "") from None


def _replace(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)  # mkstemp makes files that only we can read
        temporary.replace(target)
    except BaseException:
        temporary.unlink()
        raise


@dataclass(frozen=True, slots=True)
class Replacement:
    """The bytes a file had when its edit began, and those it gets; None: there is no file."""

    old: bytes | None
    new: bytes | None


def replace_files(root: Path, files: Mapping[str, Replacement]) -> None:
    """Give each file below `root` its new bytes, if all of them still are what they were.

    Each file is replaced in one step: whoever reads, and whoever comes after a killed process,
    finds the old or the new one whole. Raises Refused, with nothing written, when a file has
    changed meanwhile; Outside when the disk refuses, with the files as they were.
    """
    with _locked(root):
        for path in files:
            _must_not_be_link(root, path)
        done: dict[str, Replacement] = {}
        staged: dict[str, Path] = {}
        path = ""
        try:
            for path, each in files.items():
                if each.new is not None:
                    staged[path] = _staged(root, root / path, each.new)
            for path, each in files.items():
                if _bytes_of(root / path) != each.old:
                    raise Refused("edit-changed", path=path)
            for path, each in files.items():
                _put(root / path, staged.get(path))
                done[path] = each
        except BaseException as error:
            _put_back(root, done)
            if isinstance(error, OSError):
                detail = error.strerror or ""
                raise Outside("file-unwritable", path=path, detail=detail) from None
            raise
        finally:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)


def _put_back(root: Path, done: Mapping[str, Replacement]) -> None:
    for path, each in done.items():
        target = root / path
        _put(target, None if each.old is None else _staged(root, target, each.old))


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Only one process edits a registry at a time, where the system has such locks.

    The folder itself is locked, so nothing is left behind; what a killed process left, is removed.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - is not everywhere

    handle = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks cannot lock: comparing still protects
            fcntl.flock(handle, fcntl.LOCK_EX)
            for left in root.glob(f"{TEMPORARY}*"):
                left.unlink()
        yield
    finally:
        os.close(handle)


def _must_not_be_link(root: Path, path: str) -> None:
    for place in (root / path, *(root / each for each in Path(path).parents[:-1])):
        if place.is_symlink():
            raise Outside("out-link", path=str(place))


def _staged(root: Path, target: Path, data: bytes) -> Path:
    """The bytes in a temporary file, with the mode of the file that it will replace.

    It stands in the root and not beside its target: whatever stands there would be a record.
    """
    handle, name = tempfile.mkstemp(dir=root, prefix=TEMPORARY)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644)
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def _bytes_of(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _put(target: Path, temporary: Path | None) -> None:
    if temporary is None:
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(target)
