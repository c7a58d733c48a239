from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from governance.model.record import Output
from governance.rules.standing import Standing, Standings, dated_ahead, translation_lag
from tests.helpers.registries import output, registry, review

DAY = timedelta(days=1)
FINLAND = holidays.country_holidays("FI", years=range(2025, 2045))
CYCLES = {
    "P1D": relativedelta(days=1),
    "P2W": relativedelta(weeks=2),
    "P1M": relativedelta(months=1),
    "P6M": relativedelta(months=6),
    "P1Y": relativedelta(years=1),
    "P1Y6M": relativedelta(years=1, months=6),
    "P1M10D": relativedelta(months=1, days=10),
    "P10Y": relativedelta(years=10),
}
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def standing(today: str | date, made: Output | None = None, **policy: Any) -> Standing:
    made = made or output()
    day = today if isinstance(today, date) else date.fromisoformat(today)
    return Standings(registry([made], policy=policy), day).of(made)


def working_day(day: date) -> date:
    while day.weekday() >= 5 or day in FINLAND:
        day += DAY
    return day


@given(st.lists(days, max_size=4).map(sorted), st.sampled_from(sorted(CYCLES)), days)
def test_due_is_the_cycle_after_the_last_review_that_counts(
    reviewed: list[date], cycle: str, today: date
) -> None:
    made = output(review={"cycle": cycle}, reviews=[review(str(day)) for day in reviewed])
    counting = [day for day in reviewed if day <= today]
    anchor = counting[-1] if counting else date(2026, 1, 1)
    found = standing(today, made)
    assert found.number == len(counting) + 1
    assert found.anchor == anchor
    assert found.due == working_day(anchor + CYCLES[cycle])
    assert found.days_overdue == (today - found.due).days


@pytest.mark.parametrize(
    ("registered", "cycle", "due"),
    [
        ("2027-01-31", "P1M", "2027-03-01"),  # 28 February is a Sunday
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2028-02-29", "P1Y", "2029-02-28"),
        ("2025-12-24", "P1Y", "2026-12-28"),  # Christmas, then a weekend
        ("2026-06-25", "P1Y", "2027-06-28"),  # Midsummer Eve
    ],
)
def test_due_is_clamped_and_moved_to_a_working_day(registered: str, cycle: str, due: str) -> None:
    made = output(registered=registered, review={"cycle": cycle})
    assert standing("2026-01-01", made).due == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-31, "ok"), (-30, "due-soon"), (-1, "due-soon"), (0, "due"), (59, "due"), (60, "overdue")],
)
def test_the_state_follows_the_lateness_table(days: int, state: str) -> None:
    due = standing("2026-01-01").due
    assert due is not None
    assert standing(due + days * DAY).state == state


@pytest.mark.parametrize(
    ("cycle", "overdue_after"), [("P2W", 7), ("P1M", 7), ("P6M", 60), ("P1Y1D", 90), ("P10Y", 90)]
)
def test_the_row_is_the_first_that_is_long_enough(cycle: str, overdue_after: int) -> None:
    made = output(review={"cycle": cycle})
    due = standing("2026-01-01", made).due
    assert due is not None
    assert standing(due + (overdue_after - 1) * DAY, made).state == "due"
    assert standing(due + overdue_after * DAY, made).state == "overdue"


def test_without_a_cycle_of_its_own_the_kind_decides() -> None:
    found = standing("2026-01-01", output(review={}), cycles={"guide": "P6M"})
    assert (found.cycle, found.cycle_from) == ("P6M", "policy")


def test_the_first_version_is_the_anchor_before_any_review() -> None:
    made = output(versions=[{"version": "1.0", "date": "2025-06-02"}, {"version": "2.0"}])
    found = standing("2026-02-02", made)
    assert (found.anchor, found.anchor_from) == (date(2025, 6, 2), "version")


def test_not_mine_does_not_complete_a_cycle() -> None:
    made = output(reviews=[review("2026-03-02", "not-mine")])
    found = standing("2026-04-01", made)
    assert (found.number, found.owner_state) == (1, "declined")


def test_not_mine_of_an_earlier_cycle_or_owner_is_past() -> None:
    refused, done = review("2026-03-02", "not-mine"), review("2026-03-03")
    assert standing("2026-04-01", output(reviews=[refused, done])).owner_state == "accepted"
    handed_over = output(owner="org-b", owner_since="2026-03-05", reviews=[refused])
    assert standing("2026-04-01", handed_over).owner_state == "accepted"


def test_a_review_dated_ahead_does_not_count_yet() -> None:
    made = output(reviews=[review("2026-05-04")])
    assert standing("2026-05-03", made).number == 1
    assert standing("2026-05-04", made).number == 2
    assert dated_ahead(made, date(2026, 5, 3)) == (("reviews[0]", date(2026, 5, 4)),)
    assert dated_ahead(made, date(2026, 5, 4)) == ()


def agreed(cycle: int, day: str, due: str) -> dict[str, Any]:
    return {"cycle": cycle, "date": day, "due": due, "reason": "r"}


