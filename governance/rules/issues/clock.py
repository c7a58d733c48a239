"""The working-day clock of the ladder: days on which somebody may be asked or reminded."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from governance.model.policy import LadderStep, ReviewPolicy
from governance.model.working_days import WorkingDays
from governance.rules.quiet import is_quiet

DAY = timedelta(days=1)


class Clock:
    """Counts the days that are working days and lie in no quiet period, up to a present day."""

    def __init__(self, policy: ReviewPolicy, days: WorkingDays, today: date) -> None:
        self.today = today
        self._policy = policy
        self._days = days
        self._active: list[date] = []
        self._known_from = today + DAY

    @property
    def is_asking(self) -> bool:
        """Whether today somebody may be asked or reminded."""
        return self.is_active(self.today)

    @property
    def asks_from(self) -> date | None:
        """The next day on which somebody may be, within a year; None where today is one."""
        return None if self.is_asking else self.on_or_after(self.today)

    def is_active(self, day: date) -> bool:
        """Whether the day is a working day outside of the quiet periods."""
        return self._days.is_working_day(day) and not is_quiet(self._policy, day)

    def on_or_after(self, day: date) -> date:
        """The first day from `day` on, within a year, on which somebody may be asked."""
        for _ in range(366):
            if self.is_active(day):
                return day
            day += DAY
        return day

    def elapsed(self, asked: date) -> int:
        """How many such days have passed since the day asked, which itself does not count."""
        active = self._since(asked)
        return len(active) - bisect_right(active, asked)

    def asked_before(self, count: int) -> date:
        """The latest day from which today is the `count`-th day of the clock."""
        asked = self.today
        while self.elapsed(asked) < count:
            asked -= DAY
        return asked

    def _since(self, day: date) -> list[date]:
        if day < self._known_from:
            missing = range((self._known_from - day).days)
            earlier = [day + n * DAY for n in missing]
            self._active[:0] = [each for each in earlier if self.is_active(each)]
            self._known_from = day
        return self._active[bisect_left(self._active, day) :]


def next_step(
    ladder: tuple[LadderStep, ...], sent: int, elapsed: int, reached: frozenset[str]
) -> int | None:
    """The number of the lowest step not yet sent whose time has come; None where none has.

    Steps count from 1; `reached` are the addressees behind whom somebody stands: a step that
    would reach nobody is passed over.
    """
    for number, step in enumerate(ladder[sent:], sent + 1):
        if step.to in reached:
            return number if step.after <= elapsed else None
    return None
