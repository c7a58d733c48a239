"""tp3 run: the main job in one go, offline."""

from pathlib import Path

import click

from governance.cli.gather import all_problems, load_registry, open_revision
from governance.cli.options import Call, global_options, pass_call
from governance.cli.show import stopped, tell
from governance.model.change import Step
from governance.model.problem import Misused, Outside
from governance.publish import problems
from governance.publish.issues.wording import IssueWords
from governance.publish.run import run_files
from governance.publish.stats import share
from governance.rules.issues.observed import Observed
from governance.rules.issues.plan import Planner
from governance.rules.queue import queue
from governance.rules.standing import Standings
from governance.rules.stats import stats
from governance.store.history import steps
from governance.store.load import timezone_of
from governance.store.write import remove_others, write_files


@click.command()
@global_options
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR",
              help="Write here.  [default: build, in the registry's root]")  # fmt: skip
@pass_call
def command(call: Call, out: Path | None) -> int:
    """Validate; write queue, indicators, chart, issues and pages; say how it stands.

    Nothing is written when the registry is not valid. In a bare repository say where with --out.

    Example: tp3 run --out /tmp/tp3
    """
    if out is None and call.root is None:
        raise Misused("out-needed")
    if out is not None and call.root is not None and _is_ours(out, call.root):
        raise Misused("out-inside", path=str(out))
    loaded = load_registry(call)
    found = all_problems(loaded)
    words = call.catalogue
    if found:
        tell(problems.as_text(words, found))
    errors = sum(problem.severity == "error" for problem in found)
    if errors:
        tell(words("run.refused", n=errors))
        return 1
    registry = loaded.registry
    today = call.today(registry.rules.settings.timezone)
    folder = out or (call.root or call.directory) / "build"
    items, counted = queue(registry, today), stats(registry, today)
    planner = Planner(Standings(registry, today), IssueWords(registry))
    asked = planner.plan(Observed())
    files = run_files(registry, today, items, counted, asked, _history(call))
    write_files(folder, files)
    remove_others(folder, "issues/*.md", files)
    total = counted.total
    late = sum(item.is_late_review for item in items)
    share_in_date = words.percent(share(total.in_date, total.under_review) or 0)
    for line in (
        words("run.registry", n=total.outputs, organisations=len(registry.organisations)),
        words("run.in_date", n=total.in_date, of=total.under_review, share=share_in_date),
        words("run.queue", n=len(items), overdue=late),
        words("run.owners", n=total.proposed, unowned=total.unowned, of=total.current),
        words("run.needs", n=total.needs_open),
        words("run.issues", n=len(asked.actions)),
        words("run.written", folder=str(folder), page=str(folder / "index.html")),
    ):
        click.echo(line)
    return 0


def _history(call: Call) -> list[Step] | None:
    """What changed up to the revision of the call; None, and said why, where Git cannot tell."""
    try:
        tree = open_revision(call, call.rev or "HEAD")
        return list(steps(None, tree, timezone_of(tree)))
    except Outside as stop:
        tell(call.catalogue("changelog.absent", reason=stopped(call, stop)))
        return None


def _is_ours(out: Path, root: Path) -> bool:
    """Whether what is written would stand among the files of the registry."""
    place = out.resolve()
    return place == root or any(
        place.is_relative_to(root / each)
        for each in ("registry", "workflows", "docs", "schemas", ".git")
    )
