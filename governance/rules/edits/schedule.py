"""Agreed dates: one, or the first reviews spread over months."""

from collections.abc import Collection
from datetime import date

from governance.model.edit import Append
from governance.model.period import Period
from governance.model.problem import Refused
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.checks import check_countable
from governance.rules.edits import Edits
from governance.rules.edits.lookup import (
    given,
    must_all_be_readable,
    must_be_organisation,
    output_of,
)
from governance.rules.quiet import is_quiet
from governance.rules.spread import FirstReview, YearMonth, days_of, month_of, spread
from governance.rules.standing import Standing, Standings


def schedule(registry: Registry, id: str, today: date, *, due: date, reason: str) -> Edits:
    """A date agreed for the open cycle. An entry that stands already is not written again."""
    output = output_of(registry, id)
    _must_be_countable(registry, registry.paths["output", id])
    standing = Standings(registry, today).of(output)
    if standing.due is None:
        raise Refused("schedule-none", id=id)
    edit = _agreed(standing, today, due, reason)
    plain = [each.model_dump(mode="json") for each in output.review.schedule]
    return {} if edit.entry in plain else {registry.paths["output", id]: (edit,)}


def spread_first_reviews(  # noqa: PLR0913 - what the command is asked with
    registry: Registry,
    today: date,
    *,
    start: date,
    months: int,
    owners: Collection[str],
    reason: str,
) -> Edits:
    """Agreed dates for the first reviews that have none, of these owners or of all.

    Raises Refused where an owner has more than the months have room for.
    """
    must_all_be_readable(registry)
    _must_be_countable(registry)
    for id in owners:
        must_be_organisation(registry, id)
    standings = Standings(registry, today)
    of = {id: standings.of(output) for id, output in registry.outputs.items()}
    wanted = {
        id: standing
        for id, standing in of.items()
        if _is_first(standing) and (not owners or registry.outputs[id].owner in owners)
    }
    policy = standings.policy
    first = max(start, today)
    furthest = Period.parse(policy.agreed_dates.furthest).after(today)
    days = [
        day
        for day in days_of(first, months, furthest)
        if standings.days.is_working_day(day) and not is_quiet(policy, day)
    ]
    reviews = [
        FirstReview(id, _owner(registry.outputs[id]), standing.lateness)
        for id, standing in wanted.items()
    ]
    taken = _taken(registry, {id: each for id, each in of.items() if id not in wanted})
    dates = spread(reviews, days, policy.open_per_owner, taken)
    return {
        registry.paths["output", id]: (_agreed(wanted[id], today, due, reason),)
        for id, due in sorted(dates.items())
    }


def _must_be_countable(registry: Registry, path: str = "") -> None:
    """Raises Refused where the due date of the output at `path`, or of any, cannot be told."""
    found = [each for each in check_countable(registry) if path in ("", each.path)]
    if found:
        raise Refused("registry-broken", count=str(len(found)), place=found[0].path)


def _is_first(standing: Standing) -> bool:
    return standing.due is not None and standing.number == 1 and standing.agreed is None


def _taken(registry: Registry, of: dict[str, Standing]) -> dict[tuple[str, YearMonth], int]:
    """How many reviews of an owner are due in a month already."""
    taken: dict[tuple[str, YearMonth], int] = {}
    for id, standing in of.items():
        if standing.due is not None:
            key = _owner(registry.outputs[id]), month_of(standing.due)
            taken[key] = taken.get(key, 0) + 1
    return taken


def _owner(output: Output) -> str:
    """Whose review it is, empty for nobody's."""
    return output.owner or ""


def _agreed(standing: Standing, today: date, due: date, reason: str) -> Append:
    entry = given(cycle=standing.number, date=today, due=due, reason=reason)
    return Append(("review", "schedule"), entry)
