"""Signs of approving in haste: told of one account, and of no one else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from governance.model.change import Change
from governance.rules.audit.signals import ALIKE, BURST, HASTE, OFTEN, WITHIN, Signal, Watch
from governance.rules.audit.values import Merge
from tests.rules.approvals.world import LEAD, OTHER
from tests.rules.audit.world import line

START = datetime(2027, 3, 1, 12, tzinfo=UTC)


def merged(number: int, after: timedelta, account: str = LEAD, evidence: str = "") -> Merge:
    """A review of output `a<number>`, approved so long after the first; its evidence if given."""
    record = ("output", f"a{number}")
    told = line(
        account,
        head=f"{number:040x}",
        time=START + after,
        change="reviewed",
        record={"type": record[0], "id": record[1]},
    )
    review = Change("reviewed", *record, "reviews", None, {"evidence": evidence or str(number)})
    commit = f"{number + 0xC0:040x}"
    return Merge(commit, 0, date(2027, 3, 1), (review,), None, (told,))


def signals(*merges: Merge) -> list[Signal]:
    watch = Watch()
    for each in merges:
        watch.see(each)
    return list(watch.signals())


def spread(count: int, step: timedelta, account: str = LEAD) -> list[Merge]:
    return [merged(number, step * number, account) for number in range(count)]


SLOW = HASTE + timedelta(seconds=1)


def test_many_within_minutes_are_a_burst() -> None:
    assert signals(*spread(BURST - 1, SLOW)) == []
    (found,) = signals(*spread(BURST, SLOW))
    assert (found.code, found.account, found.values) == ("burst", LEAD, {"n": BURST})
    assert found.commits == tuple(each.commit for each in spread(BURST, SLOW))


@pytest.mark.parametrize(("more", "expected"), [(0, ["burst"]), (1, [])])
def test_the_time_of_a_burst_has_an_end(more: int, expected: list[str]) -> None:
    first = [merged(number, SLOW * number) for number in range(BURST - 1)]
    last = merged(BURST, WITHIN + timedelta(seconds=more))
    assert [each.code for each in signals(last, *first)] == expected


def test_the_greatest_burst_is_told_once() -> None:
    many = [merged(number, SLOW * number) for number in range(BURST + 2)]
    later = [merged(100 + number, timedelta(days=1) + SLOW * number) for number in range(BURST)]
    (found,) = signals(*later, *many)
    assert found.values == {"n": BURST + 2}


def test_of_two_bursts_alike_the_first_is_told() -> None:
    first = spread(BURST, SLOW)
    later = [merged(100 + number, timedelta(days=1) + SLOW * number) for number in range(BURST)]
    (found,) = signals(*first, *later)
    assert found.commits == tuple(each.commit for each in first)


def test_of_different_accounts_nothing_adds_up() -> None:
    merges = [
        merged(number, HASTE * number, LEAD if number % 2 else OTHER, evidence="sama")
        for number in range(2 * (ALIKE - 1))
    ]
    assert signals(*merges) == []


@pytest.mark.parametrize(("step", "expected"), [(HASTE, ["haste"]), (SLOW, [])])
def test_seconds_after_the_one_before_again_and_again_is_haste(
    step: timedelta, expected: list[str]
) -> None:
    assert [each.code for each in signals(*spread(OFTEN + 1, step))] == expected


def test_haste_names_what_came_too_soon() -> None:
    merges = spread(OFTEN + 1, HASTE)
    (found,) = signals(*merges)
    assert (found.account, found.values) == (LEAD, {"n": OFTEN})
    assert found.commits == tuple(each.commit for each in merges[1:])
    assert signals(*spread(OFTEN, HASTE)) == []


def test_what_is_approved_of_one_pull_request_is_one_act() -> None:
    (one,) = spread(1, HASTE)
    lines = tuple(
        each.model_copy(update={"time": START + timedelta(seconds=n)})
        for each in one.lines
        for n in range(9)
    )
    several = Merge(one.commit, 0, one.day, (), None, lines)
    assert signals(several) == []


def test_the_first_approval_of_a_pull_request_is_the_act() -> None:
    merges = spread(BURST, SLOW)
    late = Merge(
        merges[0].commit, 0, merges[0].day, (), None,
        tuple(each.model_copy(update={"time": START + timedelta(days=2)})
              for each in merges[0].lines),
    )  # fmt: skip
    assert [each.code for each in signals(late, *merges)] == ["burst"]
    assert [each.code for each in signals(*merges, late)] == ["burst"]


def test_of_one_approval_recorded_twice_the_commit_seen_first_is_named() -> None:
    merges = spread(BURST, SLOW)
    again = [replace(each, commit=f"{number:040x}") for number, each in enumerate(merges)]
    (found,) = signals(*merges, *again)
    assert found.commits == tuple(each.commit for each in merges)


def test_the_same_words_for_several_outputs() -> None:
    words = ("Luettu, kunnossa.", "luettu,  KUNNOSSA.", " Luettu,\tkunnossa. ")
    days = [
        merged(number, timedelta(days=number), evidence=words[number % 3])
        for number in range(ALIKE)
    ]
    (found,) = signals(*days)
    assert (found.code, found.account) == ("same-words", LEAD)
    assert found.values == {"n": ALIKE, "evidence": "luettu, kunnossa."}
    assert found.commits == tuple(each.commit for each in days)
    assert signals(*days[:-1]) == []
    assert signals(*days[:-1], days[0]) == []


def test_other_changes_have_no_words() -> None:
    (one,) = spread(1, HASTE)
    renamed = Change("text-changed", "output", "a0", "title", {}, {})
    assert signals(Merge(one.commit, 0, one.day, (renamed,), None, one.lines)) == []


def test_only_who_approved_the_review_is_named() -> None:
    days = [merged(n, timedelta(days=n), evidence="sama") for n in range(ALIKE)]
    others = [
        Merge(each.commit, 0, each.day, each.changes, None,
              tuple(told.model_copy(update={"change": "text-changed", "account": OTHER})
                    for told in each.lines))
        for each in days
    ]  # fmt: skip
    assert signals(*others) == []
