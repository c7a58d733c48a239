"""tp3 handover: outputs to a new owner."""

from datetime import date

import click

from governance.cli.edit import How, carry_out, edit_options, open_base
from governance.cli.options import TEXT, Call, DayType, complete_output, global_options, pass_call
from governance.model.problem import Misused
from governance.rules.edits.owners import hand_over, owned_by


@click.command(name="handover")
@global_options
@click.argument("outputs", metavar="[ID]...", nargs=-1, shell_complete=complete_output)
@click.option("--to", required=True, type=TEXT, metavar="ORG", help="The new owner.")
@click.option("--all-of", "giver", type=TEXT, metavar="ORG",
              help="Every output of this owner that is not retired.")  # fmt: skip
@click.option("--since", type=DayType(), metavar="DATE",
              help="Day on which the new owner accepted.  [default: today]")  # fmt: skip
@click.option("--proposed", type=TEXT, metavar="TEXT",
              help="The new owner has not accepted yet; why it is proposed.")  # fmt: skip
@edit_options
@pass_call
def command(
    call: Call,
    how: How,
    outputs: tuple[str, ...],
    to: str,
    giver: str | None,
    since: date | None,
    proposed: str | None,
) -> int:
    """Hand outputs over to another organisation, which has accepted or is only proposed.

    Example: tp3 handover viitearkkitehtuuri --to omnia --since 2027-02-15
    """
    if bool(outputs) == (giver is not None):
        raise Misused("handover-which")
    if since is not None and proposed is not None:
        raise Misused("handover-since")
    base = open_base(call)
    ids = outputs if giver is None else owned_by(base.registry, giver)
    edits = hand_over(base.registry, ids, to, base.today, since=since, proposed=proposed)
    nothing = "edit.nothing" if ids else "edit.nothing_owned"
    return carry_out(call, how, base, edits, nothing=nothing)
