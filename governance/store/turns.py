"""Who may write into a folder at a moment, and what a killed process left there.

Where the system has locks: on Windows, and on disks that cannot lock, nobody waits and nothing that
was left is removed. The folder itself is locked, so a lock leaves nothing behind.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from governance.model.problem import Outside

PATIENCE = 20.0  # seconds in which another edit has surely ended
PAUSE = 0.02
TEMPORARY = ".tp3-edit-"  # how the name of a file begins that is to replace another


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes into a folder meanwhile; what was left there is removed first.

    Raises Outside when another one writes for too long.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - is not everywhere

    handle = os.open(folder, os.O_RDONLY)
    try:
        if _waited(handle, fcntl.LOCK_EX, folder):
            _tidy(handle)
        yield
    finally:
        os.close(handle)


@contextmanager
def beside_others(folder: Path) -> Iterator[None]:
    """Others may write into a folder in the same way meanwhile, each of them files of its own.

    Whoever finds that nobody writes there removes what was left, in that very folder and never
    beyond a link. Raises Outside when somebody is `alone` there for too long.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - is not everywhere

    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except PermissionError:  # one may write and not look: then nothing is removed
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _tidy(handle)
        _waited(handle, fcntl.LOCK_SH, folder)
        yield
    finally:
        os.close(handle)


def _waited(handle: int, kind: int, folder: Path) -> bool:
    """Whether the folder is locked now; raises Outside where it cannot be had for too long."""
    import fcntl  # noqa: PLC0415 - is not everywhere

    until = monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > until:
                raise Outside("edit-locked", path=str(folder)) from None
            sleep(PAUSE)
        except OSError:  # some network disks cannot lock
            return False
        else:
            return True


def _tidy(handle: int) -> None:
    """Remove what killed processes left in a folder that is locked for us alone."""
    with os.scandir(handle) as entries:
        left = [each.name for each in entries if each.name.startswith(TEMPORARY)]
    for name in left:
        with suppress(OSError):  # a folder of that name, or somebody else's file
            os.unlink(name, dir_fd=handle)
