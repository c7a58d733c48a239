"""Contacts of an organisation: roles, never persons."""

from collections.abc import Collection, Iterable
from datetime import date

from governance.model.edit import Append, Edit, Put
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.edits import Edits
from governance.rules.edits.lookup import contact_at, given, localised, organisation_of


def add_contact(
    registry: Registry, id: str, key: str, *, title: Iterable[str], account: str | None = None
) -> Edits:
    """A contact more, the last in order."""
    organisation = organisation_of(registry, id)
    if any(contact.key == key for contact in organisation.contacts):
        raise Refused("contact-exists", organisation=id, id=key)
    entry = given(key=key, title=localised(registry, title), account=account)
    return {registry.paths["organisation", id]: (Append(("contacts",), entry),)}


def set_contact(  # noqa: PLR0913 - one argument a field of the entry
    registry: Registry,
    id: str,
    key: str,
    *,
    title: Iterable[str] = (),
    account: str | None = None,
    until: date | None = None,
    cleared: Collection[str] = (),
) -> Edits:
    """Fields of a contact; of its title only the languages that are given.

    The `cleared` fields have no value from now on.
    """
    organisation = organisation_of(registry, id)
    at = contact_at(organisation, key)
    old = organisation.contacts[at].model_dump(mode="json")
    place = ("contacts", at)
    edits: list[Edit] = [
        Put((*place, "title", language), text)
        for language, text in localised(registry, title).items()
        if old["title"].get(language) != text
    ]
    fields = {**given(account=account, until=until), **dict.fromkeys(cleared)}
    edits += [Put((*place, field), value) for field, value in fields.items() if old[field] != value]
    return {registry.paths["organisation", id]: tuple(edits)}