def test_the_last_agreed_date_of_the_open_cycle_is_due() -> None:
    schedule = [agreed(1, "2026-01-02", "2026-06-01"), agreed(1, "2026-02-02", "2026-09-05")]
    made = output(review={"cycle": "P1Y", "schedule": schedule})
    found = standing("2026-03-01", made)
    assert found.due == date(2026, 9, 7)  # 5 September is a Saturday
    assert found.agreed == made.review.schedule[1]
    assert standing("2026-01-15", made).due == date(2026, 6, 1)


def test_an_agreed_date_of_a_completed_cycle_counts_no_more() -> None:
    schedule = [agreed(1, "2026-01-02", "2026-06-01")]
    made = output(review={"cycle": "P1Y", "schedule": schedule}, reviews=[review("2026-03-02")])
    assert standing("2026-04-01", made).due == date(2027, 3, 2)


def test_agreed_dates_do_not_make_content_fresh() -> None:
    schedule = [agreed(2, "2027-01-04", "2027-12-01")]
    made = output(review={"cycle": "P1Y", "schedule": schedule}, reviews=[review("2026-03-02")])
    assert standing("2027-03-01", made).freshness == "in-date"
    late = standing("2027-03-02", made)
    assert (late.freshness, late.state) == ("review-due", "ok")


@pytest.mark.parametrize("status", ["draft", "superseded", "retired"])
def test_only_current_outputs_are_under_review(status: str) -> None:
    found = standing("2030-01-01", output(status=status))
    assert (found.state, found.freshness, found.due) == ("none", "no-review", None)


def test_never_is_never_due() -> None:
    made = output(review={"cycle": "never", "never_reason": "r"})
    assert standing("2035-01-01", made).state == "none"


def need(number: int, state: str, **fields: Any) -> dict[str, Any]:
    base = {"id": number, "reported": "2026-01-01", "summary": {"fi": "s"}, "state": state}
    return base | fields


@pytest.mark.parametrize(
    ("states", "reviewed", "status"),
    [
        (["in-progress", "open"], True, "update-needed"),
        (["planned", "in-progress"], True, "updating"),
        (["planned", "done"], True, "update-planned"),
        (["done", "declined"], False, "unknown"),
        (["done", "declined"], True, "up-to-date"),
    ],
)
def test_update_status_is_derived(states: list[str], reviewed: bool, status: str) -> None:
    needs = [need(at, state) for at, state in enumerate(states, 1)]
    made = output(update_needs=needs, reviews=[review("2026-01-02")] if reviewed else [])
    assert standing("2026-02-01", made).update_status == status


@pytest.mark.parametrize(("today", "state"), [("2026-03-31", "accepted"), ("2026-04-01", "ended")])
def test_an_organisation_answers_through_its_last_day(today: str, state: str) -> None:
    made = output()
    orgs = [{"id": "org-a", "ended": "2026-03-31", "successors": ["org-b"]}, {"id": "org-b"}]
    standings = Standings(registry([made], orgs), date.fromisoformat(today))
    assert standings.of(made).owner_state == state


def test_an_owner_is_proposed_until_the_day_it_accepts() -> None:
    made = output(owner_since="2026-05-04")
    assert standing("2026-05-03", made).owner_state == "proposed"
    assert standing("2026-05-04", made).owner_state == "accepted"
    assert standing("2026-05-04", output(owner=None, owner_since=None)).owner_state == "orphaned"


def test_the_last_stated_ai_impact_is_told() -> None:
    reviews = [review("2026-02-02", ai_impact="direct"), review("2026-03-02")]
    assert standing("2026-04-01", output(reviews=reviews)).ai_impact == "direct"


def test_a_translation_lags_when_it_shows_an_older_version() -> None:
    made = output(
        versions=[{"version": "1.9"}, {"version": "1.10"}],
        locations=[
            {"url": "https://a.fi", "language": "fi", "format": "html", "version": "1.10"},
            {"url": "https://a.fi/sv", "language": "sv", "format": "html", "version": "1.9"},
            {"url": "https://a.fi/en", "language": "en", "format": "html"},
        ],
    )
    assert translation_lag(made) == {"sv": "1.9"}


AHEAD = "2027-01-04"


@pytest.mark.parametrize(
    ("fields", "same_as"),
    [
        ({"reviews": [review(AHEAD)]}, {}),
        ({"reviews": [review(AHEAD, "not-mine")]}, {}),
        ({"review": {"cycle": "P1Y", "schedule": [agreed(1, AHEAD, "2028-01-03")]}}, {}),
        ({"versions": [{"version": "1.0", "date": AHEAD}]}, {}),
        ({"update_needs": [need(1, "open", reported=AHEAD)]}, {}),
        (
            {"update_needs": [need(1, "done", closed=AHEAD)]},
            {"update_needs": [need(1, "open")]},
        ),
        ({"owner_since": AHEAD}, {"owner_since": None}),
    ],
)
def test_what_is_dated_ahead_does_not_count_yet(
    fields: dict[str, Any], same_as: dict[str, Any]
) -> None:
    made = output(**fields)
    assert dated_ahead(made, date(2026, 6, 1))
    found = replace(standing("2026-06-01", made), dated_ahead=())
    assert found == standing("2026-06-01", output(**same_as))


def test_a_refusal_between_two_equal_reviews_is_of_a_cycle_that_is_past() -> None:
    done = review("2026-03-02")
    made = output(reviews=[done, review("2026-03-02", "not-mine"), done])
    assert standing("2026-04-01", made).owner_state == "accepted"
