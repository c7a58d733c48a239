"""The registry as open data: JSON and CSV for programs, the same in every language."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from governance.model.record import Organisation
from governance.publish import stats as stats_words
from governance.publish import trend as trend_words
from governance.publish.json import as_json
from governance.publish.queue import as_data as queue_item
from governance.publish.site.frame import Files
from governance.publish.site.said import said
from governance.publish.site.source import Source
from governance.publish.table import csv_table
from governance.rules.versions import newest
from governance.text.catalogue import LANGUAGES

FOLDER = "v1"
# The files; their descriptions in the catalogues are called as they are, with _ for the dot.
DATA = (
    "index.json",
    "status.json",
    "outputs.json",
    "outputs.csv",
    "organisations.json",
    "queue.json",
    "stats.json",
    "trend.csv",
)
COLUMNS = (
    "id", "title", "kind", "project", "owner", "owner_state", "status", "freshness",
    "in_date_until", "due", "update_status", "version", "language", "license",
)  # fmt: skip


def data_files(source: Source) -> Files:
    """The files below v1/, each with the format, the commit and the day."""
    files = {
        "index.json": as_json(_index(source)),
        "status.json": as_json(_status(source)),
        "outputs.json": as_json(_outputs(source)),
        "organisations.json": as_json(_organisations(source)),
        "queue.json": as_json(_queue(source)),
        "stats.json": as_json(stats_words.as_data(source.registry, source.stats, source.today)),
    }
    found: Files = {f"{FOLDER}/{name}": f"{text}\n" for name, text in files.items()}
    found[f"{FOLDER}/outputs.csv"] = csv_table(COLUMNS, _rows(source))
    if source.trend:
        found[f"{FOLDER}/trend.csv"] = trend_words.as_csv(source.trend)
    return found


def _head(source: Source) -> dict[str, Any]:
    return {"format": 1, "revision": source.registry.revision, "today": source.today}


def _index(source: Source) -> dict[str, Any]:
    settings = source.registry.rules.settings
    names = [name for name in DATA[1:] if source.trend or name != "trend.csv"]
    return {
        **_head(source),
        "title": settings.title,
        "site": settings.site,
        "licence": "CC-BY-4.0",
        "languages": list(LANGUAGES),
        "maintainer": settings.maintainer,
        "data": {name: f"{FOLDER}/{name}" for name in names},
        "pages": {
            "output": "{language}/outputs/{id}/index.html",
            "version": "{language}/outputs/{id}/{version}.html",
            "organisation": "{language}/organisations/{id}/index.html",
            "theme": "{language}/themes/{id}/index.html",
            "project": "{language}/projects/{id}/index.html",
        },
    }


def _status(source: Source) -> dict[str, Any]:
    newest = source.steps[0] if source.steps else None
    total = source.stats.total
    return {
        **_head(source),
        "commit": newest.commit if newest else source.registry.revision,
        "committed": _moment(newest.seconds) if newest else None,
        "outputs": total.outputs,
        "under_review": total.under_review,
        "in_date": total.in_date,
        "review_due": total.review_due,
        "not_yet_reviewed": total.not_yet_reviewed,
        "needs_open": total.needs_open,
        "queue": len(source.items),
    }


def _outputs(source: Source) -> dict[str, Any]:
    return {**_head(source), "outputs": [_output(source, id) for id in sorted(source.outputs)]}


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


def _organisations(source: Source) -> dict[str, Any]:
    found = source.registry.organisations.values()
    return {**_head(source), "organisations": [_organisation(source, each) for each in found]}


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


def _rows(source: Source) -> Iterator[list[str]]:
    """The outputs for spreadsheets; titles in the language of the registry."""
    for id, output in sorted(source.outputs.items()):
        standing = source.standing(id)
        language = source.registry.languages[0]
        values = (
            id, said(output.title, language).text, output.kind, output.project, output.owner,
            standing.owner_state, output.status, standing.freshness, standing.in_date_until,
            standing.due, standing.update_status, newest(output), output.language, output.license,
        )  # fmt: skip
        yield ["" if each is None else str(each) for each in values]


def _queue(source: Source) -> dict[str, Any]:
    return {**_head(source), "items": [queue_item(item) for item in source.items]}


def _moment(seconds: int) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):  # a time that no calendar has
        return None
