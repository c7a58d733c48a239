"""The files of a registry, from the working tree or from a revision."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

EntryKind = Literal["file", "link", "folder", "submodule", "other"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing found in a tree.

    `path` is relative to the registry's root, with slashes. `data` are a file's bytes, None
    where it is larger than anything we read; `size` is always its length in bytes.
    """

    path: str
    kind: EntryKind
    data: bytes | None = None
    size: int = 0


class Tree(Protocol):
    """What a registry is loaded from; `revision` is the commit's hash, None on disk."""

    @property
    def revision(self) -> str | None: ...

    def walk(self, folder: str) -> Iterator[Entry]:
        """Everything under a folder, depth first, in order of path."""
        ...

    def read(self, path: str, most: int = ...) -> bytes | None:
        """The bytes of one regular file of at most `most`, None where there is none such."""
        ...

    def sha256(self, path: str) -> str | None:
        """The SHA-256 of one regular file, None where there is none."""
        ...
