"""Small tables of candidates and criteria for properties."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from governance.rules.platform.scores import ANY, Range, Ranges, Weight

SCORES = st.integers(0, 5)
KNOWN = SCORES.map(lambda score: Range(score, score))
SPREAD = st.tuples(SCORES, SCORES).map(lambda pair: Range(min(pair), max(pair)))
CELLS = st.one_of(KNOWN, KNOWN, SPREAD, st.just(ANY))
Board = tuple[list[int], dict[str, list[Range]]]


@st.composite
def boards(draw: st.DrawFn, most: int = 4, criteria: int = 4, least: int = 0) -> Board:
    width = draw(st.integers(1, criteria))
    weights = draw(st.lists(st.integers(1, 9), min_size=width, max_size=width))
    names = "abcd"[: draw(st.integers(least, most))]
    cells = st.lists(CELLS, min_size=width, max_size=width)
    return weights, {name: draw(cells) for name in names}


def cases(cells: list[Range]) -> list[tuple[int, ...]]:
    """Every row of scores that the ranges allow."""
    return list(product(*(range(each.low, each.high + 1) for each in cells)))


def points(weights: list[Weight] | list[int], scores: tuple[int, ...]) -> Fraction:
    return sum(
        (Fraction(weight) * score for weight, score in zip(weights, scores, strict=True)),
        Fraction(),
    )


def narrowed(ranges: Ranges, name: str, at: int, score: int) -> dict[str, list[Range]]:
    """The same table once one score is known."""
    known = {each: list(cells) for each, cells in ranges.items()}
    known[name][at] = Range(score, score)
    return known
