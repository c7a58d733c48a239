"""Everything that the platform report tells, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.platform.assessment import Assessment, assessment, ranges
from governance.rules.platform.dominance import dominance
from governance.rules.platform.facts import (
    Fact,
    deciding,
    fewest,
    fewest_to_recommend,
)
from governance.rules.platform.needs import Needs, needs
from governance.rules.platform.scores import Pair, Total, order, total
from governance.rules.platform.sensitivity import Room, room
from governance.rules.platform.verdict import Verdict, verdict
from governance.rules.standing import Standings


@dataclass(frozen=True)
class Report:
    """The candidates of a registry on a day, those with the best worst case first.

    `means` are None where a score is missing. `rooms` are those of the weights, in the order of the
    criteria, and `leads` those in which the leader stays it: none where nobody leads. `deciding`
    are facts of which one alone could change the order; `fewest` is how many it takes at least
    until any two more are in order, `to_recommend` until a candidate can be recommended: None
    where no facts can do it. `without_stale` is the verdict if nothing that was checked too long
    ago counted.
    """

    registry: Registry
    today: date
    known: Assessment
    totals: Mapping[str, Total]
    means: Mapping[str, Fraction | None]
    order: frozenset[Pair]
    dominance: frozenset[Pair]
    rooms: tuple[Room, ...]
    leads: tuple[Room, ...]
    deciding: Mapping[Fact, frozenset[Pair]]
    fewest: int | None
    to_recommend: int | None
    verdict: Verdict
    without_stale: Verdict
    needs: Needs
    standings: Standings

    def output(self, name: str) -> Output | None:
        """The output that a candidate is in this registry; None where it is none."""
        return self.registry.outputs.get(self.registry.platforms[name].output or "")

    @property
    def rests_on_stale(self) -> bool:
        """Whether the verdict would be another without what was checked too long ago."""
        one, other = self.verdict, self.without_stale
        return (one.kind, one.leader, one.behind) != (other.kind, other.leader, other.behind)

    @property
    def assessed(self) -> int:
        """How many scores there are."""
        return sum(each.is_assessed for cells in self.known.values() for each in cells)

    @property
    def cells(self) -> int:
        """How many scores there could be."""
        return sum(len(cells) for cells in self.known.values())


def platform_report(registry: Registry, today: date, standings: Standings | None = None) -> Report:
    """What can be said of the candidates; `standings` where they are known already.

    Raises Refused where the policies could not be read.
    """
    standings = standings or Standings(registry, today)
    weights = [each.weight for each in registry.rules.platform.criteria]
    known = assessment(registry, today)
    scores = ranges(known)
    totals = {name: total(weights, cells) for name, cells in scores.items()}
    best_first = sorted(known, key=lambda name: (-totals[name].low, -totals[name].high, name))
    known = {name: known[name] for name in best_first}
    scores = {name: scores[name] for name in best_first}
    now = order(weights, scores)
    open_pairs = [
        (one, other)
        for one in scores
        for other in scores
        if one != other and (one, other) not in now
    ]
    found = verdict(weights, scores)
    counts = [fewest(weights, scores, pair) for pair in open_pairs]
    ways = [fewest_to_recommend(weights, scores, name) for name in scores]
    fresh = ranges(assessment(registry, today, stale_counts=False))
    return Report(
        registry=registry,
        today=today,
        known=known,
        totals={name: totals[name] for name in best_first},
        means={name: _mean(weights, known, name) for name in best_first},
        order=now,
        dominance=dominance(scores),
        rooms=tuple(room(weights, scores, at) for at in range(len(weights))),
        leads=tuple(room(weights, scores, at, found.leader) for at in range(len(weights)))
        if found.leader
        else (),
        deciding=deciding(weights, scores),
        fewest=min((each for each in counts if each is not None), default=None),
        to_recommend=min((each for each in ways if each is not None), default=None),
        verdict=found,
        without_stale=verdict(weights, fresh),
        needs=needs(standings),
        standings=standings,
    )


def _mean(weights: list[int], known: Assessment, name: str) -> Fraction | None:
    means = [each.mean for each in known[name] if each.mean is not None]
    if len(means) < len(weights):
        return None
    pairs = zip(weights, means, strict=True)
    return sum((weight * mean for weight, mean in pairs), Fraction()) / sum(weights)
