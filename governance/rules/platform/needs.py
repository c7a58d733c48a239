"""What the outputs of the registry ask of a platform, counted from their records on a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from governance.model.period import Period
from governance.rules.standing import NEVER, Standings

MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365
IN_USE = ("draft", "current")

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Needs:
    """Counts of the outputs in use or in the making; pairs of key and count, the most first.

    `formats` and `languages` are those of the places where outputs can be read, and
    `originals` those that they are written in; `placeless` have no place. `files` are places in
    this repository. `cycles` are review cycles of the current outputs, and `reviews_a_year` is what
    they make together. `largest` is the most outputs of one owner. `accepted` owners are those
    that have said yes to each output of theirs.
    """

    outputs: int
    drafts: int
    kinds: Counts
    originals: Counts
    languages: Counts
    formats: Counts
    places: int
    files: int
    placeless: int
    versions: int
    unversioned: int
    owners: int
    accepted: int
    unowned: int
    largest: int
    cycles: Counts
    reviews_a_year: Fraction
    needs_open: int
    accessibility: Counts
    unlicensed: int


def needs(standings: Standings) -> Needs:
    """What the records of a registry say on the day of its standings."""
    outputs = [each for each in standings.registry.outputs.values() if each.status in IN_USE]
    places = [place for each in outputs for place in each.locations]
    owned = Counter(each.owner for each in outputs if each.owner)
    hesitant = {each.owner for each in outputs if standings.of(each).owner_state != "accepted"}
    cycles = [standings.of(each).cycle for each in outputs if each.status == "current"]
    return Needs(
        outputs=len(outputs),
        drafts=sum(each.status == "draft" for each in outputs),
        kinds=_counts(each.kind for each in outputs),
        originals=_counts(each.language for each in outputs),
        languages=_counts(each.language for each in places),
        formats=_counts(each.format for each in places),
        places=len(places),
        files=sum(each.path is not None for each in places),
        placeless=sum(not each.locations for each in outputs),
        versions=sum(len(each.versions) for each in outputs),
        unversioned=sum(not each.versions for each in outputs),
        owners=len(owned),
        accepted=len(owned.keys() - hesitant),
        unowned=sum(each.owner is None for each in outputs),
        largest=max(owned.values(), default=0),
        cycles=_counts(cycles),
        reviews_a_year=sum(map(_a_year, cycles), Fraction()),
        needs_open=sum(len(standings.of(each).open_needs) for each in outputs),
        accessibility=_counts(each.accessibility for each in outputs),
        unlicensed=sum(each.license is None for each in outputs),
    )


def _counts(keys: Iterable[str]) -> Counts:
    return tuple(sorted(Counter(keys).items(), key=lambda each: (-each[1], each[0])))


def _a_year(cycle: str) -> Fraction:
    """How often a year a cycle comes round."""
    if cycle == NEVER:
        return Fraction()
    period = Period.parse(cycle)
    return 1 / (Fraction(period.months, MONTHS_A_YEAR) + Fraction(period.days, DAYS_A_YEAR))
