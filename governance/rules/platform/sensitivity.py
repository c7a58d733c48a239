"""How far the weight of one criterion can move, the others standing, before the order changes.

The lead of one candidate over another is linear in a weight, so the order changes exactly where a
lead passes zero: the answer is computed, not searched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from governance.rules.platform.scores import Pair, Ranges, Weight, lead


@dataclass(frozen=True)
class End:
    """An end of the room of a weight: beyond it the order is another.

    `holds` says whether the order still stands at the end itself. `lost` are the pairs that are no
    longer certain beyond it, `won` those that become so.
    """

    weight: Fraction
    holds: bool
    lost: frozenset[Pair]
    won: frozenset[Pair]


@dataclass(frozen=True)
class Room:
    """The room of a weight; None where there is no end: down to 0, or upwards without limit."""

    below: End | None
    above: End | None


def room(weights: Sequence[Weight], ranges: Ranges, at: int, lead_of: str | None = None) -> Room:
    """The room of the weight of criterion number `at`: where the whole order stands.

    With `lead_of`, where this candidate stays ahead of all whom it is ahead of now.
    """
    below: list[tuple[Fraction, bool, Pair]] = []
    above: list[tuple[Fraction, bool, Pair]] = []
    for one, other in permutations(ranges, 2):
        slope = ranges[one][at].low - ranges[other][at].high
        if slope == 0:
            continue
        now = lead(weights, ranges[one], ranges[other])
        is_ahead = now > 0
        if lead_of is not None and not (one == lead_of and is_ahead):
            continue
        zero = Fraction(weights[at]) - Fraction(now) / slope
        # What is ahead stays so only before the zero; what is not, is not at the zero either.
        ends = below if (slope > 0) == is_ahead else above
        ends.append((zero, not is_ahead, (one, other)))
    below = [each for each in below if each[0] > 0 or (each[0] == 0 and not each[1])]
    return Room(
        _end(below, max((each[0] for each in below), default=None)),
        _end(above, min((each[0] for each in above), default=None)),
    )


def _end(ends: Sequence[tuple[Fraction, bool, Pair]], weight: Fraction | None) -> End | None:
    if weight is None:
        return None
    here = [each for each in ends if each[0] == weight]
    lost = frozenset(pair for _, gains, pair in here if not gains)
    won = frozenset(pair for _, gains, pair in here if gains)
    return End(weight, not lost, lost, won)
