"""Who can meet a demand: contacts of the base; where there are none, others in their place."""

from collections.abc import Set as AbstractSet
from datetime import date

from governance.model.registry import Registry
from governance.rules.approvals.values import Demand, Reach
from governance.rules.contacts import acting_contacts, maintainers


def reach_of(registry: Registry, demand: Demand, day: date, admins: AbstractSet[str]) -> Reach:
    """The accounts that can meet a demand on a day; `admins` are those of the repository.

    A contact without an account cannot be reached. Without a contact who can be reached the
    maintainers are asked, and without any of them the admins.
    """
    if demand.needs == "admins":
        return Reach(dict.fromkeys(sorted(admins)))
    organisation = registry.organisations.get(demand.organisation or "")
    contacts = acting_contacts(organisation, day)
    keys = {each.account: each.key for each in reversed(contacts) if each.account is not None}
    if keys:
        return Reach({each.account: keys[each.account] for each in contacts if each.account})
    if accounts := maintainers(registry):
        return Reach(
            dict.fromkeys(accounts), None if demand.needs == "maintainers" else "maintainers"
        )
    return Reach(dict.fromkeys(sorted(admins)), "admins")
