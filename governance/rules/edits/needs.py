"""Update needs: reported, planned, made, declined."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from governance.model.edit import Append, Edit, Put
from governance.model.fields import NeedState
from governance.model.problem import Misused
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.checks.demands import CLOSED_STATES, ONLY_IN
from governance.rules.edits import Edits
from governance.rules.edits.lookup import given, localised, must_have_come, output_of


def next_number(output: Output) -> int:
    """The number of the next need: no number is used twice."""
    return max((need.id for need in output.update_needs), default=0) + 1


def said_in(registry: Registry, text: str, language: str | None) -> dict[str, str]:
    """Somebody's words by language: in the one she spoke, and in the first, which is demanded."""
    first, *others = registry.languages
    return {code: text for code in (first, *others) if code in (first, language)}


def report_need(  # noqa: PLR0913 - one argument a field of the entry
    registry: Registry,
    id: str,
    today: date,
    *,
    day: date,
    summary: Iterable[str],
    source: str | None = None,
) -> Edits:
    """A need that somebody reported."""
    output = output_of(registry, id)
    must_have_come(day, today)
    entry = given(
        id=next_number(output),
        reported=day,
        summary=localised(registry, summary),
        source=source,
        state="open",
    )
    return {registry.paths["output", id]: (Append(("update_needs",), entry),)}


def set_need(  # noqa: PLR0913 - one argument a field of the need
    registry: Registry,
    id: str,
    number: int,
    today: date,
    *,
    state: NeedState,
    target: date | None = None,
    version: str | None = None,
    reason: str | None = None,
) -> Edits:
    """A need's state, with what the state demands and without what belongs to another."""
    output = output_of(registry, id)
    numbers = [need.id for need in output.update_needs]
    if number not in numbers:
        known = ", ".join(map(str, numbers)) or "–"
        raise Misused("need-unknown", n=str(number), id=id, known=known)
    at = numbers.index(number)
    old = output.update_needs[at].model_dump(mode="json")
    new: dict[str, Any] = {"state": state, **given(target=target, version=version, reason=reason)}
    if state in CLOSED_STATES and state != old["state"]:
        new["closed"] = today.isoformat()
    for field, states in ONLY_IN.items():
        if state not in states and old[field] is not None:
            new.setdefault(field, None)
    edits: list[Edit] = [
        Put(("update_needs", at, field), value)
        for field, value in new.items()
        if old[field] != value
    ]
    return {registry.paths["output", id]: tuple(edits)}
