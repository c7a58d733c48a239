"""tp3 run: the main job in one go, offline."""

from pathlib import Path

import click

from governance.cli import problems
from governance.cli.gather import load_registry
from governance.cli.options import Call, global_options, pass_call
from governance.cli.validate import all_problems
from governance.publish.run import run_files
from governance.publish.stats import share
from governance.rules.queue import queue
from governance.rules.stats import stats
from governance.store.write import write_files


@click.command()
@global_options
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR",
              help="Write here.  [default: build, in the registry's root]")  # fmt: skip
@pass_call
def command(call: Call, out: Path | None) -> int:
    """Validate; write queue, indicators, chart and pages in three languages; say how it stands.

    Nothing is written when the registry is not valid.

    Example: tp3 run --out /tmp/tp3
    """
    loaded = load_registry(call)
    found = all_problems(loaded)
    words = call.catalogue
    if found:
        click.echo(problems.as_text(words, found), err=True)
    errors = sum(problem.severity == "error" for problem in found)
    if errors:
        click.echo(words("run.refused", n=errors), err=True)
        return 1
    registry = loaded.registry
    today = call.today(registry.rules.settings.timezone)
    folder = out or (call.root or call.directory) / "build"
    write_files(folder, run_files(registry, today))
    total = stats(registry, today).total
    late = sum(item.state == "overdue" and item.key is not None for item in queue(registry, today))
    share_in_date = words.percent(share(total.in_date, total.under_review) or 0)
    for line in (
        words("run.registry", n=total.outputs, organisations=len(registry.organisations)),
        words("run.in_date", n=total.in_date, of=total.under_review, share=share_in_date),
        words("run.queue", n=len(queue(registry, today)), overdue=late),
        words("run.owners", n=total.proposed, unowned=total.unowned, of=total.current),
        words("run.needs", n=total.needs_open),
        words("run.written", folder=str(folder), page=str(folder / "index.html")),
    ):
        click.echo(line)
    return 0
