"""What is said of an entry that stands: what was entered, and what happens next."""

from collections.abc import Iterator
from datetime import date

from governance.model.record import Output, Review
from governance.model.registry import Registry
from governance.rules.commands.reply import Part
from governance.rules.standing import Standings, completes


def entry_of(output: Output, source: str) -> Review | None:
    """The review that a comment made, by its address."""
    return next((each for each in output.reviews if each.source == source), None)


def entered(
    registry: Registry, output: Output, entry: Review, today: date, *, left_out: bool
) -> tuple[Part, ...]:
    """What a review changed; `left_out` says that an address was left out of its evidence."""
    return tuple(_entered(registry, output, entry, today, left_out=left_out))


def _entered(
    registry: Registry, output: Output, entry: Review, today: date, *, left_out: bool
) -> Iterator[Part]:
    need = next((each for each in output.update_needs if each.source == entry.source), None)
    yield Part(f"entered.{entry.outcome}", {"n": need.id} if need else {})
    yield Part("evidence", {"evidence": entry.evidence})
    if left_out:
        yield Part("address-left-out")
    if entry.via == "proxy" and (owner := registry.organisations.get(entry.by)):
        yield Part("for-owner", {"owner": owner.names})
    if output.owner_since == entry.date and completes(entry):
        yield Part("owner-too")
    if completes(entry) and (due := Standings(registry, today).of(output).due):
        yield Part("next", {"due": due})


def accepted(registry: Registry, output: Output, today: date) -> tuple[Part, ...]:
    """What is said to an owner who has just accepted an output."""
    due = Standings(registry, today).of(output).due
    return (Part("entered.accept"), *([Part("review-left", {"due": due})] if due else []))
