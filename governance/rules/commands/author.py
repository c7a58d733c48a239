"""Who wrote a comment, as the registry of the default branch knows her on the comment's day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.contacts import has_ended, maintainers
from governance.rules.issues.people import people_of

# contact: answers for the owner. maintainer: may enter for the owner what the policy lets her.
# former: her role has ended. ended: her organisation has. other: answers for another organisation.
# gone: the account does not exist any more.
Role = Literal["contact", "maintainer", "former", "ended", "other", "stranger", "gone"]


@dataclass(frozen=True)
class Author:
    """In which role somebody speaks; `key` is that of her contact, `last_day` that of the role."""

    role: Role
    key: str | None = None
    last_day: date | None = None

    @property
    def decides(self) -> bool:
        """Whether her word can count."""
        return self.role in ("contact", "maintainer")


def author_of(registry: Registry, output: Output, account: str | None, day: date) -> Author:
    """In which role an account speaks about an output; None is an account that is gone."""
    if account is None:
        return Author("gone")
    people = people_of(registry, output, day)
    for contact in people.contacts:
        if contact.account == account:
            return Author("contact", contact.key)
    if account in people.maintainers:
        return Author("maintainer")
    owner = people.organisation
    mine = owner and next((each for each in owner.contacts if each.account == account), None)
    if owner and mine:
        if has_ended(owner, day):
            return Author("ended", mine.key, owner.ended)
        return Author("former", mine.key, mine.until)
    others = registry.organisations.values()
    elsewhere = any(contact.account == account for each in others for contact in each.contacts)
    return Author("other" if elsewhere else "stranger")


def is_maintainer(registry: Registry, account: str | None) -> bool:
    """Whether an account acts as a maintainer of this registry."""
    return account in maintainers(registry)
