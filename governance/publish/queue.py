"""The update queue in words."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from governance.model.registry import Registry
from governance.publish.table import markdown_table
from governance.rules.queue import Item, Reason
from governance.text.catalogue import Catalogue
from governance.text.media import markdown

COLUMNS = ("id", "owner", "due", "state", "update_status", "reasons", "next")


def narrow_header(words: Catalogue) -> list[str]:
    """The names of the columns where there is little room."""
    return [words(f"queue.column.{column}") for column in ("due", "id", "reasons", "next")]


def narrow_cells(words: Catalogue, registry: Registry, item: Item) -> list[str]:
    """One row where there is little room: the group tells the state, the next step the owner."""
    row = cells(words, registry, item)
    return [row[2], row[0], row[5], row[6]]


def header(words: Catalogue) -> list[str]:
    """The names of the columns."""
    return [words(f"queue.column.{column}") for column in COLUMNS]


def cells(words: Catalogue, registry: Registry, item: Item) -> list[str]:
    """One row for people: names and sentences in the reader's language."""
    return [
        title(words, registry, item),
        organisation_name(words, registry, item.owner),
        words.day(item.due) if item.due else "",
        words.term("review_state", item.state),
        words.term("update_status", item.update_status),
        "; ".join(reason(words, item, each) for each in item.reasons),
        next_action(words, registry, item),
    ]


def title(words: Catalogue, registry: Registry, item: Item) -> str:
    """The title of what the row is about, with its id."""
    if item.id in registry.outputs and item.reasons[0] != "evidence-old":
        return f"{words.pick(registry.outputs[item.id].title)[0]} [{item.id}]"
    return f"{registry.platforms[item.id].name} [{item.id}]"


def organisation_name(words: Catalogue, registry: Registry, id: str | None) -> str:
    """An organisation's name, its id where there is no such record, empty for nobody."""
    if id is None:
        return ""
    found = registry.organisations.get(id)
    return words.pick(found.names)[0] if found else id


def reason(words: Catalogue, item: Item, why: Reason) -> str:
    """Why the row is there, in words."""
    return words(f"queue.reason.{why}", n=abs(item.days_overdue or 0), **dict(item.details))


def next_action(words: Catalogue, registry: Registry, item: Item) -> str:
    """The one thing to do next, in words."""
    values: dict[str, str | date] = dict(item.details)
    values["owner"] = organisation_name(words, registry, item.owner)
    step = item.next
    if step == "hand-over":
        ids = [each for each in str(values["successors"]).split(", ") if each]
        values["successors"] = ", ".join(organisation_name(words, registry, each) for each in ids)
        step = step if ids else "hand-over-unknown"
    return words(f"queue.next.{step}", **values)


def groups(items: Sequence[Item]) -> Iterator[tuple[Reason, list[Item]]]:
    """The rows by group, in the order of the queue."""
    for group, members in groupby(items, key=lambda item: item.group):
        yield group, list(members)


def as_markdown(words: Catalogue, registry: Registry, items: Sequence[Item], today: date) -> str:
    """The queue as a Markdown document, one table a group."""
    parts = [f"# {words('queue.title')}", words("queue.as_of", today=today)]
    if not items:
        parts.append(words("queue.empty"))
    for group, members in groups(items):
        parts.append(f"## {markdown(words(f'queue.group.{group}'))} ({len(members)})")
        rows = [cells(words, registry, item) for item in members]
        parts.append(markdown_table(header(words), rows))
    return "\n\n".join(parts) + "\n"
