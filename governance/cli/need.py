"""tp3 need: update needs of an output."""

from datetime import date
from typing import Any, get_args

import click

from governance.cli.edit import How, carry_out, edit_options, open_base
from governance.cli.options import TEXT, Call, DayType, complete_output, global_options, pass_call
from governance.model.fields import NeedState
from governance.rules.edits.needs import report_need, set_need


@click.group(name="need")
@global_options
def command() -> None:
    """Enter an update need, or say how it stands.

    Example: tp3 need add viitearkkitehtuuri --summary "Tekoälyä koskeva luku puuttuu"

    Example: tp3 need set viitearkkitehtuuri 1 --state planned --target 2027-06-30
    """


@command.command(name="add")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.option("--summary", required=True, multiple=True, type=TEXT, metavar="[LANG=]TEXT",
              help="The need in the registry's first language; again as sv=TEXT.")  # fmt: skip
@click.option("--source", type=TEXT, help="The issue, review or message it came from.")
@click.option("--date", "day", type=DayType(), metavar="DATE",
              help="Day on which it was reported.  [default: today]")  # fmt: skip
@edit_options
@pass_call
def add(call: Call, /, how: How, output: str, day: date | None, **fields: Any) -> int:
    """Enter an update need that somebody reported.

    Example: tp3 need add viitearkkitehtuuri --summary "Luku puuttuu" --summary "sv=Kapitel saknas"
    """
    base = open_base(call)
    edits = report_need(base.registry, output, base.today, day=day or base.today, **fields)
    return carry_out(call, how, base, edits)


@command.command(name="set")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.argument("number", metavar="N", type=click.IntRange(1))
@click.option("--state", required=True, type=click.Choice(get_args(NeedState)),
              help="The state from now on.")  # fmt: skip
@click.option("--target", type=DayType(), metavar="DATE",
              help="Day by which it is to be done; planned and in-progress demand it.")  # fmt: skip
@click.option("--version", type=TEXT, help="done: the version that carries it.")
@click.option("--reason", type=TEXT, help="declined: why.")
@edit_options
@pass_call
def set_(call: Call, /, how: How, output: str, number: int, **fields: Any) -> int:
    """Say how an update need stands; done and declined close it today.

    Example: tp3 need set viitearkkitehtuuri 1 --state planned --target 2027-06-30
    """
    base = open_base(call)
    edits = set_need(base.registry, output, number, base.today, **fields)
    return carry_out(call, how, base, edits)
