"""Who asks, and how an issue turns to people: by the account it mentions, and by their role."""

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


def answering(people: People) -> tuple[Contact, ...]:
    """The contacts who can be mentioned and whose answers count, the one who is asked first."""
    return tuple(each for each in people.contacts if each.account)


def turned_to(people: People, to: Addressee) -> tuple[Contact, ...]:
    """The contacts whom an issue, or a step of its ladder, turns to."""
    deputies = tuple(each for each in people.deputies if each.account)
    match to:
        case "contact":
            return answering(people)[:1]
        case "deputy":
            return deputies[:1]
        case "organisation":
            return deputies[1:]
        case "orphaning":
            return answering(people)
        case "maintainers" | "steering-group":
            return ()


def greeting(words: Catalogue, registry: Registry, people: People, to: Addressee) -> str:
    """A greeting of those whom the issue or a step of its ladder turns to.

    Where none of them can answer, it greets the organisation and the maintainers.
    """
    if to == "steering-group":
        return _of_role(words, registry, to, people.steering_group)
    if to == "maintainers":
        return _of_role(words, registry, to, people.maintainers)
    contacts = turned_to(people, to)
    if not contacts:
        return words(
            "issues.hello.by_organisation",
            organisation=owner_name(words, registry, people),
            maintainers=in_role(words, registry, "maintainers", people.maintainers),
        )
    named = [
        words("issues.hello.person", at=mention(each.account or ""), title=title)
        for each, title in zip(contacts, titles(words, contacts), strict=True)
    ]
    return words("issues.hello.by_name", people=enumerated(words, named, _MOST))


def sender(words: Catalogue, registry: Registry) -> str:
    """Who asks. Raises Refused when the settings could not be read."""
    settings = registry.rules.settings
    return words(
        "issues.hello.from",
        registry=excerpt(words.pick(settings.title)[0], NAME),
        maintainer=maintainer_name(words, registry),
    )


def maintainer_name(words: Catalogue, registry: Registry) -> str:
    """The name of the organisation that maintains the registry; raises as `sender` does."""
    id = registry.rules.settings.maintainer
    return excerpt(organisation_name(words, registry, id), NAME)


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


def _of_role(words: Catalogue, registry: Registry, id: str, accounts: tuple[str, ...]) -> str:
    by = "name" if accounts else "role"
    return words(f"issues.hello.by_{by}", people=in_role(words, registry, id, accounts))
