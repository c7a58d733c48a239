"""Outputs handed over to another organisation."""

from collections.abc import Iterable
from datetime import date

from governance.model.edit import Edit, Put
from governance.model.problem import Refused
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.edits import Edits
from governance.rules.edits.lookup import (
    must_all_be_readable,
    must_have_come,
    organisation_of,
    output_of,
)


def owned_by(registry: Registry, id: str) -> tuple[str, ...]:
    """Ids of all outputs of an organisation that are not retired."""
    organisation_of(registry, id)
    must_all_be_readable(registry)
    return tuple(
        name
        for name, output in sorted(registry.outputs.items())
        if output.owner == id and output.status != "retired"
    )


def hand_over(  # noqa: PLR0913 - what the command is asked with
    registry: Registry,
    ids: Iterable[str],
    to: str,
    today: date,
    *,
    since: date | None = None,
    proposed: str | None = None,
) -> Edits:
    """The outputs to a new owner, who accepted on `since` or today; or only proposed, and why.

    Where it is the owner already, only what does not stand as asked is written.
    """
    day = since or today
    must_have_come(day, today)
    taker = organisation_of(registry, to)
    if taker.ended is not None and taker.ended < day:
        successors = ", ".join(taker.successors) or "–"
        raise Refused("handover-ended", id=to, ended=str(taker.ended), successors=successors)
    outputs = [output_of(registry, id) for id in dict.fromkeys(ids)]
    return {
        registry.paths["output", output.id]: tuple(_edits(output, to, day, proposed))
        for output in outputs
        if not (_has_accepted(output, to) and since is None and proposed is None)
    }


def accept_ownership(registry: Registry, id: str, today: date, *, day: date) -> Edits:
    """A proposed owner's yes, said on `day`. Nothing where somebody has accepted already."""
    output = output_of(registry, id)
    must_have_come(day, today)
    if output.owner_since is not None:
        return {}
    return {registry.paths["output", id]: (Put(("owner_since",), day.isoformat()),)}


def _has_accepted(output: Output, to: str) -> bool:
    return output.owner == to and output.owner_since is not None


def _edits(output: Output, to: str, accepted: date, proposed: str | None) -> Iterable[Edit]:
    if output.owner != to:
        yield Put(("owner",), to)
    day = accepted if proposed is None else None
    if output.owner_since != day:
        yield Put(("owner_since",), None if day is None else day.isoformat())
    if output.owner_basis != proposed:
        yield Put(("owner_basis",), proposed)
    if output.owner != to and output.contact is not None:
        yield Put(("contact",), None)
