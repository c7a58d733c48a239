"""Writes files whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from governance.model.problem import Outside


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write each text (UTF-8, line ends as they are) to its path below `folder`.

    A file is replaced in one step, so a reader or a killed process never leaves half of one.
    Raises Outside when the disk refuses.
    """
    for path, text in files.items():
        try:
            _replace(folder / path, text.encode())
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
