"""Working days of a country."""

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
    """Which days are working days.

    `country` is ISO 3166-1 alpha-2; `extra` days are holidays besides the country's, `removed`
    ones are working days all the same.
    """

    country: str
    extra: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()
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

    def _holidays(self, year: int) -> frozenset[date]:
        if year not in self._years:
            import holidays  # noqa: PLC0415 - 0.1 s, and few commands need it

            self._years[year] = frozenset(holidays.country_holidays(self.country, years=year))
        return self._years[year]


def working_days(
    country: str,
    extra: Iterable[date] = (),
    removed: Iterable[date] = (),
) -> WorkingDays:
    """The working days by a registry's calendar and review policy."""
    return WorkingDays(country, frozenset(extra), frozenset(removed))
