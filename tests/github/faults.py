"""What goes wrong on the way: at the n-th request, or by a seeded random."""

import random
from collections.abc import Sequence
from enum import Enum


class Fault(Enum):
    """A fault; of those with DONE in their name the request was carried out all the same."""

    BAD_GATEWAY = "502, nothing was done"
    BAD_GATEWAY_DONE = "502, and it was done"
    UNAVAILABLE = "503, nothing was done"
    CUT = "connection cut, nothing was done"
    CUT_DONE = "connection cut, and it was done"
    CUT_HALFWAY_DONE = "connection cut in the midst of the answer, and it was done"
    SLOW_DOWN = "secondary rate limit, nothing was done"


EVERY = tuple(Fault)


class Faults:
    """The plan of faults. `retry_after`, `limit_status`: how a secondary limit is answered."""

    def __init__(self) -> None:
        self.retry_after = 0
        self.limit_status = 403
        self.clear()

    def clear(self) -> None:
        """No more faults."""
        self._at: dict[int, Fault] = {}
        self._seen = 0
        self._random: random.Random | None = None
        self._rate = 0.0
        self._kinds: Sequence[Fault] = EVERY
        self._left = 0

    def at(self, number: int, fault: Fault) -> None:
        """Put a fault at the n-th request from now on; 1 is the next."""
        self._at[self._seen + number] = fault

    def random(
        self, seed: int, rate: float, kinds: Sequence[Fault] = EVERY, most: int = 10**9
    ) -> None:
        """Put faults at random requests, at most so many."""
        self._random = random.Random(seed)
        self._rate = rate
        self._kinds = kinds
        self._left = most

    def next(self) -> Fault | None:
        """The fault of the next request."""
        self._seen += 1
        if fault := self._at.pop(self._seen, None):
            return fault
        if self._random and self._left and self._random.random() < self._rate:
            self._left -= 1
            return self._random.choice(self._kinds)
        return None
