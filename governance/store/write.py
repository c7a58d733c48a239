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
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # noqa: PTH101 - mkstemp makes files that only we can read
        os.replace(temporary, target)  # noqa: PTH105
    except BaseException:
        os.unlink(temporary)  # noqa: PTH108
        raise
