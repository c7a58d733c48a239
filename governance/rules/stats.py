"""Indicators of the registry on a day, each with what it is counted of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from governance.model.record import Output
from governance.rules.standing import Standing, Standings


@dataclass(frozen=True)
class Indicators:
    """The state of some outputs.

    `outputs` are all; `current` those in use; `under_review` the current ones with a cycle.
    Of those under review: `in_date`, `review_due`, `not_yet_reviewed`, and `late` whose due date
    has come, with the median of the days since. Of the current ones: `unowned`, and by what their
    owner said or became `proposed`, `declined`, `ended`.
    `needs_open` counts needs neither done nor declined; their median age is in days.
    """

    outputs: int
    current: int
    under_review: int
    in_date: int
    review_due: int
    not_yet_reviewed: int
    late: int
    median_lateness: float | None
    unowned: int
    proposed: int
    declined: int
    ended: int
    needs_open: int
    median_need_age: float | None


@dataclass(frozen=True)
class Stats:
    """Indicators of the whole, and by organisation, project and kind (keys sorted)."""

    total: Indicators
    organisations: dict[str, Indicators]
    projects: dict[str, Indicators]
    kinds: dict[str, Indicators]


Pair = tuple[Output, Standing]


def stats(standings: Standings) -> Stats:
    """The indicators on the day of `standings`; outputs without an owner are in no organisation."""
    pairs, today = _pairs(standings), standings.today
    return Stats(
        total=_indicators(pairs, today),
        organisations=_grouped(pairs, today, lambda output: output.owner),
        projects=_grouped(pairs, today, lambda output: output.project),
        kinds=_grouped(pairs, today, lambda output: output.kind),
    )


def total(standings: Standings) -> Indicators:
    """Those of the whole alone."""
    return _indicators(_pairs(standings), standings.today)


def _pairs(standings: Standings) -> list[Pair]:
    return [(each, standings.of(each)) for each in standings.registry.outputs.values()]


def _grouped(
    pairs: Iterable[Pair], today: date, key: Callable[[Output], str | None]
) -> dict[str, Indicators]:
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        name = key(pair[0])
        if name is not None:
            groups.setdefault(name, []).append(pair)
    return {name: _indicators(groups[name], today) for name in sorted(groups)}


def _indicators(pairs: Sequence[Pair], today: date) -> Indicators:
    current = [pair for pair in pairs if pair[0].status == "current"]
    reviewed = [standing for _, standing in current if standing.state != "none"]
    late = [
        each.days_overdue
        for each in reviewed
        if each.days_overdue is not None and each.days_overdue >= 0
    ]
    ages = [(today - need.reported).days for _, each in pairs for need in each.open_needs]

    def fresh(word: str) -> int:
        return sum(each.freshness == word for each in reviewed)

    def owned(word: str) -> int:
        return sum(each.owner_state == word for _, each in current)

    return Indicators(
        outputs=len(pairs),
        current=len(current),
        under_review=len(reviewed),
        in_date=fresh("in-date"),
        review_due=fresh("review-due"),
        not_yet_reviewed=fresh("not-yet-reviewed"),
        late=len(late),
        median_lateness=median(late) if late else None,
        unowned=owned("orphaned"),
        proposed=owned("proposed"),
        declined=owned("declined"),
        ended=owned("ended"),
        needs_open=len(ages),
        median_need_age=median(ages) if ages else None,
    )
