"""Working days of a country, and the registry's quiet periods."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

SATURDAY = 5
DAY = timedelta(days=1)


@cache
def calendars() -> frozenset[str]:
    """Countries (ISO 3166-1 alpha-2) whose public holidays are known."""
    import holidays  # noqa: PLC0415 - 0.1 s, and few commands need it

    return frozenset(holidays.list_supported_countries(include_aliases=False))


@dataclass
class WorkingDays:
    """Which days are working days, and on which nobody is asked.

    `country` is ISO 3166-1 alpha-2; `extra` days are holidays besides the country's, `removed`
    ones are working days all the same. `quiet` periods are pairs of MM-DD, first and last day,
    and may run over the new year.
    """

    country: str
    extra: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()
    quiet: tuple[tuple[str, str], ...] = ()
    _years: dict[int, frozenset[date]] = field(default_factory=dict, repr=False)

    def is_working_day(self, day: date) -> bool:
        """Neither weekend nor holiday."""
        if day.weekday() >= SATURDAY or day in self.extra:
            return False
        return day in self.removed or day not in self._holidays(day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 when `end` is not later."""
        days = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + number * DAY) for number in days)

    def is_quiet(self, day: date) -> bool:
        """Whether nobody is asked on this day."""
        return any(_within(f"{day:%m-%d}", first, last) for first, last in self.quiet)

    def _holidays(self, year: int) -> frozenset[date]:
        if year not in self._years:
            import holidays  # noqa: PLC0415 - 0.1 s, and few commands need it

            self._years[year] = frozenset(holidays.country_holidays(self.country, years=year))
        return self._years[year]


def _within(day: str, first: str, last: str) -> bool:
    return first <= day <= last if first <= last else day >= first or day <= last


def working_days(
    country: str,
    extra: Iterable[date] = (),
    removed: Iterable[date] = (),
    quiet: Iterable[tuple[str, str]] = (),
) -> WorkingDays:
    """The working days by a registry's calendar and review policy."""
    return WorkingDays(country, frozenset(extra), frozenset(removed), tuple(quiet))
