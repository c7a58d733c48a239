"""Values -> JSON for programs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import indent
from typing import Any

from governance.model.characters import UNPRINTABLE


def as_json(value: Any) -> str:
    """Readable JSON: dates as YYYY-MM-DD, letters as they are, nothing invisible.

    Raises TypeError for values of other types.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    return UNPRINTABLE.sub(_escaped, text)


def as_line(value: Any) -> str:
    """The same on one line, for many small files that nobody reads. Raises as `as_json` does."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return UNPRINTABLE.sub(_escaped, text)


def stream_json(value: Mapping[str, Any], name: str, entries: Iterable[Any]) -> Iterator[str]:
    """The pieces of the JSON of a mapping with one list more, which is never whole in memory.

    Raises as `as_json` does.
    """
    return stream_entries(value, name, map(as_entry, entries))


def as_entry(value: Any) -> str:
    """The JSON of a value in a list of a mapping. Raises as `as_json` does."""
    return indent(as_json(value), "    ")


def stream_entries(value: Mapping[str, Any], name: str, entries: Iterable[str]) -> Iterator[str]:
    """The same of entries that are JSON already."""
    head, _, _ = as_json({**value, name: []}).rpartition("[]")
    yield f"{head}["
    parting = "\n"
    for entry in entries:
        yield parting + entry
        parting = ",\n"
    yield "]\n}" if parting == "\n" else "\n  ]\n}"


def _escaped(found: re.Match[str]) -> str:
    """What a terminal must not see, as JSON writes it; half of a pair is no character at all."""
    code = ord(found.group())
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - surrogates, RFC 8259 section 8.2
        return "\ufffd"
    return f"\\u{code:04x}" if code <= 0xFFFF else "\ufffd"  # noqa: PLR2004


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
