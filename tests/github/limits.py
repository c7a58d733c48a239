"""Rate limits: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api."""

import math
import time
from collections import Counter
from typing import Any

from tests.github.message import DOCS, Refusal
from tests.github.people import Person

FOR_PEOPLE = 5000
FOR_WORKFLOWS = 1000
FOR_NOBODY = 60
HOUR = 3600


def real_time() -> float:
    """Seconds since 1970: limits end by the real clock, not by the one that tests step."""
    return time.time_ns() / 1e9


def secondary(retry_after: int, status: int = 403) -> Refusal:
    message = (
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    )
    return Refusal(status, message, headers={"Retry-After": str(retry_after)})


class Limits:
    """The primary limit. It counts, and refuses when told that it is used up."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._used: Counter[str] = Counter()
        self._after: int | None = None
        self._seconds = 0.0
        self._status = 403
        self._until = 0.0

    def exhaust(self, seconds: float, *, after: int = 0, status: int = 403) -> None:
        """After so many more requests all are refused for some seconds."""
        self._after, self._seconds, self._status = after, seconds, status

    def check(self, person: Person | None) -> None:
        """Count a request; raises Refusal where nothing is left."""
        now = real_time()
        if self._after == 0:
            self._until = math.ceil(now + self._seconds)
        if self._after is not None:
            self._after = self._after - 1 if self._after else None
        if now >= self._until:
            self._used[name_of(person)] += 1
            return
        who = f"user ID {person.id}" if person else "127.0.0.1"
        refusal = Refusal(self._status, f"API rate limit exceeded for {who}.")
        refusal.answer.body["documentation_url"] = f"{DOCS}/overview/rate-limits-for-the-rest-api"
        raise refusal

    def forgive(self, person: Person | None) -> None:
        """An answer 304 does not count."""
        self._used[name_of(person)] -= 1

    def headers(self, person: Person | None) -> dict[str, str]:
        core = self.report(person)["rate"]
        counts = {f"X-RateLimit-{name.title()}": str(number) for name, number in core.items()}
        return counts | {"X-RateLimit-Resource": "core"}

    def report(self, person: Person | None) -> dict[str, Any]:
        """What GET /rate_limit says."""
        now = real_time()
        used_up = now < self._until
        limit = limit_of(person)
        used = limit if used_up else min(limit, self._used[name_of(person)])
        reset = int(self._until if used_up else now + HOUR)
        core = {"limit": limit, "remaining": limit - used, "used": used, "reset": reset}
        return {"resources": {"core": core, "search": dict(core)}, "rate": dict(core)}


def name_of(person: Person | None) -> str:
    return person.login if person else ""


def limit_of(person: Person | None) -> int:
    if person is None:
        return FOR_NOBODY
    return FOR_WORKFLOWS if person.is_bot else FOR_PEOPLE
