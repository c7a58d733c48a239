"""How an issue turns to people: by the account that is mentioned, and always by their role."""

from collections.abc import Iterable

from governance.model.policy import Addressee
from governance.model.record import Contact
from governance.model.registry import Registry
from governance.publish.issues.excerpt import NAME, SHORT, enumerated, excerpt
from governance.publish.names import organisation_name
from governance.rules.issues.mention import mention
from governance.rules.issues.wording import People
from governance.text.catalogue import Catalogue

_MOST = 10  # people greeted at once


def greeting(words: Catalogue, registry: Registry, people: People, to: Addressee) -> str:
    """A greeting of those whom the issue or a step of its ladder turns to."""
    match to:
        case "maintainers":
            return _of_role(words, registry, "maintainers", people.maintainers)
        case "steering-group":
            return _of_role(words, registry, "steering-group", people.steering_group)
        case "deputy":
            turned_to: tuple[Contact, ...] = people.deputies[:1]
        case "organisation":
            turned_to = people.deputies[1:]
        case "contact":
            turned_to = people.contacts[:1]
        case "orphaning":
            turned_to = people.contacts
    return _of_contacts(words, registry, people, turned_to)


def owner_name(words: Catalogue, registry: Registry, people: People) -> str:
    """The owning organisation's name."""
    id = people.organisation.id if people.organisation else None
    return excerpt(organisation_name(words, registry, id), NAME)


def in_role(words: Catalogue, registry: Registry, id: str, accounts: tuple[str, ...]) -> str:
    """The accounts that act in a role with what it is called, or that alone."""
    role = registry.rules.roles.roles.get(id)
    title = excerpt(words.pick(role.title)[0], NAME) if role else words.term("to", id)
    if not accounts:
        return title
    at = enumerated(words, [mention(each) for each in accounts[:_MOST]], _MOST)
    return words("issues.hello.person", at=at, title=title)


def titles(words: Catalogue, contacts: Iterable[Contact]) -> list[str]:
    """What the roles of contacts are called."""
    return [excerpt(words.pick(each.title)[0], SHORT) for each in contacts]


def _of_contacts(
    words: Catalogue, registry: Registry, people: People, contacts: tuple[Contact, ...]
) -> str:
    if not contacts:
        return words("issues.hello.by_role", people=owner_name(words, registry, people))
    named = [
        words("issues.hello.person", at=mention(each.account), title=title)
        if each.account
        else title
        for each, title in zip(contacts, titles(words, contacts), strict=True)
    ]
    by = "name" if contacts[0].account else "role"
    return words(f"issues.hello.by_{by}", people=enumerated(words, named, _MOST))


def _of_role(words: Catalogue, registry: Registry, id: str, accounts: tuple[str, ...]) -> str:
    by = "name" if accounts else "role"
    return words(f"issues.hello.by_{by}", people=in_role(words, registry, id, accounts))
