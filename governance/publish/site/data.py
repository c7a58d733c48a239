"""The registry as open data: JSON and CSV for programs, the same in every language."""

from datetime import UTC, datetime
from typing import Any

from governance.publish import stats as stats_words
from governance.publish import trend as trend_words
from governance.publish.json import as_json
from governance.publish.queue import as_data as queue_item
from governance.publish.site.frame import Files
from governance.publish.site.source import Source
from governance.text.catalogue import LANGUAGES

FOLDER = "v1"
# File -> key of its description in the catalogues.
DATA = ("index.json", "status.json", "outputs.json", "queue.json", "stats.json", "trend.csv")


def data_files(source: Source) -> Files:
    """The files below v1/, each with the format, the commit and the day."""
    files = {
        "index.json": as_json(_index(source)),
        "status.json": as_json(_status(source)),
        "outputs.json": as_json(_outputs(source)),
        "queue.json": as_json(_queue(source)),
        "stats.json": as_json(stats_words.as_data(source.registry, source.stats, source.today)),
    }
    found = {f"{FOLDER}/{name}": f"{text}\n" for name, text in files.items()}
    if source.trend:
        found[f"{FOLDER}/trend.csv"] = trend_words.as_csv(source.trend)
    return found


def _head(source: Source) -> dict[str, Any]:
    return {"format": 1, "revision": source.registry.revision, "today": source.today}


def _index(source: Source) -> dict[str, Any]:
    settings = source.registry.rules.settings
    names = [name for name in DATA if name != "index.json" and (source.trend or name[-3:] != "csv")]
    return {
        **_head(source),
        "title": settings.title,
        "site": settings.site,
        "licence": "CC-BY-4.0",
        "languages": list(LANGUAGES),
        "maintainer": settings.maintainer,
        "data": {name.partition(".")[0]: f"{FOLDER}/{name}" for name in names},
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


def _queue(source: Source) -> dict[str, Any]:
    return {**_head(source), "items": [queue_item(item) for item in source.items]}


def _moment(seconds: int) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):  # a time that no calendar has
        return None
