"""Working days against the holidays library, day by day."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.working_days import WorkingDays, calendars, working_days

START, END = date(2026, 1, 1), date(2030, 12, 31)
EVERY_DAY = [START + timedelta(number) for number in range((END - START).days + 1)]
DAYS = st.dates(START, END)
FINLAND = working_days("FI")


def is_working(day: date, country: str = "FI") -> bool:
    return day.isoweekday() < 6 and day not in holidays.country_holidays(country)


def test_every_day_of_five_years_agrees_with_the_calendar() -> None:
    calendar = holidays.country_holidays("FI")
    wrong = [
        day
        for day in EVERY_DAY
        if FINLAND.is_working_day(day) != (day.isoweekday() < 6 and day not in calendar)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 1), date(2027, 1, 6), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6),
        date(2027, 6, 25), date(2027, 12, 6), date(2027, 12, 24), date(2028, 12, 25), date(2028,
        12, 26),
    ],
)  # fmt: skip
def test_a_finnish_holiday_on_a_weekday_is_no_working_day(day: date) -> None:
    assert day.isoweekday() < 6
    assert not FINLAND.is_working_day(day)


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    found = FINLAND.on_or_after(day)
    between = [day + timedelta(number) for number in range((found - day).days)]
    assert is_working(found)
    assert not any(is_working(each) for each in between)


def test_easter_and_christmas_move_a_date_over_all_their_days() -> None:
    assert FINLAND.on_or_after(date(2027, 3, 26)) == date(2027, 3, 30)
    assert FINLAND.on_or_after(date(2027, 12, 24)) == date(2027, 12, 27)


def test_extra_holidays_are_none_and_removed_ones_are_working_days() -> None:
    friday, independence = date(2027, 12, 3), date(2027, 12, 6)
    days = working_days("FI", extra=[friday], removed=[independence])
    assert not days.is_working_day(friday)
    assert days.is_working_day(independence)
    assert days.on_or_after(friday) == independence


def test_a_removed_holiday_on_a_weekend_stays_a_weekend() -> None:
    saturday = date(2026, 12, 26)
    assert not working_days("FI", removed=[saturday]).is_working_day(saturday)


@pytest.mark.parametrize("country", ["SE", "EE", "DE"])
def test_other_calendars_are_the_librarys_too(country: str) -> None:
    calendar = holidays.country_holidays(country)
    days = WorkingDays(country)
    assert all(
        days.is_working_day(day) == (day.isoweekday() < 6 and day not in calendar)
        for day in EVERY_DAY
    )


def test_the_known_calendars_are_two_letters() -> None:
    assert {"FI", "SE"} <= calendars()
    assert all(len(name) == 2 for name in calendars())
