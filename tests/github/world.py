"""What stands in the repository beside what the emulator keeps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.github.message import Refusal, Request
from tests.github.people import Person

Json = dict[str, Any]


@dataclass
class Pull:
    """A pull request: an issue of the emulator's, and this. `fork`: whose fork it comes from."""

    number: int
    head: str
    base: str
    head_sha: str
    base_sha: str
    author: Person
    fork: Person | None = None
    draft: bool = False
    is_open: bool = True
    merged_at: str | None = None
    merged_by: Person | None = None
    merge_sha: str | None = None
    reviews: list[Json] = field(default_factory=list)
    looked_at: tuple[str, str] | None = None


@dataclass
class World:
    """`gone`: issues that were deleted or transferred, and what is answered for them.

    `renames`: the old title and the new one, by the number of the event. `forks`: the bare
    repositories of forks, by the key of whose they are.
    """

    gone: dict[int, Callable[[Request], Refusal]] = field(default_factory=dict)
    lock_reasons: dict[int, str | None] = field(default_factory=dict)
    close_reasons: dict[int, str] = field(default_factory=dict)
    renames: dict[int, Json] = field(default_factory=dict)
    forks: dict[str, Path] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    statuses: dict[str, list[Json]] = field(default_factory=dict)
