from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.policy import ReviewPolicy
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.model.working_days import working_days
from governance.rules.edits.schedule import spread_first_reviews
from governance.rules.quiet import is_quiet
from governance.rules.spread import FirstReview, days_of, month_of, spread
from tests.helpers.edits import read_whole
from tests.helpers.registries import REVIEW, output, registry


def whole(*arguments: Any, **more: Any) -> Registry:
    return read_whole(registry(*arguments, **more))


START = date(2026, 11, 24)
QUIET = [
    {"from": "07-01", "to": "07-31", "title": {"fi": "heinäkuu"}},
    {"from": "12-21", "to": "01-06", "title": {"fi": "joulu"}},
]
POLICY = ReviewPolicy.model_validate({**REVIEW, "quiet_periods": QUIET})
WORKING = working_days("FI")
FURTHEST = date(2027, 11, 24)


def work_days(months: int, start: date = START, furthest: date = FURTHEST) -> list[date]:
    return [
        day
        for day in days_of(start, months, furthest)
        if WORKING.is_working_day(day) and not is_quiet(POLICY, day)
    ]


REVIEWS = st.lists(
    st.builds(
        FirstReview,
        st.from_regex(r"[a-z]{1,4}", fullmatch=True),
        st.sampled_from(["", "a", "b", "c", "d"]),
        st.floats(-3, 3),
    ),
    max_size=60,
    unique_by=lambda each: each.id,
)
TAKEN = st.dictionaries(
    st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from([(2026, 12), (2027, 2), (2027, 3)])),
    st.integers(0, 4),
)


@pytest.mark.parametrize(
    ("day", "quiet"),
    [
        ("2027-06-30", False), ("2027-07-01", True), ("2027-07-31", True), ("2027-08-01", False),
        ("2026-12-20", False), ("2026-12-21", True), ("2027-01-01", True), ("2027-01-06", True),
        ("2027-01-07", False),
    ],
)  # fmt: skip
def test_quiet_periods_may_run_over_new_year(day: str, quiet: bool) -> None:
    assert is_quiet(POLICY, date.fromisoformat(day)) is quiet


@given(REVIEWS, st.integers(1, 14), st.integers(1, 5), TAKEN, st.randoms())
def test_every_date_is_a_good_day_and_no_owner_has_too_many_a_month(
    reviews: list[FirstReview], months: int, most: int, taken: dict, shuffled: object
) -> None:
    days = work_days(months)
    need = Counter(each.owner for each in reviews)
    in_days = {month_of(day) for day in days}
    room = {
        owner: sum(max(0, most - taken.get((owner, month), 0)) for month in in_days)
        for owner in need
    }
    if any(need[owner] > room[owner] for owner in need):
        with pytest.raises(Refused) as stop:
            spread(reviews, days, most, taken)
        owner = "" if stop.value.values["owner"] == "–" else stop.value.values["owner"]
        numbers = stop.value.values["count"], stop.value.values["room"]
        assert numbers == (str(need[owner]), str(room[owner]))
        assert need[owner] > room[owner]
        return
    found = spread(reviews, days, most, taken)
    assert found.keys() == {each.id for each in reviews}
    assert set(found.values()) <= set(days)
    owner_of = {each.id: each.owner for each in reviews}
    counts = Counter((owner_of[id], month_of(day)) for id, day in found.items())
    assert all(count + taken.get(key, 0) <= most for key, count in counts.items())
    mixed = list(reviews)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert spread(mixed, days, most, taken) == found


@given(REVIEWS, st.integers(6, 12))
def test_the_most_late_of_an_owner_come_first(reviews: list[FirstReview], months: int) -> None:
    found = spread(reviews, work_days(months), 60, {})
    for owner in {each.owner for each in reviews}:
        own = [each for each in reviews if each.owner == owner]
        own.sort(key=lambda each: (-each.lateness, each.id))
        dates = [found[each.id] for each in own]
        assert dates == sorted(dates)


def test_dates_stand_evenly_for_each_owner_and_for_all() -> None:
    reviews = [FirstReview(f"{owner}{n}", owner, n) for owner in "abcdefgh" for n in range(6)]
    days = work_days(12)
    found = spread(reviews, days, 3, {})
    at = sorted(days.index(day) for day in found.values())
    gaps = [second - first for first, second in pairwise(at)]
    assert max(gaps) <= 2 * len(days) / len(reviews)
    for owner in "abcdefgh":
        own = sorted(days.index(day) for id, day in found.items() if id[0] == owner)
        gaps = [second - first for first, second in pairwise(own)]
        assert max(gaps) - min(gaps) <= 1


def test_months_that_are_full_to_the_brim_still_hold_all() -> None:
    days = work_days(12)
    months = {month_of(day) for day in days}
    reviews = [FirstReview(f"x{n:02}", "a", 0) for n in range(2 * len(months))]
    found = spread(reviews, days, 2, {})
    assert set(Counter(month_of(day) for day in found.values()).values()) == {2}
    with pytest.raises(Refused) as stop:
        spread([*reviews, FirstReview("y", "a", 0)], days, 2, {})
    assert (stop.value.code, stop.value.values["owner"]) == ("spread-room", "a")


def test_without_days_nothing_can_be_spread() -> None:
    assert spread([], [], 3, {}) == {}
    with pytest.raises(Refused) as stop:
        spread([FirstReview("x", "a", 0)], [], 3, {})
    assert stop.value.code == "spread-no-days"


def test_only_first_reviews_without_a_date_are_given_one() -> None:
    agreed = [{"cycle": 1, "date": "2026-01-02", "due": "2026-12-08", "reason": "r"}]
    done = [{"date": "2026-06-01", "by": "org-a", "outcome": "valid", "evidence": "e",
             "via": "issue"}]  # fmt: skip
    base = whole(
        [
            output("first"),
            output("ended", owner="org-b"),
            output("agreed", review={"cycle": "P1Y", "schedule": agreed}),
            output("done", reviews=done),
            output("draft", status="draft"),
            output("never", review={"cycle": "never", "never_reason": "r"}),
        ],
        policy={"quiet_periods": QUIET},
    )

    def ids(*owners: str) -> set[str]:
        edits = spread_first_reviews(
            base, START, start=START - timedelta(90), months=24, owners=owners, reason="r"
        )
        for edit in (each for (each,) in edits.values()):
            due = date.fromisoformat(edit.entry["due"])
            assert edit.entry == {
                "cycle": 1, "date": "2026-11-24", "due": str(due), "reason": "r",
            }  # fmt: skip
            assert START <= due <= FURTHEST
        return {path.rpartition("/")[2].removesuffix(".yaml") for path in edits}

    assert ids() == {"first", "ended"}
    assert ids("org-b") == {"ended"}
