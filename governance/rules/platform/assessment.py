"""Evidence -> what the score of each candidate on each criterion may be, on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from governance.model.period import Period
from governance.model.record import Platform, PlatformEvidence
from governance.model.registry import Registry
from governance.rules.platform.scores import ANY, Range

# `ahead`: dated after today, so it does not count yet. `stale`: to be checked again.
Age = Literal["fresh", "stale", "ahead"]


@dataclass(frozen=True)
class Piece:
    """One piece of evidence with its age on the day."""

    evidence: PlatformEvidence
    age: Age


@dataclass(frozen=True)
class Cell:
    """What is known of one candidate on one criterion: the pieces, and those scores that count."""

    pieces: tuple[Piece, ...]
    scores: tuple[int, ...]

    @property
    def is_assessed(self) -> bool:
        """Whether somebody has given a score."""
        return bool(self.scores)

    @property
    def range(self) -> Range:
        """What the score may be: from the lowest to the highest given; any, where none is."""
        return Range(min(self.scores), max(self.scores)) if self.scores else ANY

    @property
    def mean(self) -> Fraction | None:
        """The mean of the scores given."""
        return Fraction(sum(self.scores), len(self.scores)) if self.scores else None

    @property
    def is_stale(self) -> bool:
        """Whether a score here was checked too long ago."""
        return any(each.age == "stale" and each.evidence.score is not None for each in self.pieces)


Assessment = dict[str, tuple[Cell, ...]]  # candidate -> a cell for each criterion, in order


def assessment(registry: Registry, today: date, *, stale_counts: bool = True) -> Assessment:
    """Every candidate of the registry, those in order of their ids.

    Without `stale_counts` a score that was checked too long ago is no score. Raises Refused where
    the policies could not be read.
    """
    policy = registry.rules.platform
    limit = Period.parse(policy.evidence_limit)
    criteria = [each.id for each in policy.criteria]
    ages: Sequence[Age] = ("fresh", "stale") if stale_counts else ("fresh",)
    return {
        name: tuple(_cells(registry.platforms[name], criteria, limit, today, ages))
        for name in sorted(registry.platforms)
    }


def ranges(known: Assessment) -> dict[str, tuple[Range, ...]]:
    """What the scores may be."""
    return {name: tuple(each.range for each in cells) for name, cells in known.items()}


def _cells(
    platform: Platform, criteria: Iterable[str], limit: Period, today: date, ages: Sequence[Age]
) -> Iterable[Cell]:
    pieces = [Piece(each, _age(each, limit, today)) for each in platform.evidence]
    for criterion in criteria:
        here = tuple(each for each in pieces if each.evidence.criterion == criterion)
        scores = (each.evidence.score for each in here if each.age in ages)
        yield Cell(here, tuple(score for score in scores if score is not None))


def _age(evidence: PlatformEvidence, limit: Period, today: date) -> Age:
    if evidence.checked > today:
        return "ahead"
    return "stale" if limit.after(evidence.checked) <= today else "fresh"
