from collections import Counter
from collections.abc import Mapping
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model.record import Output
from governance.rules.load_ahead import load_ahead
from governance.rules.standing import Standings
from tests.conftest import SOAK
from tests.helpers.registries import output, registry, review

TODAY = date(2027, 6, 15)
CYCLES = ("P1D", "P2W", "P1M", "P3M", "P6M", "P7M", "P1Y", "P14M", "P3Y", "never")
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def ahead(*outputs: tuple[str, str], cycle: str = "P1Y") -> dict[str, int]:
    """Outputs by id and the day of their last review, all in a cycle."""
    made = [output(id, review={"cycle": cycle}, reviews=[review(day)]) for id, day in outputs]
    return counted(made, TODAY)


def counted(outputs: list[Output], today: date) -> dict[str, int]:
    """How many are past their due date, and the months that have a review."""
    standings = Standings(registry(outputs), today)
    found = load_ahead(map(standings.of, outputs), standings.days, today)
    assert len(found.months) == 12
    months = {f"{month:%Y-%m}": n for month, n in found.months if n}
    return {"past": found.past, **months}


def test_reviews_are_counted_in_the_month_in_which_they_are_due() -> None:
    found = ahead(("a", "2026-09-01"), ("b", "2026-09-29"), ("c", "2027-05-31"))
    assert found == {"past": 0, "2027-09": 2, "2028-05": 1}


def test_what_was_due_before_stands_apart_and_the_day_itself_is_not_past() -> None:
    assert ahead(("a", "2026-06-01"), ("b", "2026-06-15")) == {"past": 1, "2027-06": 1}


def test_what_lies_further_ahead_is_not_counted() -> None:
    assert ahead(("a", "2027-06-01")) == {"past": 0}


def test_a_draft_is_no_load() -> None:
    assert counted([output(status="draft")], TODAY) == {"past": 0}


def test_each_round_of_a_short_cycle_is_counted() -> None:
    found = ahead(("a", "2027-02-01"), cycle="P6M")
    assert found == {"past": 0, "2027-08": 1, "2028-02": 1}


def test_a_review_past_its_day_is_followed_by_the_next_as_if_it_were_done_today() -> None:
    found = ahead(("a", "2026-12-01"), cycle="P6M")
    assert found == {"past": 1, "2027-12": 1}


def played(given: Output, today: date) -> Counter[str]:
    """The same, played through: each review is written into the record on the day it is done."""
    last = f"{today.year + 1 - (today.month == 1)}-{(today.month - 2) % 12 + 1:02}"
    found: Counter[str] = Counter()
    day = today
    while due := Standings(registry([given]), day).of(given).due:
        day = max(due, today)
        if f"{day:%Y-%m}" > last:
            break
        found["past" if due < today else f"{day:%Y-%m}"] += 1
        done = [each.model_dump(mode="json", by_alias=True) for each in given.reviews]
        given = output(given.id, review=given.review, reviews=[*done, review(day.isoformat())])
    return found


@st.composite
def records(draw: st.DrawFn) -> Output:
    cycle = draw(st.sampled_from(CYCLES))
    rule: Mapping[str, object] = {"cycle": cycle}
    if cycle == "never":
        rule = {"cycle": cycle, "never_reason": "r"}
    elif day := draw(st.none() | DAYS):
        agreed = {"cycle": 1, "due": day.isoformat(), "date": "2024-01-01", "reason": "r"}
        rule = {"cycle": cycle, "schedule": [agreed]}
    return output("a", registered=draw(DAYS).isoformat(), review=rule)


@settings(max_examples=300 if SOAK else 30)
@given(record=records(), today=DAYS)
def test_the_load_is_what_comes_when_each_review_is_done_on_its_day(
    record: Output, today: date
) -> None:
    assert counted([record], today) == {"past": 0, **played(record, today)}
