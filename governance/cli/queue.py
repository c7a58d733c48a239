"""tp3 queue: what must be reviewed and updated."""

from collections.abc import Sequence
from typing import get_args

import click

from governance.cli.gather import sound_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import is_terminal, print_lines, print_table, tell
from governance.model.near import near
from governance.model.problem import Misused
from governance.model.registry import Registry
from governance.publish import queue as words_of
from governance.publish.json import as_json
from governance.rules.queue import ALL, REASONS, Filter, Issues, Item, is_any, queue
from governance.rules.standing import ReviewState
from governance.text.catalogue import Catalogue

STATE = click.Choice(tuple(dict.fromkeys((*get_args(ReviewState), *REASONS))))


@click.command()
@global_options
@click.option("--owner", "owners", multiple=True, metavar="ID", help="Only rows of this owner.")
@click.option("--project", "projects", multiple=True, metavar="ID", help="Only of this project.")
@click.option("--theme", "themes", multiple=True, metavar="ID", help="Only of this theme.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only of this kind.")
@click.option(
    "--state", "states", multiple=True, type=STATE, help="Only with this state or reason."
)
@click.option("--fail-on", multiple=True, type=STATE, help="Exit 1 when a row has this state.")
@click.option(
    "--issues",
    "asks_issues",
    is_flag=True,
    help="Ask GitHub which issues stand: who waits, and what people have closed.",
)
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
    asks_issues: bool,
    form: str,
) -> int:
    """Show what must be done, the most pressing first: why, and the one next action.

    Offline, the most late reviews are taken for those that have an issue. With --issues GitHub is
    asked instead; nothing is written.

    Example: tp3 queue --owner omnia --state overdue --fail-on overdue
    """
    registry = sound_registry(call)
    wanted = Filter(owners, projects, themes, kinds, states)
    _must_exist(registry, wanted)
    if "issue-closed" in (*states, *fail_on) and not asks_issues:
        raise Misused("issues-needed")
    today = call.today(registry.rules.settings.timezone)
    items = queue(registry, today, wanted, issues=_stand(call, registry) if asks_issues else None)
    words = call.catalogue
    if form == "json":
        answer = {
            "format": 1,
            "revision": registry.revision,
            "today": today,
            "items": [words_of.as_data(item) for item in items],
        }
        click.echo(as_json(answer))
    elif form == "csv":
        click.echo(words_of.as_csv(words, registry, items), nl=False)
    elif form == "markdown":
        click.echo(words_of.as_markdown(words, registry, items, today), nl=False)
    else:
        _print(words, registry, items)
        empty = "queue.none_filtered" if wanted != ALL else "queue.empty"
        count = words("queue.summary", n=len(items)) if items else words(empty)
        tell(f"{words('queue.as_of', today=today)}: {count}")
    return 1 if any(is_any(item, fail_on) for item in items) else 0


def _stand(call: Call, registry: Registry) -> Issues:
    """What the issues say. Raises Outside where they cannot be asked, or there are none."""
    from governance.cli.forge import must_have_home
    from governance.cli.planning import base_of

    return base_of(call, registry, must_have_home(call, registry)).plan.issues


def _print(words: Catalogue, registry: Registry, items: Sequence[Item]) -> None:
    """A table a group on a terminal; in a pipe all that programs and people may want of a row."""
    if not is_terminal():
        print_lines([item.key or "", *words_of.cells(words, registry, item)] for item in items)
        return
    for group, members in words_of.groups(items):
        rows = (words_of.cells(words, registry, item, words_of.NARROW) for item in members)
        title = f"{words(f'queue.group.{group}')} ({len(members)})"
        print_table(words_of.header(words, words_of.NARROW), rows, title)


def _must_exist(registry: Registry, wanted: Filter) -> None:
    """A misspelt filter would show an empty queue; raises Misused instead."""
    owners, projects, themes = registry.organisations, registry.projects, registry.themes
    kinds = registry.rules.settings.kinds
    for id in (each for each in wanted.owners if each not in owners):
        raise Misused("organisation-unknown", id=id, near=near(id, owners))
    for id in (each for each in wanted.projects if each not in projects):
        raise Misused("project-unknown", id=id, near=near(id, projects))
    for id in (each for each in wanted.themes if each not in themes):
        raise Misused("theme-unknown", id=id, near=near(id, themes))
    for id in (each for each in wanted.kinds if each not in kinds):
        raise Misused("kind-unknown", id=id, near=near(id, kinds))
