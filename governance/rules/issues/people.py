"""Who answers for an output on a day, and whom a step of the ladder reaches."""

from collections.abc import Sequence
from datetime import date

from governance.model.policy import Addressee
from governance.model.record import Contact, Output
from governance.model.registry import Registry
from governance.rules.contacts import acting_contacts, maintainers
from governance.rules.issues.wording import People


def people_of(registry: Registry, output: Output, today: date) -> People:
    """Who answers for the output. Contacts whose last day has passed do not count any more."""
    organisation = registry.organisations.get(output.owner or "")
    contacts = acting_contacts(organisation, today)
    contact = _asked(contacts, output.contact)
    steering = registry.rules.roles.roles.get("steering-group")
    return People(
        organisation=organisation,
        contact=contact,
        deputies=tuple(each for each in contacts if each is not contact),
        maintainers=maintainers(registry),
        steering_group=steering.accounts if steering else (),
    )


def _asked(contacts: Sequence[Contact], key: str | None) -> Contact | None:
    named = (each for each in contacts if each.key == key)
    return next(named, contacts[0] if contacts else None)


def reached(people: People) -> frozenset[Addressee]:
    """The addressees behind whom somebody stands; maintainers and steering group always do.

    Who has no account hears nothing, so a step to her alone would only be lost.
    """
    found: set[Addressee] = {"maintainers", "steering-group", "orphaning"}
    if people.contact and people.contact.account:
        found.add("contact")
    deputies = [each for each in people.deputies if each.account]
    if deputies:
        found.add("deputy")
    if len(deputies) > 1:
        found.add("organisation")
    return frozenset(found)
