"""What may be recommended, as far as the evidence carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from governance.rules.platform.dominance import dominance
from governance.rules.platform.scores import Ranges, Weight, order


@dataclass(frozen=True)
class Verdict:
    """`leader`: one candidate is ahead of all others; `partial`: some are behind another for sure.

    `none`: no two can be put in order; `too-few`: there are no two. `behind` are those that cannot
    be the best whatever is found out. `always` says that the leader leads with any weights.
    """

    kind: Literal["leader", "partial", "none", "too-few"]
    leader: str | None = None
    behind: tuple[str, ...] = ()
    always: bool = False


def verdict(weights: Sequence[Weight], ranges: Ranges) -> Verdict:
    """What the ranges carry under the weights."""
    if len(ranges) < 2:  # noqa: PLR2004 - an order is of two at least
        return Verdict("too-few")
    pairs = order(weights, ranges)
    behind = tuple(name for name in ranges if any(name == other for _, other in pairs))
    for name in ranges:
        others = {(name, other) for other in ranges if other != name}
        if others <= pairs:
            return Verdict("leader", name, behind, always=others <= dominance(ranges))
    return Verdict("partial" if pairs else "none", behind=behind)
