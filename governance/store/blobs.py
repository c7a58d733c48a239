"""Contents of files by Git's id, read ahead by a process of its own."""

import subprocess
import tempfile
from collections.abc import Iterable
from types import TracebackType
from typing import IO, Self, cast

from governance.model.problem import Outside
from governance.store.commits import git_command, git_environment
from governance.store.git import RevisionTree
from governance.store.yaml import MAX_BYTES

NEAR = 32  # so many that were wanted are passed over when one behind them is asked for


class Blobs:
    """Files of one repository, those that are `wanted` best asked for in that order.

    Git unpacks one while we work on another, which libgit2 in our process cannot.
    """

    def __init__(self, tree: RevisionTree, wanted: Iterable[str], most: int = MAX_BYTES) -> None:
        """Files longer than `most` bytes are not read. Raises Outside where git cannot be run."""
        self._tree = tree
        self._most = most
        self._ids = list(dict.fromkeys(wanted))
        self._at = 0
        with tempfile.TemporaryFile() as file:
            file.write("".join(f"{id}\n" for id in self._ids).encode())
            file.seek(0)
            try:
                self._git = subprocess.Popen(
                    git_command(tree, ["cat-file", "--batch", "--buffer"]),
                    stdin=file,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=git_environment(),
                )
            except OSError as error:
                raise Outside("git-missing", detail=error.strerror or "") from None
        self._out = cast("IO[bytes]", self._git.stdout)  # it is a pipe

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._git.kill()
        self._git.communicate()

    def read(self, id: str) -> bytes | None:
        """The bytes of a file, None where it is too long.

        Raises Outside where Git cannot give it.
        """
        if id not in self._ids[self._at : self._at + NEAR]:
            return self._tree.blob(id, self._most)
        while True:
            found, data = self._next()
            if found == id:
                return data

    def _next(self) -> tuple[str, bytes | None]:
        """The next one of those wanted.

        The format is that of https://git-scm.com/docs/git-cat-file#_batch_output.
        """
        id, _, rest = self._out.readline().decode().strip().partition(" ")
        kind, _, size = rest.partition(" ")
        if kind not in ("blob", "tree", "commit", "tag"):
            raise self._tree.unreadable(KeyError(id))
        self._at += 1
        left = int(size) + 1
        if kind == "blob" and left <= self._most + 1:
            return id, self._out.read(left)[:-1]
        while left:
            left -= len(self._out.read(min(left, MAX_BYTES)))
        return id, None
