"""tp3 stats: how the registry fares."""

import click

from governance.cli.gather import sound_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import is_terminal, print_lines, print_table
from governance.publish import stats as words_of
from governance.publish.json import as_json
from governance.publish.table import csv_table, markdown_table
from governance.rules.stats import stats


@click.command()
@global_options
@format_option("text", "json", "csv", "markdown")
@pass_call
def command(call: Call, form: str) -> None:
    """Show the indicators, each with what it is counted of: whole, projects, owners, kinds.

    Example: tp3 stats --format json
    """
    registry = sound_registry(call)
    today = call.today(registry.rules.settings.timezone)
    found = stats(registry, today)
    words = call.catalogue
    if form == "json":
        click.echo(as_json(words_of.as_data(registry, found, today)))
        return
    rows = list(words_of.rows(words, registry, found))
    if form == "csv":
        plain = [
            [group, name, *("" if value is None else str(value) for value in vars(each).values())]
            for group, name, each in rows
        ]
        click.echo(csv_table(("group", "name", *words_of.COLUMNS), plain), nl=False)
        return
    groups = [group for group, _, _ in rows]
    shown = [words_of.cells(words, name, each) for _, name, each in rows]
    if form == "markdown":
        click.echo(markdown_table(words_of.header(words), shown))
    elif is_terminal():
        print_table(words_of.header(words), shown, words("queue.as_of", today=today))
    else:
        print_lines([group, *cells] for group, cells in zip(groups, shown, strict=True))
