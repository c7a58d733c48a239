"""tp3 changelog: what changed, commit by commit."""

from collections.abc import Iterator
from typing import Any

import click

from governance.cli.gather import open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.publish import changes as words_of
from governance.publish.json import as_json
from governance.publish.table import heading
from governance.store.history import Step, steps
from governance.store.load import timezone_of
from governance.text.media import markdown, terminal

SILENT = ("formatting-changed", "files-changed")  # of no meaning to readers of the registry


@click.command()
@global_options
@click.option("--from", "start", metavar="REV", help="Begin after this revision or date.")
@click.option("--to", "end", metavar="REV", default="HEAD", show_default=True, help="End here.")
@format_option("text", "json", "markdown")
@pass_call
def command(call: Call, start: str | None, end: str, form: str) -> None:
    """Show what changed in the registry, the newest first, each merged change as one step.

    Example: tp3 changelog --from 2026-12-01 --format markdown --lang fi
    """
    last = open_revision(call, end)
    first = open_revision(call, start) if start else None
    zone = timezone_of(last)
    walked = steps(first, last, zone)
    if form == "json":
        entries = [each for step in walked for each in _entries(step)]
        today = call.today(zone)
        answer = {"format": 1, "revision": last.revision, "today": today, "entries": entries}
        click.echo(as_json(answer))
        return
    parts = [part for step in walked if (part := _part(call, step, form))]
    click.echo("\n\n".join(parts) if parts else call.catalogue("changes.none"))


def _entries(step: Step) -> Iterator[dict[str, Any]]:
    for change in step.difference.changes:
        if change.kind != "formatting-changed":
            known = {"commit": step.commit, "date": step.day, "author": step.author}
            yield words_of.as_data(change, **known)


def _part(call: Call, step: Step, form: str) -> str:
    words = call.catalogue
    told = [each for each in step.difference.changes if each.kind not in SILENT]
    shown = list(words_of.lines(words, told, step.difference.names))
    if not shown:
        return ""
    named = {"date": step.day, "author": step.author, "commit": step.commit[:10]}
    title = words("changes.step", **named)
    if form == "markdown":
        return "\n".join([heading(title), "", *(f"- {markdown(line.strip())}" for line in shown)])
    return "\n".join([terminal(title), *(f"  {line}" for line in shown)])
