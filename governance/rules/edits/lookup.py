"""What an edit names must exist; the nearest good id is offered where it does not."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from governance.model.layout import classify
from governance.model.near import near
from governance.model.problem import Misused, Refused
from governance.model.record import Organisation, Output
from governance.model.registry import FOLDERS, RecordType, Registry


def output_of(registry: Registry, id: str) -> Output:
    """The output to be edited. Raises Misused for an unknown id, Refused for an unreadable file."""
    if id not in registry.known["output"]:
        raise Misused("output-unknown", id=id, near=near(id, registry.known["output"]))
    must_be_readable(registry, "output", id)
    return registry.outputs[id]


def organisation_of(registry: Registry, id: str) -> Organisation:
    """The organisation named. Raises Misused for an unknown id, Refused for an unreadable file."""
    must_be_organisation(registry, id)
    must_be_readable(registry, "organisation", id)
    return registry.organisations[id]


def must_be_organisation(registry: Registry, id: str) -> None:
    """Raises Misused for an unknown id."""
    known = registry.known["organisation"]
    if id not in known:
        raise Misused("organisation-unknown", id=id, near=near(id, known))


def must_be_readable(registry: Registry, kind: RecordType, id: str) -> None:
    """Raises Refused where the file of a record stands and could not be read."""
    table = dict(registry.tables)[kind]
    if id not in table:
        raise Refused("record-unreadable", path=registry.paths.get((kind, id), FOLDERS[kind]))


def must_all_be_readable(registry: Registry) -> None:
    """Raises Refused where one of the outputs could not be read: it may be meant as well."""
    for id in registry.known["output"]:
        must_be_readable(registry, "output", id)


def contact_at(organisation: Organisation, key: str) -> int:
    """Where a contact stands in its list. Raises Misused for an unknown key."""
    keys = [contact.key for contact in organisation.contacts]
    if key not in keys:
        raise Misused("contact-unknown", id=key, organisation=organisation.id, near=near(key, keys))
    return keys.index(key)


def new_path(registry: Registry, project: str, id: str) -> str:
    """Where a new output's file stands.

    Raises Misused for an unknown project and where the id is none, Refused where it is taken.
    """
    known = registry.known["project"]
    if project not in known:
        raise Misused("project-unknown", id=project, near=near(project, known))
    path = f"{FOLDERS['output']}/{project}/{id}.yaml"
    place = classify(path)
    if place is None or place.type != "output":
        raise Misused("id-invalid", id=id)
    if id in registry.known["output"]:
        raise Refused("output-exists", id=id, path=registry.paths.get(("output", id), path))
    return path


def must_have_come(day: date, today: date) -> None:
    """Raises Refused for a day on which nothing can have happened yet."""
    if day > today:
        raise Refused("date-future", date=str(day), today=str(today))


def given(**fields: Any) -> dict[str, Any]:
    """An entry with what has a value, days as they are written in a record."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
        if value is not None and value != {}
    }


def localised(registry: Registry, texts: Iterable[str]) -> dict[str, str]:
    """Texts by language: `TEXT` is in the registry's first language, `sv=TEXT` in that one.

    Raises Misused where a language has two.
    """
    found: dict[str, str] = {}
    for each in texts:
        code, sign, rest = each.partition("=")
        named = bool(sign) and code.isascii() and code.islower() and len(code) in (2, 3)
        language, text = (code, rest) if named else (registry.languages[0], each)
        if language in found:
            raise Misused("text-twice", language=language)
        found[language] = text
    return _in_order(registry, found)


def _in_order(registry: Registry, texts: Mapping[str, str]) -> dict[str, str]:
    order = registry.languages
    known = [language for language in order if language in texts]
    return {language: texts[language] for language in [*known, *sorted(texts.keys() - {*order})]}
