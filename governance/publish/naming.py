"""What a change names beside its own record, and what that is called in a registry."""

from collections.abc import Iterator, Mapping

from governance.model.change import Change
from governance.model.registry import Registry
from governance.publish.values import named


def named_in(change: Change) -> Iterator[tuple[str, str]]:
    """Type and id of what the sentence of a change names; of a whole record it names nothing.

    A contact is one of whoever owns an output: its id is that of the output, a slash and its key.
    """
    field = change.field.rpartition(".")[2]
    if not field:
        return
    for value in (change.old, change.new):
        if field == "contact" and value is not None:
            yield "contact", f"{change.id}/{value}"
        yield from named(field, value)


def called(registry: Registry, type: str, id: str) -> Mapping[str, str]:
    """What a record, or a part of the rules, is called by language; nothing where there is none.

    A text in no stated language has "" for it; a platform is called as the output that it is. The
    id of a contact is here that of its organisation, a slash and its key. Of rules that could
    not be read it raises Refused.
    """
    match type:
        case "output" if found := registry.outputs.get(id):
            return found.title
        case "organisation" if organisation := registry.organisations.get(id):
            return organisation.names
        case "theme" if theme := registry.themes.get(id):
            return theme.title
        case "project" if project := registry.projects.get(id):
            return {"": project.short_name}
        case "platform" if platform := registry.platforms.get(id):
            output = registry.outputs.get(platform.output or "")
            return output.title if output else {"": platform.name}
        case "kind":
            return registry.rules.settings.kinds.get(id, {})
        case "document" if document := registry.rules.settings.documents.get(id):
            return document.title
        case "criterion":
            return next(
                (each.title for each in registry.rules.platform.criteria if each.id == id), {}
            )
        case "role" if role := registry.rules.roles.roles.get(id):
            return role.title
        case "work-package" if package := registry.rules.roles.work_packages.get(id):
            return package.title
        case "contact":
            return _contact(registry, *id.split("/", 1))
    return {}


def _contact(registry: Registry, organisation: str, key: str) -> Mapping[str, str]:
    found = registry.organisations.get(organisation)
    contacts = found.contacts if found else ()
    return next((each.title for each in contacts if each.key == key), {})
