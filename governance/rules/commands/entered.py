"""What is said of an entry that stands: what was entered, and what happens next."""

from collections.abc import Iterator
from datetime import date

from governance.model.record import Output, Review
from governance.model.registry import Registry
from governance.rules.commands.reply import Part
from governance.rules.edits.reviews import FOUND_LACKING
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
    if completes(entry):
        yield from _of_owner(output, entry)
        if due := Standings(registry, today).of(output).due:
            lacking = entry.outcome in FOUND_LACKING
            yield Part("next-after-need" if lacking else "next", {"due": due})


def _of_owner(output: Output, entry: Review) -> Iterator[Part]:
    """Whether the owner has accepted by it: not by what somebody else said for her."""
    if entry.via == "proxy":
        if output.owner_since is None:
            yield Part("owner-still-asked")
    elif output.owner_since == entry.date:
        yield Part("owner-too")


def accepted(registry: Registry, output: Output, today: date) -> tuple[Part, ...]:
    """What is said to an owner who has just accepted an output."""
    said = Part("entered.accept")
    standing = Standings(registry, today).of(output)
    due = standing.due
    if standing.owner_state == "declined":
        return (said, Part("no-stands"))
    if due is None:
        return (said,)
    return (said, Part("review-late") if due < today else Part("review-left", {"due": due}))
