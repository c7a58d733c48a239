"""tp3 diff: what differs between two revisions, by meaning."""

import click

from governance.cli.changelog import show
from governance.cli.gather import open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.model.problem import Misused
from governance.publish.changelog import as_markdown, as_text, difference_lines
from governance.publish.changes import as_data
from governance.publish.json import as_json
from governance.store.history import compare, net_step
from governance.store.load import timezone_of


@click.command()
@global_options
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@format_option("text", "json", "markdown", "atom")
@pass_call
def command(call: Call, old: str, new: str | None, form: str) -> None:
    """Show the net difference from revision A to B (default: HEAD, or --rev), record by record.

    A and B are what Git resolves, or dates.

    Example: tp3 diff 2026-12-01 HEAD --lang sv
    """
    if new and call.rev:
        raise Misused("range-twice")
    first, second = open_revision(call, old), open_revision(call, new or call.rev or "HEAD")
    difference = compare(first, second)
    if form == "json":
        answer = {
            "format": 1,
            "revision": second.revision,
            "today": call.today(timezone_of(second)),
            "from": first.revision,
            "entries": [as_data(each) for each in difference.changes],
        }
        click.echo(as_json(answer))
        return
    if form == "atom":
        about = f"{first.revision[:10]}..{second.revision[:10]}"
        step = net_step(difference, first, second, timezone_of(second))
        show(call, second, iter([step]), form, about)
        return
    write = as_markdown if form == "markdown" else as_text
    click.echo(write(call.catalogue, difference_lines(call.catalogue, difference)))
