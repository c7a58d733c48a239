"""One version of an output: when it came, what it changed, and where it can be read."""

from datetime import date
from typing import Any

from governance.model.record import Location, Output
from governance.model.registry import Registry
from governance.publish.output import WIDTH
from governance.rules.versions import newest, places
from governance.text.catalogue import Catalogue
from governance.text.media import terminal


def as_data(registry: Registry, output: Output, version: str, today: date) -> dict[str, Any]:
    """For programs: the version as the record has it, and its places."""
    found = next(each for each in output.versions if each.version == version)
    return {
        "format": 1,
        "revision": registry.revision,
        "today": today,
        "output": output.id,
        "version": found.model_dump(mode="json"),
        "is_newest": version == newest(output),
        "locations": [each.model_dump(mode="json") for each in places(output, version)],
    }


def as_text(words: Catalogue, output: Output, version: str) -> str:
    """For people: a few labelled lines."""
    found = next(each for each in output.versions if each.version == version)
    last = newest(output)
    day = words.day(found.date) if found.date else words("show.unknown_day")
    lines = [("id", f"{output.id}@{version}"), ("published", day)]
    if found.changes:
        lines.append(("changes", words.pick(found.changes)[0]))
    if last is not None and version != last:
        lines.append(("newest", last))
    where = places(output, version)
    lines += [("location", _place(words, each)) for each in where]
    if not where:
        lines.append(("location", words("show.nowhere")))
    title = words.pick(output.title)[0]
    shown = [f"{words(f'show.label.{label}'):{WIDTH}} {terminal(text)}" for label, text in lines]
    return "\n".join([terminal(title), "", *(terminal(line) for line in shown)])


def _place(words: Catalogue, location: Location) -> str:
    text = f"{location.url or location.path} ({location.language}, {location.format})"
    if location.archive:
        text += f"; {words('show.archive', url=location.archive)}"
    return f"{text}; sha256 {location.sha256}" if location.sha256 else text
