"""tp3 issues alarm: a run that fails is an issue until it succeeds again."""

import re
from typing import Any

import click

from governance.cli.edit import words_of
from governance.cli.forge import must_have_home
from governance.cli.gather import load_registry
from governance.cli.options import Call, global_options, pass_call
from governance.forge.alarm import clear_alarm, raise_alarm
from governance.model.problem import Misused
from governance.text.catalogue import catalogue

UTC_DAY = "UTC"


class RunName(click.ParamType[str]):
    """The name of what runs, as a marker can hold it."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; fails as wrong usage where it has other letters than a to z and -."""
        if not re.fullmatch(r"[a-z-]{1,40}", str(value)):
            self.fail(f"{value!r} is no name of a run; write it as nightly", param, ctx)
        return str(value)


@click.command(name="alarm")
@global_options
@click.argument("name", type=RunName())
@click.option("--failed/--healed", "failed", default=None, required=True,
              help="How the run went.")  # fmt: skip
@click.option("--run", "url", metavar="URL", help="The address of the run.")
@pass_call
def alarm(call: Call, name: str, failed: bool | None, url: str | None) -> int:
    """Keep one issue open for the maintainers while a scheduled run fails.

    It works also where the registry itself cannot be read.

    Example: tp3 issues alarm nightly --failed --run https://github.com/owner/name/actions/runs/1
    """
    if url is not None and not re.fullmatch(r"https?://[A-Za-z0-9.:/_-]{1,200}", url):
        raise Misused("run-address", url=url)
    registry = load_registry(call).registry
    settings = registry.settings
    github = must_have_home(call, registry).github
    words = words_of(registry) if settings else catalogue("en")
    address = url or words("plan.alarm.no_url")
    if failed:
        today = call.today(settings.timezone if settings else UTC_DAY)
        title = words("plan.alarm.title", name=name)
        text = words("plan.alarm.failed", name=name, url=address)
        issue = raise_alarm(github, name, today, title=title, text=text)
        click.echo(issue.url)
        return 0
    text = words("plan.alarm.healed", name=name, url=address)
    for issue in clear_alarm(github, name, text=text):
        click.echo(issue.url)
    return 0
