"""Steps by month: every month once, the newest first, and nothing lost between them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from governance.model.change import Difference, Step
from governance.publish.months import Month, before, by_year, months

DAYS = st.dates(date(1969, 1, 1), date(2101, 12, 31))
NOTHING = Difference((), {})


def step(day: date, number: int) -> Step:
    return Step(str(number), day, 0, "", NOTHING)


# Clocks differ: a walk need not go back in time.
WALKS = st.lists(DAYS, max_size=12).map(
    lambda days: [step(day, number) for number, day in enumerate(days)]
)


def is_next(month: Month, older: Month) -> bool:
    """Whether the day before the first of a month lies in the other."""
    return (month.first - timedelta(days=1)).replace(day=1) == older.first


@given(WALKS, DAYS)
def test_every_month_of_the_years_with_a_step_stands_once(walk: list[Step], until: date) -> None:
    found = months(walk, until)
    begun = [each for each in walk if each.day.replace(day=1) <= until.replace(day=1)]
    if not begun:
        assert found == []
        return
    assert found[0].first == until.replace(day=1)
    assert found[-1].first == min(each.day for each in begun).replace(day=1)
    years = {month.first.year for month in found}
    assert years == {each.day.year for each in begun} | {until.year}
    for one, other in pairwise(found):
        assert is_next(one, other) or one.first.month == 1


def test_a_year_without_a_step_has_no_months() -> None:
    found = months([step(date(1970, 1, 1), 1), step(date(2026, 11, 24), 0)], date(2026, 12, 5))
    assert {month.first.year for month in found} == {1970, 2026}


@given(WALKS, DAYS)
def test_each_step_is_in_its_month_and_in_no_other(walk: list[Step], until: date) -> None:
    found = months(walk, until)
    for month in found:
        assert [*month.steps] == [each for each in walk if each.day.replace(day=1) == month.first]
    told = sorted(int(each.commit) for month in found for each in month.steps)
    assert told == [
        int(each.commit) for each in walk if each.day.replace(day=1) <= until.replace(day=1)
    ]


@given(DAYS)
def test_the_month_before_holds_the_day_before_the_first(day: date) -> None:
    assert before(day) == (day.replace(day=1) - timedelta(days=1)).replace(day=1)


@given(WALKS, DAYS)
def test_years_hold_their_months_in_order(walk: list[Step], until: date) -> None:
    found = months(walk, until)
    years = by_year(found)
    assert [month for year in years.values() for month in year] == found
    assert all(month.first.year == year for year, members in years.items() for month in members)
    assert list(years) == sorted(years, reverse=True)
