"""The indicators over time: a point at the end of each month."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.model.registry import Registry
from governance.rules.standing import Standings
from governance.rules.stats import Indicators, total

FIRST_MONTH = 12  # January of year 1, counted in months


@dataclass(frozen=True)
class Point:
    """The indicators of the whole registry on a day, by the records and rules of a commit.

    They are None where the registry cannot be counted at that commit.
    """

    day: date
    commit: str
    indicators: Indicators | None


@dataclass(frozen=True)
class Trend:
    """The indicators up to `today` along the history of `revision`, the oldest point first.

    `months` were asked for; where history is shorter, `begins` is the day of its first commit.
    `title` is that of the registry at its newest point that can be counted.
    """

    revision: str
    today: date
    months: int
    points: tuple[Point, ...]
    begins: date | None
    title: Mapping[str, str]


def month_ends(today: date, months: int) -> tuple[date, ...]:
    """The last day of each month before that of `today`, then `today`: so many days in all.

    They are fewer only where the calendar begins.
    """
    last = 12 * today.year + today.month - 1
    earlier = range(max(last - months + 1, FIRST_MONTH), last)
    return (*(_month_end(*divmod(number, 12)) for number in earlier), today)


def _month_end(year: int, month: int) -> date:
    return date(year, month + 1, monthrange(year, month + 1)[1])


def point(day: date, commit: str, registry: Registry | None) -> Point:
    """The point of a day; `registry` is that of the commit, None where it cannot be counted."""
    found = None if registry is None else total(Standings(registry, day))
    return Point(day, commit, found)
