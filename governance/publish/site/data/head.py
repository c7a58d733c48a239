"""What every file of open data begins with, and its form."""

from collections.abc import Iterable
from typing import Any

from governance.publish.json import as_json, stream_entries
from governance.publish.open_data.schemas import SUFFIX
from governance.publish.open_data.shapes import FORMAT
from governance.publish.site.source import Source

SCHEMAS = "schemas"  # below the folder of the data


def headed(source: Source, name: str, up: str = "", **values: Any) -> str:
    """One file as JSON: which schema describes it, of what it tells, and its values.

    `name` is that of its schema; `up` leads from where it stands to the folder of the data.
    """
    return f"{as_json({**_head(source, name, up), **values})}\n"


def headed_list(source: Source, name: str, key: str, entries: Iterable[str]) -> str:
    """The same of one list of entries that are JSON already (see `as_entry`)."""
    return "".join([*stream_entries(_head(source, name, ""), key, entries), "\n"])


def _head(source: Source, name: str, up: str) -> dict[str, Any]:
    return {
        "$schema": f"{up}{SCHEMAS}/{name}{SUFFIX}",
        "format": FORMAT,
        "revision": source.registry.revision,
        "today": source.today,
    }
