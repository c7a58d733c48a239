"""Writes files whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from governance.model.problem import Outside


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
