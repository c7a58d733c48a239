"""Writes files whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from governance.model.problem import Outside, Refused
from governance.store.turns import TEMPORARY, alone, beside_others

LIST = ".tp3-files"  # beside what was written: its paths, one a line


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write each text (UTF-8, line ends as they are) or bytes to its path below `folder`.

    A file is replaced in one step, so a reader or a killed process never leaves half of one; what
    such a process left in a folder is removed. Nothing is written through a link that stands for
    `folder` or below it. Raises Outside when the disk refuses.
    """
    below: dict[str, list[str]] = {}
    for path in files:
        below.setdefault(path.rpartition("/")[0], []).append(path)
    above = {parent for name in below for parent in (Path(name), *Path(name).parents)}
    for place in sorted({folder, *(folder / each for each in above)}):
        _must_be_no_link(place)
    for name, paths in below.items():
        parent, target = folder / name, folder / paths[0]
        try:
            parent.mkdir(parents=True, exist_ok=True)
            with beside_others(parent):
                for path in paths:
                    target = folder / path
                    _replace(_staged(parent, target, _as_bytes(files[path])), target)
        except OSError as error:
            where = str(target)
            raise Outside("file-unwritable", path=where, detail=error.strerror or "") from None


def _replace(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode(errors="backslashreplace")


def remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Remove files by their paths below `folder`, but no link and nothing beyond one.

    Raises Outside when the disk refuses.
    """
    for path in paths:
        place = folder / path
        way = (folder / each for each in (PurePosixPath(path), *PurePosixPath(path).parents))
        try:
            if not any(each.is_symlink() for each in way) and place.is_file():
                place.unlink(missing_ok=True)
        except OSError as error:
            where = str(place)
            raise Outside("file-unwritable", path=where, detail=error.strerror or "") from None


def write_anew(
    folder: Path, below: str, files: Mapping[str, str | bytes], *, keeps_others: bool = False
) -> int:
    """Write files in place of those that were written there so before; other people's stay.

    `below` is where in the folder, with a slash at its end. What was written stands in a list
    beside it, which is also what a killed process leaves: the next one knows what to remove. With
    `keeps_others` the earlier ones that are not written again stay as well; how many there are of
    these is returned. Raises Outside as `write_files` does.
    """
    listed = f"{below}{LIST}"
    before = _listed(folder / listed)
    others = before - files.keys()
    placed = {f"{below}{path}": content for path, content in files.items()}
    write_files(folder, {listed: _as_list(before | files.keys()), **placed})
    if others and not keeps_others:
        remove_files(folder / below, others)
        write_files(folder, {listed: _as_list(files.keys())})
    return len(others)


def must_be_free(folder: Path, below: str, files: Iterable[str]) -> None:
    """Raises Outside where `write_anew` would replace a file that it has not written before.

    Also where such a file stands in place of a folder.
    """
    wanted = {f"{below}{path}" for path in set(files) - _listed(folder / below / LIST)}
    folders = {str(above) for path in wanted for above in PurePosixPath(path).parents[:-1]}
    for path in sorted(wanted | folders):
        found = folder / path
        if os.path.lexists(found) and not (path in folders and found.is_dir()):
            raise Outside("out-taken", path=str(found))


def _as_list(paths: Collection[str]) -> str:
    return "".join(f"{path}\n" for path in sorted(paths))


def _listed(place: Path) -> set[str]:
    """What a list names below its folder; nothing where there is none."""
    try:
        lines = place.read_text("utf-8", "replace").split("\n") if not place.is_symlink() else []
    except OSError:
        return set()
    paths = (PurePosixPath(line) for line in lines if line)
    return {str(path) for path in paths if not path.is_absolute() and ".." not in path.parts}


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
    with alone(root):
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


def _must_not_be_link(root: Path, path: str) -> None:
    for place in (root / path, *(root / each for each in Path(path).parents[:-1])):
        _must_be_no_link(place)


def _must_be_no_link(place: Path) -> None:
    try:
        if not place.is_symlink():
            return
    except OSError as error:  # such as a name that no disk takes
        detail = error.strerror or ""
        raise Outside("file-unwritable", path=str(place), detail=detail) from None
    raise Outside("out-link", path=str(place))


def _staged(folder: Path, target: Path, data: bytes) -> Path:
    """The bytes in a temporary file, with the mode of the file that it will replace.

    A record's stands in the root and not beside its target: whatever stands there is a record.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=TEMPORARY)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes files that only we can read.
        temporary.chmod(_mode_of(target))
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def _mode_of(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return 0o644


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
