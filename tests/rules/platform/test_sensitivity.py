"""The room of a weight and the facts that decide, against trying them."""

from fractions import Fraction
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.platform.facts import (
    Fact,
    deciding,
    fewest,
    fewest_to_recommend,
    unknown,
)
from governance.rules.platform.scores import ANY, Range, Ranges, Weight, order
from governance.rules.platform.sensitivity import Room, room
from tests.rules.platform.boards import Board, boards, narrowed

HAIR = Fraction(1, 10**9)


def moved(weights: list[int], at: int, weight: Weight) -> list[Weight]:
    return [*weights[:at], weight, *weights[at + 1 :]]


@given(boards(), st.data())
def test_the_order_stands_inside_the_room(board: Board, data: st.DataObject) -> None:
    weights, ranges = board
    at = data.draw(st.integers(0, len(weights) - 1))
    found = room(weights, ranges, at)
    low = found.below.weight if found.below else Fraction()
    high = found.above.weight if found.above else Fraction(10**6)
    inside = [low + (high - low) * data.draw(st.fractions(0, 1)) for _ in range(4)]
    for weight in inside:
        if low < weight < high or weight == weights[at]:
            assert order(moved(weights, at, weight), ranges) == order(weights, ranges)


@given(boards(), st.data())
def test_the_order_changes_just_outside_as_it_is_told(board: Board, data: st.DataObject) -> None:
    weights, ranges = board
    at = data.draw(st.integers(0, len(weights) - 1))
    found = room(weights, ranges, at)
    now = order(weights, ranges)
    for end, step in ((found.below, -HAIR), (found.above, HAIR)):
        if end is None:
            continue
        assert end.lost or end.won
        assert end.weight >= 0
        assert end is found.above or end.weight > 0 or not end.holds  # below 0 nothing changes
        here = order(moved(weights, at, end.weight), ranges)
        assert here == (now if end.holds else now - end.lost)
        if end.weight + step >= 0:
            beyond = order(moved(weights, at, end.weight + step), ranges)
            assert beyond == (now - end.lost) | end.won


@given(boards(least=2), st.data())
def test_the_lead_of_one_candidate_stands_in_a_room_of_its_own(
    board: Board, data: st.DataObject
) -> None:
    weights, ranges = board
    at = data.draw(st.integers(0, len(weights) - 1))
    weight = data.draw(st.fractions(0, 20))
    for name in ranges:
        ahead = {pair for pair in order(weights, ranges) if pair[0] == name}
        then = {pair for pair in order(moved(weights, at, weight), ranges) if pair[0] == name}
        assert (ahead <= then) == _inside(room(weights, ranges, at, lead_of=name), weight)


def _inside(found: Room, weight: Fraction) -> bool:
    below = found.below is None or weight > found.below.weight
    above = found.above is None or weight < found.above.weight
    return below and above


@given(boards(), st.data())
def test_without_an_end_no_weight_changes_the_order(board: Board, data: st.DataObject) -> None:
    weights, ranges = board
    at = data.draw(st.integers(0, len(weights) - 1))
    found = room(weights, ranges, at)
    tried = [Fraction()] if found.below is None else []
    tried += [Fraction(10**9)] if found.above is None else []
    for weight in tried:
        assert order(moved(weights, at, weight), ranges) == order(weights, ranges)


def test_a_room_that_can_be_worked_out_by_hand() -> None:
    # a leads by 2·w - 3: it is ahead from 1.5 on.
    ranges = {"a": [Range(4, 4), Range(1, 1)], "b": [Range(2, 2), Range(4, 4)]}
    found = room([2, 1], ranges, 0)
    assert found.above is None
    assert found.below is not None
    assert (found.below.weight, found.below.holds) == (Fraction(3, 2), False)
    assert found.below.lost == {("a", "b")}
    assert room([2, 1], ranges, 1).above is not None


def test_where_nothing_is_assessed_no_weight_matters() -> None:
    ranges = {"a": [ANY, ANY], "b": [ANY, ANY]}
    assert room([1, 1], ranges, 0) == Room(None, None)


@given(boards(most=3, criteria=3))
def test_the_facts_that_decide_are_those_that_can_change_the_order(board: Board) -> None:
    weights, ranges = board
    now = order(weights, ranges)
    tried = {}
    for fact in unknown(ranges):
        each = ranges[fact.candidate][fact.at]
        after = [
            order(weights, narrowed(ranges, *fact, score))
            for score in range(each.low, each.high + 1)
        ]
        assert all(now <= pairs for pairs in after)
        if won := frozenset().union(*after) - now:
            tried[fact] = won
    assert deciding(weights, ranges) == tried


@given(boards(most=2, criteria=3, least=2))
def test_the_fewest_facts_for_a_pair_are_the_fewest_of_all_choices(board: Board) -> None:
    weights, ranges = board
    for pair in permutations(ranges, 2):
        assert fewest(weights, ranges, pair) == _tried(weights, ranges, pair[0])


@given(boards(most=3, criteria=2, least=2))
def test_the_fewest_facts_for_a_recommendation(board: Board) -> None:
    weights, ranges = board
    for name in ranges:
        assert fewest_to_recommend(weights, ranges, name) == _tried(weights, ranges, name)


def _tried(weights: list[int], ranges: Ranges, name: str) -> int | None:
    """The same by trying every choice of facts, the smallest first."""
    facts = list(unknown(ranges))
    for count in range(len(facts) + 1):
        if any(_leads(weights, ranges, chosen, name) for chosen in combinations(facts, count)):
            return count
    return None


def _leads(weights: list[int], ranges: Ranges, chosen: tuple[Fact, ...], name: str) -> bool:
    """Whether a candidate leads all others when the chosen facts are as good for it as may be."""
    known = dict(ranges)
    for fact in chosen:
        each = ranges[fact.candidate][fact.at]
        score = each.high if fact.candidate == name else each.low
        known = narrowed(known, fact.candidate, fact.at, score)
    pairs = order(weights, known)
    return all((name, other) in pairs for other in ranges if other != name)
