"""tp3 set-status: the lifecycle of an output."""

from typing import get_args

import click

from governance.cli.edit import How, carry_out, edit_options, open_base
from governance.cli.options import TEXT, Call, complete_output, global_options, pass_call
from governance.model.fields import Status
from governance.model.problem import Misused
from governance.rules.edits.status import set_status


@click.command(name="set-status")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.argument("status", type=click.Choice(get_args(Status)))
@click.option("--reason", type=TEXT, help="Why; stands in the message of the commit.")
@edit_options
@pass_call
def command(call: Call, /, how: How, output: str, status: Status, reason: str | None) -> int:
    """Set the status of an output, as far as workflows/lifecycle.yaml allows it.

    Example: tp3 set-status kyvykkyyskysely current --commit --reason "otettu käyttöön"
    """
    if reason is not None and not (how.commit or how.dry_run):
        raise Misused("reason-without-commit")
    base = open_base(call)
    return carry_out(call, how, base, set_status(base.registry, output, status), reason or "")
