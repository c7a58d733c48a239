"""tp3 queue: what must be reviewed and updated."""

import sys
from collections.abc import Sequence
from typing import Any, get_args

import click

from governance.cli.gather import sound_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import as_json, print_lines, print_table
from governance.model.near import near
from governance.model.problem import Misused
from governance.model.registry import Registry
from governance.publish import queue as words_of
from governance.publish.table import csv_table
from governance.rules.queue import REASONS, Filter, Item, is_any, queue
from governance.rules.standing import ReviewState
from governance.text.catalogue import Catalogue

STATES = tuple(dict.fromkeys((*get_args(ReviewState), *REASONS)))
STATE = click.Choice(STATES)
CSV_COLUMNS = (
    "key", "id", "title", "owner", "owner_name", "due", "days_overdue", "state", "update_status",
    "reasons", "next", "why", "what",
)  # fmt: skip


@click.command()
@global_options
@click.option("--owner", "owners", multiple=True, metavar="ID", help="Only outputs of this owner.")
@click.option("--project", "projects", multiple=True, metavar="ID", help="Only of this project.")
@click.option("--theme", "themes", multiple=True, metavar="ID", help="Only of this theme.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only of this kind.")
@click.option(
    "--state", "states", multiple=True, type=STATE, help="Only with this state or reason."
)
@click.option("--fail-on", multiple=True, type=STATE, help="Exit 1 when a row has this state.")
@format_option("text", "json", "csv", "markdown")
@pass_call
def command(
    call: Call,
    owners: tuple[str, ...],
    projects: tuple[str, ...],
    themes: tuple[str, ...],
    kinds: tuple[str, ...],
    states: tuple[str, ...],
    fail_on: tuple[str, ...],
    form: str,
) -> int:
    """Show what must be done, the most pressing first: why, and the one next action.

    Example: tp3 queue --owner omnia --state overdue --fail-on overdue
    """
    registry = sound_registry(call)
    wanted = Filter(owners, projects, themes, kinds, states)
    _must_exist(registry, wanted)
    today = call.today(registry.rules.settings.timezone)
    items = queue(registry, today, wanted)
    words = call.catalogue
    if form == "json":
        answer = {
            "format": 1,
            "revision": registry.revision,
            "today": today,
            "items": [as_data(item) for item in items],
        }
        click.echo(as_json(answer))
    elif form == "csv":
        rows = [_csv_row(call, registry, item) for item in items]
        click.echo(csv_table(CSV_COLUMNS, rows), nl=False)
    elif form == "markdown":
        click.echo(words_of.as_markdown(words, registry, items, today), nl=False)
    else:
        _print(words, registry, items)
        empty = "queue.none_filtered" if wanted != Filter() else "queue.empty"
        count = words("queue.summary", n=len(items)) if items else words(empty)
        click.echo(f"{words('queue.as_of', today=today)}: {count}", err=True)
    return 1 if any(is_any(item, fail_on) for item in items) else 0


def _print(words: Catalogue, registry: Registry, items: Sequence[Item]) -> None:
    """A table a group on a terminal; in a pipe all that programs and people may want of a row."""
    if not sys.stdout.isatty():
        print_lines([item.key or "", *words_of.cells(words, registry, item)] for item in items)
        return
    for group, members in words_of.groups(items):
        rows = (words_of.narrow_cells(words, registry, item) for item in members)
        title = f"{words(f'queue.group.{group}')} ({len(members)})"
        print_table(words_of.narrow_header(words), rows, title)


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
    }


def _csv_row(call: Call, registry: Registry, item: Item) -> list[str]:
    words = call.catalogue
    return [
        item.key or "",
        item.id,
        words_of.title(words, registry, item).removesuffix(f" [{item.id}]"),
        item.owner or "",
        words_of.organisation_name(words, registry, item.owner),
        item.due.isoformat() if item.due else "",
        "" if item.days_overdue is None else str(item.days_overdue),
        item.state,
        item.update_status,
        " ".join(item.reasons),
        item.next,
        "; ".join(words_of.reason(words, item, each) for each in item.reasons),
        words_of.next_action(words, registry, item),
    ]


def _must_exist(registry: Registry, wanted: Filter) -> None:
    """A misspelt filter would show an empty queue; raises Misused instead."""
    named = (
        ("organisation", wanted.owners, registry.organisations),
        ("project", wanted.projects, registry.projects),
        ("theme", wanted.themes, registry.themes),
        ("kind", wanted.kinds, registry.rules.settings.kinds),
    )
    for what, ids, known in named:
        for id in ids:
            if id not in known:
                raise Misused(f"{what}-unknown", id=id, near=near(id, known))
