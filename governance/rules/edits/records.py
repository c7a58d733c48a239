"""A new output."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from governance.model.edit import Put
from governance.model.fields import Status
from governance.model.near import near
from governance.model.problem import Misused, Refused
from governance.model.registry import Registry
from governance.rules.edits import Edits
from governance.rules.edits.lookup import given, localised, must_be_organisation, new_path


def add_output(  # noqa: PLR0913 - one argument a field of the record
    registry: Registry,
    id: str,
    today: date,
    *,
    project: str,
    kind: str,
    title: Iterable[str],
    summary: Iterable[str],
    owner: str | None,
    owner_basis: str | None = None,
    status: Status = "draft",
    language: str | None = None,
    themes: tuple[str, ...] = (),
    cycle: str | None = None,
    sources: tuple[str, ...] = (),
) -> Edits:
    """The record of an output, its owner only proposed; what has a default is left out."""
    path = new_path(registry, project, id)
    _must_exist(registry, kind, owner, themes)
    initial = registry.rules.lifecycle.initial
    if status not in initial:
        raise Refused("status-initial", status=status, allowed_status=", ".join(initial))
    record: dict[str, Any] = {
        "id": id,
        "title": localised(registry, title),
        "summary": localised(registry, summary),
        "kind": kind,
        "project": project,
        "owner": owner,
        **({} if owner is None else {"owner_since": None}),
        **given(owner_basis=owner_basis),
        "status": status,
        "registered": today.isoformat(),
        **({} if cycle is None else {"review": {"cycle": cycle}}),
        "language": language or registry.languages[0],
        **({"themes": list(themes)} if themes else {}),
        **({"sources": [_source(each) for each in sources]} if sources else {}),
    }
    return {path: tuple(Put((field,), value) for field, value in record.items())}


def _source(text: str) -> dict[str, str]:
    """`hankesuunnitelma:Työpaketti 3` -> the document and the place in it."""
    document, _, place = text.partition(":")
    return given(document=document.strip(), place=place.strip() or None)


def _must_exist(registry: Registry, kind: str, owner: str | None, themes: tuple[str, ...]) -> None:
    if kind not in (kinds := registry.rules.settings.kinds):
        raise Misused("kind-unknown", id=kind, near=near(kind, kinds))
    if owner is not None:
        must_be_organisation(registry, owner)
    for theme in themes:
        if theme not in (known := registry.known["theme"]):
            raise Misused("theme-unknown", id=theme, near=near(theme, known))
