"""What records are called, in the reader's language."""

from governance.model.change import Names
from governance.model.registry import Registry
from governance.publish.naming import called
from governance.text.catalogue import Catalogue


def organisation_name(words: Catalogue, registry: Registry, id: str | None) -> str:
    """An organisation's name, its id where there is no such record, empty for nobody."""
    return "" if id is None else _name(words, registry, "organisation", id)


def spoken(words: Catalogue, names: Names) -> dict[tuple[str, str], str]:
    """What records are called in one language, by type and id."""
    return {key: words.pick(texts)[0] for key, texts in names.items() if texts}


def organisation_names(words: Catalogue, names: Names) -> dict[str, str]:
    """The organisations among what records are called, by id."""
    return {id: name for (type, id), name in spoken(words, names).items() if type == "organisation"}


def project_name(registry: Registry, id: str) -> str:
    """The name a project is called by, its id where there is no such record."""
    found = registry.projects.get(id)
    return found.short_name if found else id


def kind_name(words: Catalogue, registry: Registry, id: str) -> str:
    """The name of a kind of output, its key where it is not listed."""
    return _name(words, registry, "kind", id)


def theme_name(words: Catalogue, registry: Registry, id: str) -> str:
    """The name of a theme, its id where there is no such record."""
    return _name(words, registry, "theme", id)


def platform_name(words: Catalogue, registry: Registry, id: str) -> str:
    """The name of a candidate for the platform, its id where there is no such record."""
    return _name(words, registry, "platform", id)


def _name(words: Catalogue, registry: Registry, type: str, id: str) -> str:
    found = called(registry, type, id)
    return words.pick(found)[0] if found else id
