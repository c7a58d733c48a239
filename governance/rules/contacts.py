"""Who acts for an organisation, or for TP3, on a day."""

from datetime import date

from governance.model.record import Contact, Organisation
from governance.model.registry import Registry


def has_ended(organisation: Organisation, day: date) -> bool:
    """Whether the organisation's last day has passed."""
    return organisation.ended is not None and organisation.ended < day


def acting_contacts(organisation: Organisation | None, day: date) -> tuple[Contact, ...]:
    """Its contacts, without those whose last day has passed; nobody where it has ended itself."""
    if organisation is None or has_ended(organisation, day):
        return ()
    return tuple(each for each in organisation.contacts if each.until is None or each.until >= day)


def maintainers(registry: Registry) -> tuple[str, ...]:
    """The accounts that act as maintainers. Raises Refused where a policy could not be read."""
    role = registry.rules.roles.roles.get("maintainers")
    return role.accounts if role else ()


def known_accounts(registry: Registry) -> frozenset[str]:
    """The accounts of all contacts and maintainers, as far as the registry can be read."""
    organisations = registry.organisations.values()
    found = {contact.account for each in organisations for contact in each.contacts}
    roles = registry.roles.roles if registry.roles else {}
    if "maintainers" in roles:
        found |= {*roles["maintainers"].accounts}
    return frozenset(each for each in found if each)
