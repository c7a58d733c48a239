from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.standing import Standings
from governance.rules.stats import stats
from governance.rules.trend import month_ends, point
from tests.helpers.registries import output, registry, review

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, st.integers(1, 400))
def test_each_day_ends_its_month_and_the_last_is_today(today: date, months: int) -> None:
    days = month_ends(today, months)
    assert len(days) == months
    assert days[-1] == today
    assert all((each + timedelta(1)).day == 1 for each in days[:-1])
    counted = [12 * each.year + each.month for each in days]
    assert counted == list(range(counted[-1] - months + 1, counted[-1] + 1))


@given(DAYS)
def test_the_end_of_a_month_is_not_told_twice(day: date) -> None:
    end = day.replace(day=monthrange(day.year, day.month)[1])
    assert month_ends(end, 2)[0] < end.replace(day=1)


def test_a_leap_year_has_its_day() -> None:
    ends = (date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 5))
    assert month_ends(date(2028, 3, 5), 4) == ends


def test_months_begin_with_the_calendar() -> None:
    assert month_ends(date(1, 2, 3), 24) == (date(1, 1, 31), date(1, 2, 3))


def test_a_point_counts_the_whole_registry_on_its_day() -> None:
    made = registry([output("a", reviews=[review("2026-03-01")]), output("b")])
    day = date(2027, 1, 31)
    assert point(day, "c", made).indicators == stats(Standings(made, day)).total
    assert point(day, "c", None).indicators is None
