"""tp3 validate: whether the registry is valid."""

from datetime import date

import click

from governance.cli.gather import all_problems, load_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import tell
from governance.publish import problems
from governance.publish.json import as_json
from governance.rules.checks.policies import timezone_unknown
from governance.store.load import Loaded


def _today(call: Call, loaded: Loaded) -> date:
    """The day in the registry's time zone; in UTC where the settings are broken."""
    settings = loaded.registry.settings
    known = settings is not None and not any(timezone_unknown(loaded.registry))
    return call.today(settings.timezone if settings and known else "UTC")


@click.command()
@global_options
@format_option("text", "json", "github", "sarif")
@pass_call
def command(call: Call, form: str) -> int:
    """Check every record, policy and citation; say each problem with its line and remedy.

    Warnings do not fail. The day does not matter: a commit is valid for ever.

    Example: tp3 validate --format github
    """
    loaded = load_registry(call)
    found = all_problems(loaded)
    words = call.catalogue
    errors = sum(problem.severity == "error" for problem in found)
    if form == "json":
        answer = {
            "format": 1,
            "revision": loaded.registry.revision,
            "today": _today(call, loaded),
            "problems": problems.as_data(words, found),
        }
        click.echo(as_json(answer))
    elif form == "sarif":
        click.echo(as_json(problems.as_sarif(words, found)))
    elif found:
        write = problems.as_text if form == "text" else problems.as_annotations
        click.echo(write(words, found))
    if form == "text":
        counts = {
            "n": errors,
            "warnings": len(found) - errors,
            "files": len(loaded.registry.sources),
        }
        tell(words("validate.summary", **counts))
        if loaded.unread:
            tell(words("validate.unread", n=len(loaded.unread)))
    return 1 if errors else 0
