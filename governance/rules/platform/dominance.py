"""Who is worse in everything: the order that holds whatever the weights are."""

from itertools import permutations

from governance.rules.platform.scores import Pair, Ranges


def dominance(ranges: Ranges) -> frozenset[Pair]:
    """Pairs of which the second is certainly nowhere better and somewhere worse."""
    return frozenset(
        (one, other)
        for one, other in permutations(ranges, 2)
        if all(a.low >= b.high for a, b in zip(ranges[one], ranges[other], strict=True))
        and any(a.low > b.high for a, b in zip(ranges[one], ranges[other], strict=True))
    )
