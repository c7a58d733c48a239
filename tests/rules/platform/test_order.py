"""Scores, order and dominance against every case that the ranges allow."""

from fractions import Fraction
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.platform.dominance import dominance
from governance.rules.platform.scores import ANY, Range, order, total
from governance.rules.platform.verdict import verdict
from tests.rules.platform.boards import Board, boards, cases, points

SMALL = boards(most=3, criteria=2)
WEIGHTS = st.one_of(st.integers(1, 50), st.fractions(Fraction(1, 50), 50))


@given(SMALL)
def test_a_pair_is_in_order_when_it_is_in_every_case(board: Board) -> None:
    weights, ranges = board
    told = order(weights, ranges)
    for one, other in permutations(ranges, 2):
        every = product(cases(ranges[one]), cases(ranges[other]))
        assert ((one, other) in told) == all(
            points(weights, a) > points(weights, b) for a, b in every
        )


@given(boards(most=1, criteria=3, least=1))
def test_a_total_reaches_from_the_worst_case_to_the_best(board: Board) -> None:
    weights, ranges = board
    found = [points(weights, case) / sum(weights) for case in cases(ranges["a"])]
    assert total(weights, ranges["a"]) == (min(found), max(found))


def test_what_nobody_has_assessed_is_no_zero() -> None:
    assert total([1, 1], [ANY, Range(4, 4)]) == (2, Fraction(9, 2))
    assert order([1, 1], {"poor": [Range(1, 1)] * 2, "unknown": [ANY] * 2}) == frozenset()


@given(boards(), st.data())
def test_dominance_contradicts_no_weights(board: Board, data: st.DataObject) -> None:
    weights, ranges = board
    other = data.draw(st.lists(WEIGHTS, min_size=len(weights), max_size=len(weights)))
    assert dominance(ranges) <= order(other, ranges)


@given(boards(criteria=3))
def test_what_is_no_dominance_is_contradicted_by_some_weights(board: Board) -> None:
    weights, ranges = board
    for one, other in permutations(ranges, 2):
        if (one, other) not in dominance(ranges):
            places = range(len(weights))
            heavy = [[1000 if at == heaviest else 1 for at in places] for heaviest in places]
            assert any((one, other) not in order(each, ranges) for each in heavy)


@given(boards())
def test_the_order_has_no_rings(board: Board) -> None:
    told = order(*board)
    assert not any((other, one) in told for one, other in told)
    assert {(a, d) for a, b in told for c, d in told if b == c} <= told


@given(st.one_of(boards(most=3, criteria=1), boards(most=2, criteria=2)))
def test_the_verdict_says_what_holds_in_every_case(board: Board) -> None:
    weights, ranges = board
    said = verdict(weights, ranges)
    sums = [{points(weights, case) for case in cases(each)} for each in ranges.values()]
    table = [dict(zip(ranges, case, strict=True)) for case in product(*sums)]

    def best(name: str) -> bool:
        others = [each for each in ranges if each != name]
        return all(case[name] > case[each] for case in table for each in others)

    leaders = [name for name in ranges if best(name)] if len(ranges) > 1 else []
    assert ([said.leader] if said.leader else []) == leaders
    assert (said.kind == "leader") == bool(leaders)
    for name in said.behind:
        assert not any(case[name] == max(case.values()) for case in table)
