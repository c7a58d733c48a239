"""The maintainers' queue as a page, with the same as files."""

from dataclasses import dataclass

from markupsafe import Markup

from governance.publish import queue as queue_words
from governance.publish.page import fragment
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.said import in_language
from governance.rules.queue import Item

COLUMNS = ("id", "owner", "due", "reasons", "next")
UP = "../"


@dataclass(frozen=True)
class Line:
    """A row as it stands on the page and in the files."""

    html: Markup
    csv: str
    markdown: str


def queue_pages(frame: Frame) -> Files:
    """The page, CSV for spreadsheets and Markdown for documents."""
    source, words = frame.tongue.source, frame.words
    folder = f"{words.language}/queue"
    columns = queue_words.header(words, COLUMNS)
    groups = [
        (group, [_kept_line(frame, item, columns) for item in members])
        for group, members in queue_words.groups(source.items)
    ]
    files = frame.page(
        "queue",
        SECTIONS["queue"],
        words("queue.title"),
        section="queue",
        description=words("site.queue.lead"),
        columns=columns,
        groups=groups,
        to_do=sum(item.is_to_do for item in source.items),
        waiting=sum(not item.is_to_do for item in source.items),
    )
    lines = (each.csv for _, members in groups for each in members)
    files[f"{folder}/queue.csv"] = queue_words.csv_document(lines)
    tables = ((group, [each.markdown for each in members]) for group, members in groups)
    files[f"{folder}/queue.md"] = queue_words.markdown_document(words, tables, source.today)
    return files


def _kept_line(frame: Frame, item: Item, columns: list[str]) -> Line:
    registry = frame.tongue.source.registry
    table = registry.outputs if item.type == "output" else registry.platforms
    name = queue_words.title(frame.words, registry, item)
    organisations = (item.owner, *item.details.get("successors", ()))
    return frame.tongue.keep(
        ("queue", item.type, item.id, item.key, item.reasons),
        (item, table[item.id], name, frame.shown("organisations", organisations)),
        lambda: _line(frame, item, columns),
    )


def _line(frame: Frame, item: Item, columns: list[str]) -> Line:
    t, words, registry = frame.tongue, frame.words, frame.tongue.source.registry
    html = fragment(
        "site/_queue.html",
        frame=frame,
        t=t,
        up=UP,
        columns=columns,
        item=item,
        name=in_language(*queue_words.title(words, registry, item), t.language),
        cells=queue_words.cells(words, registry, item, COLUMNS[2:]),
    )
    return Line(
        html,
        queue_words.csv_row(words, registry, item),
        queue_words.markdown_row(words, registry, item),
    )
