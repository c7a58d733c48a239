"""Calendar periods (ISO 8601 durations of years, months, weeks and days)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

PATTERN = (
    r"^P(?:[1-9][0-9]{0,2}W"
    r"|(?=[1-9])(?:[1-9][0-9]?Y)?(?:[1-9][0-9]{0,2}M)?(?:[1-9][0-9]{0,3}D)?)$(?!\n)"
)
_PARTS = re.compile(r"([0-9]+)([YMWD])")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar months and days, such as a review cycle."""

    months: int
    days: int

    @staticmethod
    @cache
    def parse(text: str) -> "Period":
        """Read an ISO 8601 duration such as P1Y, P6M, P2W or P1Y6M.

        Raises ValueError when the text is none (zero, fractional, negative and time parts are
        not periods of a review cycle).
        """
        if not re.match(PATTERN, text):
            raise ValueError(text)
        parts = {unit: int(number) for number, unit in _PARTS.findall(text)}
        months = 12 * parts.get("Y", 0) + parts.get("M", 0)
        return Period(months, 7 * parts.get("W", 0) + parts.get("D", 0))

    def after(self, start: date) -> date:
        """The day one period after `start`.

        Years and months come first and are clamped to the month's end, then the days
        (31 January + P1M = 28 or 29 February).
        """
        year, month = divmod(start.month - 1 + self.months, 12)
        year, month = start.year + year, month + 1
        last = calendar.monthrange(year, month)[1]
        return start.replace(year=year, month=month, day=min(start.day, last)) + timedelta(
            self.days
        )

    @property
    def length(self) -> int:
        """Days of the period as counted from 1 January 2001, to compare periods with."""
        return _length(self)


@cache
def _length(period: Period) -> int:
    start = date(2001, 1, 1)
    return (period.after(start) - start).days
