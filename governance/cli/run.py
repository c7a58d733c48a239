"""tp3 run: the main job in one go, offline."""

from pathlib import Path

import click

from governance.cli.gather import all_problems, load_registry
from governance.cli.options import Call, global_options, out_option, pass_call
from governance.cli.show import tell
from governance.cli.site_files import (
    BELOW,
    folder_of,
    must_be_free,
    searchable_site,
    source_of,
    write_site,
)
from governance.publish import problems
from governance.publish.issues.files import issue_files, plan_pages
from governance.publish.issues.overview import overview_actions
from governance.publish.issues.plan import resting
from governance.publish.issues.wording import IssueWords
from governance.publish.stats import share
from governance.rules.issues.observed import Observed
from governance.rules.issues.plan import Planner
from governance.store.write import write_anew

ISSUES = "issues/"  # where in the folder of what is built


@click.command()
@global_options
@out_option("build")
@pass_call
def command(call: Call, out: Path | None) -> int:
    """Validate; write the site and the issues that would be open; say how it stands.

    Nothing is written when the registry is not valid, or where somebody else's file would be
    replaced. In a bare repository say where with --out.

    Example: tp3 run --out /tmp/tp3
    """
    folder = folder_of(call, out, BELOW, ISSUES)
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
    source = source_of(call, registry)
    planner, nothing = Planner(source.standings, IssueWords(registry)), Observed()
    plan = planner.plan(nothing)
    overview = overview_actions(registry, planner, plan, nothing)
    issues = plan_pages(plan, overview, source.today) | issue_files(plan, overview)
    files = searchable_site(call, source)
    must_be_free(out, {BELOW: files, ISSUES: issues})
    write_site(call, folder, files, BELOW, is_whole=source.steps is not None)
    write_anew(folder, ISSUES, issues)
    items, total = source.items, source.stats.total
    late = sum(item.is_late_review for item in items)
    share_in_date = words.percent(share(total.in_date, total.under_review) or 0)
    for line in (
        words("run.registry", n=total.outputs, organisations=len(registry.organisations)),
        words("run.in_date", n=total.in_date, of=total.under_review, share=share_in_date),
        words("run.queue", n=len(items), overdue=late),
        words("run.owners", n=total.proposed, unowned=total.unowned, of=total.current),
        words("run.needs", n=total.needs_open),
        words("run.issues", n=len(plan.actions)),
        *([resting(words, plan.asks_from)] if plan.asks_from else []),
        words("run.written", folder=str(folder), page=str(folder / BELOW / "index.html")),
    ):
        click.echo(line)
    return 0
