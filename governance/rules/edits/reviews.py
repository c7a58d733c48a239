"""A review that was done, and what follows from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from governance.model.edit import Append, Edit, Put
from governance.model.fields import Outcome, Via
from governance.model.problem import Refused
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.edits import Edits
from governance.rules.edits.lookup import (
    contact_at,
    given,
    must_have_come,
    organisation_of,
    output_of,
)
from governance.rules.edits.needs import next_number, said_in
from governance.rules.edits.status import must_be_allowed

FOUND_LACKING = ("needs-work", "replace")  # outcomes that are an update need as well


def review(  # noqa: PLR0913 - one argument a field of the entry
    registry: Registry,
    id: str,
    today: date,
    *,
    day: date,
    by: str,
    outcome: Outcome,
    evidence: str,
    via: Via = "pull-request",
    contact: str | None = None,
    version: str | None = None,
    ai_impact: str | None = None,
    source: str | None = None,
    language: str | None = None,
) -> Edits:
    """The entry, the need or the status that its outcome entails, and a proposed owner's yes.

    A proxy is not the owner's own word: by one nobody accepts. `language` is that of the evidence
    where it is known. An entry that stands already is not written again.
    """
    output = output_of(registry, id)
    organisation = organisation_of(registry, by)
    if contact is not None:
        contact_at(organisation, contact)
    if output.status != "current":
        raise Refused("review-not-current", id=id, status=output.status)
    entry = given(
        date=day, by=by, contact=contact, outcome=outcome, evidence=evidence, version=version,
        ai_impact=ai_impact, via=via, source=source,
    )  # fmt: skip
    if any(_plain(each) == entry for each in output.reviews):
        return {}
    _must_be_in_order(output, day, today)
    edits: list[Edit] = []
    says_yes = outcome != "not-mine" and via != "proxy"
    if says_yes and output.owner_since is None and output.owner == by:
        edits.append(Put(("owner_since",), day.isoformat()))
    if outcome == "retire":
        must_be_allowed(registry, output, "retired")
        edits.append(Put(("status",), "retired"))
    edits.append(Append(("reviews",), entry))
    if outcome in FOUND_LACKING:
        summary = said_in(registry, evidence, language)
        edits.append(Append(("update_needs",), _need(output, day, summary, source)))
    return {registry.paths["output", id]: tuple(edits)}


def _must_be_in_order(output: Output, day: date, today: date) -> None:
    must_have_come(day, today)
    last = max((each.date for each in output.reviews), default=day)
    if day < last:
        raise Refused("review-early", id=output.id, date=str(day), last=str(last))


def _need(
    output: Output, day: date, summary: Mapping[str, str], source: str | None
) -> dict[str, Any]:
    return given(
        id=next_number(output),
        reported=day,
        summary=summary,
        source=source,
        state="open",
    )


def _plain(review: Any) -> dict[str, Any]:
    plain: dict[str, Any] = review.model_dump(mode="json", exclude_none=True)
    return plain
