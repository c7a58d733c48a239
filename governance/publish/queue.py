"""The update queue as data, in words, and as tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from governance.model.registry import Registry
from governance.publish.names import organisation_name
from governance.publish.naming import called
from governance.publish.table import csv_line, csv_text, markdown_line, markdown_lines
from governance.rules.queue import Item, Reason
from governance.text.catalogue import Catalogue
from governance.text.media import markdown

COLUMNS = ("id", "owner", "due", "state", "update_status", "reasons", "next")
NARROW = ("due", "id", "reasons", "next")
CSV_COLUMNS = (
    "key", "type", "id", "title", "owner", "owner_name", "due", "days_overdue", "state",
    "update_status", "reasons", "next", "why", "what",
)  # fmt: skip


def as_data(item: Item) -> dict[str, Any]:
    """One row for programs."""
    return {
        "key": item.key,
        "id": item.id,
        "due": item.due,
        "days_overdue": item.days_overdue,
        "state": item.state,
        "update_status": item.update_status,
        "owner": item.owner,
        "reasons": list(item.reasons),
        "next": item.next,
        "type": item.type,
    }


def header(words: Catalogue, columns: Sequence[str] = COLUMNS) -> list[str]:
    """The names of the columns."""
    return [words(f"queue.column.{column}") for column in columns]


def cells(
    words: Catalogue, registry: Registry, item: Item, columns: Sequence[str] = COLUMNS
) -> list[str]:
    """One row for people: names and sentences in the reader's language."""
    row = {
        "id": f"{title(words, registry, item)[0]} [{item.id}]",
        "owner": organisation_name(words, registry, item.owner),
        "due": words.day(item.due) if item.due else "",
        "state": words.term("review_state", item.state) if item.type == "output" else "",
        "update_status": (
            words.term("update_status", item.update_status) if item.type == "output" else ""
        ),
        "reasons": why(words, item),
        "next": next_action(words, registry, item),
    }
    return [row[column] for column in columns]


def title(words: Catalogue, registry: Registry, item: Item) -> tuple[str, str]:
    """The title of what the row is about, and the language it is in."""
    return words.pick(called(registry, item.type, item.id))


def why(words: Catalogue, item: Item) -> str:
    """Why the row is there, in words."""
    return "; ".join(_reason(words, item, each) for each in item.reasons)


def _reason(words: Catalogue, item: Item, reason: Reason) -> str:
    key = f"{reason}-{item.details['cause']}" if reason == "stale-citation" else reason
    return words(f"queue.reason.{key}", n=abs(item.days_overdue or 0), **_details(words, item))


def _details(words: Catalogue, item: Item) -> dict[str, Any]:
    """What the sentences name; texts by language are told in the reader's."""
    return {
        name: words.pick(value)[0] if isinstance(value, Mapping) else value
        for name, value in item.details.items()
    }


def next_action(words: Catalogue, registry: Registry, item: Item) -> str:
    """The one thing to do next, in words."""
    values = _details(words, item)
    values["owner"] = organisation_name(words, registry, item.owner)
    step = item.next
    if step == "hand-over":
        names = [organisation_name(words, registry, each) for each in values["successors"]]
        values["successors"] = ", ".join(names)
        step = step if names else "hand-over-unknown"
    return words(f"queue.next.{step}", **values)


def groups(items: Sequence[Item]) -> Iterator[tuple[Reason, list[Item]]]:
    """The rows by group, in the order of the queue."""
    for group, members in groupby(items, key=lambda item: item.group):
        yield group, list(members)


def as_csv(words: Catalogue, registry: Registry, items: Sequence[Item]) -> str:
    """The queue for spreadsheets and programs: ids and ISO dates beside names and sentences."""
    return csv_document(csv_row(words, registry, item) for item in items)


def csv_document(lines: Iterable[str]) -> str:
    """The document of the lines."""
    return csv_text(CSV_COLUMNS, lines)


def csv_row(words: Catalogue, registry: Registry, item: Item) -> str:
    """Its line for one row."""
    cells = (
        item.key or "",
        item.type,
        item.id,
        title(words, registry, item)[0],
        item.owner or "",
        organisation_name(words, registry, item.owner),
        item.due.isoformat() if item.due else "",
        "" if item.days_overdue is None else str(item.days_overdue),
        item.state,
        item.update_status,
        " ".join(item.reasons),
        item.next,
        why(words, item),
        next_action(words, registry, item),
    )
    return csv_line(cells)


def as_markdown(words: Catalogue, registry: Registry, items: Sequence[Item], today: date) -> str:
    """The queue as a Markdown document, one table a group."""
    grouped = (
        (group, [markdown_row(words, registry, item) for item in members])
        for group, members in groups(items)
    )
    return markdown_document(words, grouped, today)


def markdown_row(words: Catalogue, registry: Registry, item: Item) -> str:
    """Its line for one row."""
    return markdown_line(cells(words, registry, item))


def markdown_document(
    words: Catalogue, grouped: Iterable[tuple[Reason, Sequence[str]]], today: date
) -> str:
    """The document of the lines of each group."""
    parts = [f"# {words('queue.title')}", words("queue.as_of", today=today)]
    for group, lines in grouped:
        parts.append(f"## {markdown(words(f'queue.group.{group}'))} ({len(lines)})")
        parts.append(markdown_lines(header(words), lines))
    if len(parts) == 2:  # noqa: PLR2004 - no group
        parts.append(words("queue.empty"))
    return "\n\n".join(parts) + "\n"
