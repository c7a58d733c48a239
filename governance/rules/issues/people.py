"""Who answers for an output on a day, and whom a step of the ladder reaches."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
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


def asked_first(people: People, key: str | None) -> People:
    """The people with this contact asked in place of another; as they are for None."""
    first = next((each for each in people.contacts if each.key == key), None)
    if first is None:
        return people
    others = tuple(each for each in people.contacts if each is not first)
    return replace(people, contact=first, deputies=others, is_stand_in=True)


def stand_in(people: People, away: AbstractSet[str]) -> str | None:
    """The key of who is asked because those before her are away; None where it is as ever.

    `away` names contacts as organisation/contact. Where all are, it is asked as if nobody were.
    """
    can_answer = [each for each in people.contacts if each.account]
    left = [each for each in can_answer if not _is_among(people, each, away)]
    return left[0].key if left and left[0] is not can_answer[0] else None


def there(people: People, away: AbstractSet[str]) -> People:
    """The people without those who are away; all where nobody else could answer."""
    left = [each for each in people.contacts if not _is_among(people, each, away)]
    can_answer = [each for each in left if each.account]
    if len(left) == len(people.contacts) or not can_answer:
        return people
    return replace(people, contact=can_answer[0], deputies=tuple(can_answer[1:]))


def _is_among(people: People, contact: Contact, names: AbstractSet[str]) -> bool:
    organisation = people.organisation
    return organisation is not None and f"{organisation.id}/{contact.key}" in names


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
