"""Contents of files by Git's id, read ahead by a process of its own."""

import subprocess
from collections import deque
from collections.abc import Iterable
from types import TracebackType
from typing import IO, Self, cast

from governance.store.git import RevisionTree
from governance.store.git_call import git_command, git_environment, git_missing
from governance.store.yaml import MAX_BYTES

AHEAD = 380  # ids that are asked for at most: they fit every system's pipe, so git never waits
NEAR = 32  # so many are passed over when one behind them is wanted


class Blobs:
    """Files of one repository: git unpacks one while we work on another, which libgit2 cannot."""

    def __init__(self, tree: RevisionTree) -> None:
        """Raises Outside where git cannot be run."""
        self._tree = tree
        self._asked: deque[str] = deque()
        try:
            self._git = subprocess.Popen(
                git_command(tree, ["cat-file", "--batch"]),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=git_environment(),
            )
        except OSError as error:
            raise git_missing(error) from None
        self._in = cast("IO[bytes]", self._git.stdin)  # both are pipes
        self._out = cast("IO[bytes]", self._git.stdout)

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

    def want(self, ids: Iterable[str]) -> None:
        """Have git unpack what will be read soon, in that order; what is too much is left out.

        Raises Outside where git has ended.
        """
        wanted = list(dict.fromkeys(ids))[: max(AHEAD - len(self._asked), 0)]
        try:
            self._in.write("".join(f"{id}\n" for id in wanted).encode())
            self._in.flush()
        except OSError as error:  # else taken for a reader of ours that has heard enough
            raise self._tree.unreadable(error) from None
        self._asked += wanted

    def read(self, id: str) -> bytes | None:
        """The bytes of a file, None where it is longer than a record may be.

        Raises Outside where Git cannot give it.
        """
        if id not in (self._asked[at] for at in range(min(NEAR, len(self._asked)))):
            return self._tree.blob(id, MAX_BYTES)
        while True:
            found, data = self._next()
            if found == id:
                return data

    def _next(self) -> tuple[str, bytes | None]:
        """The next one of those asked for.

        The format is that of https://git-scm.com/docs/git-cat-file#_batch_output.
        """
        id, _, rest = self._out.readline().decode().strip().partition(" ")
        kind, _, size = rest.partition(" ")
        if kind not in ("blob", "tree", "commit", "tag"):
            raise self._tree.unreadable(KeyError(id))
        self._asked.popleft()
        left = int(size) + 1
        if kind == "blob" and left <= MAX_BYTES + 1:
            return id, self._out.read(left)[:-1]
        while left:
            left -= len(self._out.read(min(left, MAX_BYTES)))
        return id, None
