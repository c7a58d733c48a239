"""What an earlier build made, kept for the next one as long as it is made of the same."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """Things made in the builds of one process, each with what it was made of.

    What anything may be made of without saying so is the ground: where that differs, nothing is
    kept. What a build does not ask for is forgotten.
    """

    def __init__(self) -> None:
        self._ground: object = None
        self._before: dict[Hashable, tuple[object, Any]] = {}
        self._now: dict[Hashable, tuple[object, Any]] = {}

    def begin(self, ground: object) -> None:
        """A build begins."""
        self._before = self._now if ground == self._ground else {}
        self._now = {}
        self._ground = ground

    def of(self, name: Hashable, made_of: object, make: Callable[[], T]) -> T:
        """The thing of a name; made anew where it was not, or was of something else.

        Equal values are the same: `made_of` holds values that do not change. A plain mapping must
        not be among them, for it is equal to one in another order; records heed theirs.
        """
        known = self._now.get(name) or self._before.get(name)
        if known is None or known[0] != made_of:
            known = made_of, make()
        self._now[name] = known
        return cast("T", known[1])
