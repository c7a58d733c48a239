"""Scores of platform candidates as ranges, and the order that is certain within them.

A score that nobody has given may be any: it is a range from the lowest to the highest, never zero.
Weights are numbers of at least 0, one a criterion. Everything is exact: whole numbers or fractions.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

LOWEST, HIGHEST = 0, 5  # of a score, as in model/fields.py

Weight = int | Fraction
Pair = tuple[str, str]  # the candidate ahead, the one behind


class Range(NamedTuple):
    """From the lowest to the highest that a score may be."""

    low: int
    high: int


ANY = Range(LOWEST, HIGHEST)
Ranges = Mapping[str, Sequence[Range]]  # candidate -> a range for each criterion


class Total(NamedTuple):
    """A weighted mean on the scale of the scores: its worst and its best case."""

    low: Fraction
    high: Fraction


def total(weights: Sequence[Weight], ranges: Sequence[Range]) -> Total:
    """The weighted mean of a candidate. Raises ZeroDivisionError where no criterion weighs."""
    whole = Fraction(sum(weights))
    low = sum((weight * each.low for weight, each in zip(weights, ranges, strict=True)), Fraction())
    high = sum(
        (weight * each.high for weight, each in zip(weights, ranges, strict=True)), Fraction()
    )
    return Total(low / whole, high / whole)


def lead(weights: Sequence[Weight], first: Sequence[Range], second: Sequence[Range]) -> Weight:
    """By how much the worst case of the first is above the best of the second, in weighted points.

    The facts of two candidates are different facts, so both cases may come true at once.
    """
    return sum(
        weight * (one.low - other.high)
        for weight, one, other in zip(weights, first, second, strict=True)
    )


def order(weights: Sequence[Weight], ranges: Ranges) -> frozenset[Pair]:
    """Who is ahead of whom whatever the scores are within their ranges."""
    return frozenset(
        (one, other)
        for one, other in permutations(ranges, 2)
        if lead(weights, ranges[one], ranges[other]) > 0
    )
