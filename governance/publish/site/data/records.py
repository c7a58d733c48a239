"""Outputs and organisations as open data: the records, and what follows from them on the day."""

from typing import Any

from governance.model.record import Organisation
from governance.publish.json import as_entry
from governance.publish.site.data.head import headed, headed_list
from governance.publish.site.kept import Kept
from governance.publish.site.source import Source


def outputs_json(source: Source, kept: Kept) -> str:
    """outputs.json."""
    entries = (_kept_output(source, kept, id) for id in sorted(source.outputs))
    return headed_list(source, "outputs", "outputs", entries)


def organisations_json(source: Source) -> str:
    """organisations.json."""
    found = source.registry.organisations.values()
    told = [_organisation(source, each) for each in found]
    return headed(source, "organisations", organisations=told)


def _kept_output(source: Source, kept: Kept, id: str) -> str:
    record, path = source.registry.outputs[id], source.registry.paths["output", id]
    made_of = (record, source.standing(id), path, tuple(source.related_from.get(id, ())))
    return kept.of(("outputs.json", id), made_of, lambda: as_entry(_output(source, id)))


def _output(source: Source, id: str) -> dict[str, Any]:
    """The record as it stands, with what follows from it on the day."""
    standing = source.standing(id)
    return {
        **source.registry.outputs[id].model_dump(mode="json"),
        "derived": {
            "freshness": standing.freshness,
            "in_date_until": standing.in_date_until,
            "state": standing.state,
            "due": standing.due,
            "cycle": standing.cycle,
            "update_status": standing.update_status,
            "owner_state": standing.owner_state,
            "ai_impact": standing.ai_impact,
            "translation_lag": dict(standing.translation_lag),
            "related_from": [
                {"type": type, "output": other} for type, other in source.related_from.get(id, ())
            ],
        },
        "path": source.registry.paths["output", id],
        "page": f"{{language}}/outputs/{id}/index.html",
    }


def _organisation(source: Source, organisation: Organisation) -> dict[str, Any]:
    """The record and what it owns; of its contacts what they are called, and no account."""
    id = organisation.id
    return {
        **organisation.model_dump(mode="json", exclude={"contacts"}),
        "contacts": [
            each.model_dump(mode="json", include={"key", "title", "until"})
            for each in organisation.contacts
        ],
        "outputs": sorted(each.id for each in source.owned.get(id, ())),
        "contributes_to": sorted(each.id for each in source.contributed.get(id, ())),
        "page": f"{{language}}/organisations/{id}/index.html",
    }
