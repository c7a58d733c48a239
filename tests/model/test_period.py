"""Periods against python-dateutil, an independent calendar."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from governance.model.period import Period

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def text_of(years: int, months: int, days: int) -> str:
    parts = ((years, "Y"), (months, "M"), (days, "D"))
    return "P" + "".join(f"{number}{unit}" for number, unit in parts if number)


@given(DAYS, st.integers(0, 10), st.integers(0, 119), st.integers(0, 3653))
def test_a_period_ends_where_dateutil_says(start: date, years: int, months: int, days: int) -> None:
    if not years + months + days:
        return
    period = Period.parse(text_of(years, months, days))
    assert period.after(start) == start + relativedelta(years=years, months=months, days=days)


def test_each_day_of_five_years_and_each_short_period_agrees_with_dateutil() -> None:
    lengths = [("P1D", {"days": 1}), ("P1M", {"months": 1}), ("P6M", {"months": 6}),
               ("P1Y", {"years": 1}), ("P10Y", {"years": 10}), ("P2W", {"days": 14})]  # fmt: skip
    starts = [date(2026, 1, 1) + timedelta(number) for number in range(5 * 365 + 1)]
    for text, length in lengths:
        period = Period.parse(text)
        step = relativedelta(**length)  # type: ignore[arg-type]
        assert [period.after(day) for day in starts] == [day + step for day in starts]


@given(DAYS, st.integers(1, 520))
def test_weeks_are_seven_days(start: date, weeks: int) -> None:
    assert Period.parse(f"P{weeks}W").after(start) == start + timedelta(7 * weeks)


@given(DAYS, st.integers(0, 99), st.integers(0, 999), st.integers(0, 9999))
def test_no_period_that_can_be_written_leaves_the_calendar(
    start: date, years: int, months: int, days: int
) -> None:
    if years + months + days:
        assert Period.parse(text_of(years, months, days)).after(date(2199, 12, 31)) > start


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        (date(2028, 2, 29), "P1Y", date(2029, 2, 28)),
        (date(2028, 2, 29), "P4Y", date(2032, 2, 29)),
        (date(2027, 2, 28), "P1Y", date(2028, 2, 28)),
        (date(2027, 1, 31), "P1M", date(2027, 2, 28)),
        (date(2028, 1, 31), "P1M", date(2028, 2, 29)),
        (date(2027, 1, 31), "P2M", date(2027, 3, 31)),
        (date(2027, 1, 31), "P1M1D", date(2027, 3, 1)),
        (date(2027, 1, 30), "P1M1D", date(2027, 3, 1)),
        (date(2026, 12, 31), "P1D", date(2027, 1, 1)),
        (date(2026, 8, 31), "P18M", date(2028, 2, 29)),
    ],
)
def test_the_end_of_a_month_is_kept(start: date, text: str, end: date) -> None:
    assert Period.parse(text).after(start) == end


@pytest.mark.parametrize(
    "text",
    [
        "", "P", "P0Y", "P0D", "P1", "1Y", "p1y", "P1y", "P1Y ", " P1Y", "P1Y\n", "P-1Y", "-P1Y",
        "+P1Y", "P1.5Y",
        "P1,5Y", "P01Y", "PT1H", "P1YT1H", "P1D1Y", "P1M1Y", "P1W1D", "P1Y1W", "P1Y1Y", "P\uff11Y",
        "P\u0661Y", "P1Y0M",
        "P100Y", "P1000M", "P10000D", "P1000W", "year", "P1Y6", "P Y",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" if text else "^$"):
        Period.parse(text)


def test_periods_are_ordered_by_their_length() -> None:
    texts = [
        "P1D",
        "P6D",
        "P1W",
        "P27D",
        "P1M",
        "P32D",
        "P2M",
        "P6M",
        "P1Y",
        "P1Y1D",
        "P18M",
        "P10Y",
    ]
    lengths = [Period.parse(text).length for text in texts]
    assert lengths == sorted(set(lengths))
