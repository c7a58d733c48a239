"""The registry as open data: JSON and CSV for programs, the same in every language."""

from collections.abc import Iterator
from functools import partial

from governance.publish import stats as stats_words
from governance.publish import trend as trend_words
from governance.publish.json import as_entry, as_json
from governance.publish.open_data.schemas import FOLDER, SUFFIX, published_schemas
from governance.publish.queue import as_data as queue_item
from governance.publish.site.data.changes import changes_files
from governance.publish.site.data.head import SCHEMAS, headed, headed_list
from governance.publish.site.data.index import index_json
from governance.publish.site.data.records import organisations_json, outputs_json
from governance.publish.site.data.status import status_json
from governance.publish.site.data.tables import organisations_csv, outputs_csv
from governance.publish.site.frame import Files
from governance.publish.site.kept import Kept
from governance.publish.site.source import Source
from governance.rules.queue import Item


def data_files(source: Source, kept: Kept) -> Files:
    """The files below v1/, each with the format, the commit and the day; and their schemas."""
    records = _records_files(source, kept)
    schemas = kept.of("schemas", (), _schemas_files)
    history = kept.of("changes.json", (), lambda: changes_files(source))
    return {f"{FOLDER}/{name}": text for name, text in (records | schemas).items()} | history


def _records_files(source: Source, kept: Kept) -> Files:
    figures = stats_words.as_data(source.registry, source.stats, source.today)
    files: Files = {
        "index.json": index_json(source),
        "status.json": status_json(source),
        "outputs.json": outputs_json(source, kept),
        "outputs.csv": outputs_csv(source, kept),
        "organisations.json": organisations_json(source),
        "organisations.csv": organisations_csv(source),
        "queue.json": headed_list(source, "queue", "items", _items(source, kept)),
        "stats.json": headed(source, "stats", **figures),
    }
    if source.trend:
        files["trend.csv"] = trend_words.as_csv(source.trend)
    return files


def _items(source: Source, kept: Kept) -> Iterator[str]:
    for item in source.items:
        name = ("queue.json", item.type, item.id, item.key, item.reasons)
        yield kept.of(name, item, partial(_item, item))


def _item(item: Item) -> str:
    return as_entry(queue_item(item))


def _schemas_files() -> Files:
    return {
        f"{SCHEMAS}/{name}{SUFFIX}": f"{as_json(schema)}\n"
        for name, schema in published_schemas().items()
    }
