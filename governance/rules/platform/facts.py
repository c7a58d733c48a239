"""Which facts that are not known could change the order, and how many it takes.

A fact is the score of one candidate on one criterion where it is not certain. A fact narrows a
range, so it never undoes what is certain; it can only decide what is open.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from governance.rules.platform.scores import Pair, Ranges, Weight, lead


class Fact(NamedTuple):
    """The score of a candidate on the criterion of a number."""

    candidate: str
    at: int


def unknown(ranges: Ranges) -> Iterator[Fact]:
    """Every fact that is not certain."""
    for candidate, cells in ranges.items():
        for at, each in enumerate(cells):
            if each.low < each.high:
                yield Fact(candidate, at)


def deciding(weights: Sequence[Weight], ranges: Ranges) -> dict[Fact, frozenset[Pair]]:
    """The facts of which one alone could change the order, with the pairs it could decide.

    A high score may put its candidate ahead of another, a low one behind: not both at once.
    """
    found: dict[Fact, set[Pair]] = {}
    for one, other in permutations(ranges, 2):
        now = lead(weights, ranges[one], ranges[other])
        if now > 0:
            continue
        for fact in unknown({each: ranges[each] for each in (one, other)}):
            each = ranges[fact.candidate][fact.at]
            if now + weights[fact.at] * (each.high - each.low) > 0:
                found.setdefault(fact, set()).add((one, other))
    return {fact: frozenset(pairs) for fact, pairs in found.items()}


def fewest(weights: Sequence[Weight], ranges: Ranges, pair: Pair) -> int | None:
    """How many facts it takes at least until the first is ahead; None where none can do it."""
    one, other = pair
    gains = _gains(weights, ranges, one) + _gains(weights, ranges, other)
    return _needed(lead(weights, ranges[one], ranges[other]), gains)


def fewest_to_recommend(weights: Sequence[Weight], ranges: Ranges, candidate: str) -> int | None:
    """How many facts it takes at least until a candidate is ahead of all others, None for never.

    Its own facts count against each other candidate at once: each number of them is tried.
    """
    own = _gains(weights, ranges, candidate)
    tried = [_with_own(weights, ranges, candidate, own[:taken]) for taken in range(len(own) + 1)]
    return min((each for each in tried if each is not None), default=None)


def _with_own(
    weights: Sequence[Weight], ranges: Ranges, candidate: str, own: Sequence[Weight]
) -> int | None:
    count = len(own)
    for other in ranges:
        if other != candidate:
            now = lead(weights, ranges[candidate], ranges[other]) + sum(own)
            needed = _needed(now, _gains(weights, ranges, other))
            if needed is None:
                return None
            count += needed
    return count


def _gains(weights: Sequence[Weight], ranges: Ranges, candidate: str) -> list[Weight]:
    """What each fact of a candidate can move a lead by, the most first."""
    widths = (
        weight * (each.high - each.low)
        for weight, each in zip(weights, ranges[candidate], strict=True)
    )
    return sorted((each for each in widths if each), reverse=True)


def _needed(now: Weight, gains: Sequence[Weight]) -> int | None:
    count = 0
    for gain in sorted(gains, reverse=True):
        if now > 0:
            break
        now += gain
        count += 1
    return count if now > 0 else None
