"""Waits for files of the registry to change."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep

from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from governance.cli.serve.builds import is_ours
from governance.model.layout import RECORD_FOLDERS, TEXT_FOLDERS
from governance.model.problem import Outside

BREATH = 1.0  # seconds after which it is asked what else has changed
# How watchfiles tells of a file whose name is not UTF-8; its other errors keep it from watching.
# https://github.com/samuelcolvin/watchfiles/blob/main/src/lib.rs
UNREADABLE = "Unable to decode path"
Folder = tuple[Path, int]  # with what tells it from another one of its name


def changes(root: Path) -> Iterator[bool]:
    """Whether files may have changed: at once when they do, and every second all the same.

    Raises Outside where the system cannot watch.
    """
    while True:
        folders = _folders(root)
        for is_changed in _watched([path for path, _ in folders]):
            yield is_changed
            if _folders(root) != folders:
                break


def must_be_watchable(root: Path) -> None:
    """Raises Outside where a path is not UTF-8: watchfiles knows no other ones."""
    try:
        str(root).encode()
    except UnicodeEncodeError:
        raise Outside("watch-path", path=str(root)) from None


def _watched(folders: Sequence[Path]) -> Iterator[bool]:
    """The same for some folders, as long as they stand and names of files can be read.

    Raises Outside where the system cannot watch.
    """
    is_first = True  # something may have changed before the watch began
    try:
        for found in watch(
            *folders,
            watch_filter=is_ours,
            rust_timeout=int(BREATH * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield is_first or bool(found)
            is_first = False
    except FileNotFoundError:
        sleep(BREATH)
    except (OSError, WatchfilesRustInternalError) as error:
        if not str(error).startswith(UNREADABLE):  # what changed is asked of the next watch
            raise Outside("watch-failed", detail=str(error)) from None


def _folders(root: Path) -> list[Folder]:
    """The folders whose files make pages."""
    places = (root / name for name in (*RECORD_FOLDERS, *TEXT_FOLDERS))
    return [(path, path.stat().st_ino) for path in places if path.is_dir()]
