"""The registry as open data: JSON and CSV for programs, the same in every language."""

from governance.publish import stats as stats_words
from governance.publish import trend as trend_words
from governance.publish.json import as_json
from governance.publish.open_data.schemas import FOLDER, SUFFIX, published_schemas
from governance.publish.queue import as_data as queue_item
from governance.publish.site.data.changes import changes_files
from governance.publish.site.data.head import SCHEMAS, headed
from governance.publish.site.data.index import index_json
from governance.publish.site.data.records import organisations_json, outputs_json
from governance.publish.site.data.status import status_json
from governance.publish.site.data.tables import organisations_csv, outputs_csv
from governance.publish.site.frame import Files
from governance.publish.site.source import Source


def data_files(source: Source) -> Files:
    """The files below v1/, each with the format, the commit and the day; and their schemas."""
    figures = stats_words.as_data(source.registry, source.stats, source.today)
    files: Files = {
        "index.json": index_json(source),
        "status.json": status_json(source),
        "outputs.json": outputs_json(source),
        "outputs.csv": outputs_csv(source),
        "organisations.json": organisations_json(source),
        "organisations.csv": organisations_csv(source),
        "queue.json": headed(source, "queue", items=[queue_item(item) for item in source.items]),
        "stats.json": headed(source, "stats", **figures),
    }
    if source.trend:
        files["trend.csv"] = trend_words.as_csv(source.trend)
    for name, schema in published_schemas().items():
        files[f"{SCHEMAS}/{name}{SUFFIX}"] = f"{as_json(schema)}\n"
    return {f"{FOLDER}/{name}": text for name, text in files.items()} | changes_files(source)
