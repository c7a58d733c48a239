"""tp3 review: a review that was done."""

from datetime import date
from typing import Any, get_args

import click

from governance.cli.edit import How, carry_out, edit_options, open_base
from governance.cli.options import TEXT, Call, DayType, complete_output, global_options, pass_call
from governance.model.fields import AiImpact, Outcome, Via
from governance.rules.edits.reviews import review


@click.command(name="review")
@global_options
@click.argument("output", metavar="ID", shell_complete=complete_output)
@click.option("--outcome", required=True, type=click.Choice(get_args(Outcome)),
              help="What the review found.")  # fmt: skip
@click.option("--evidence", required=True, type=TEXT, help="What was checked, in one line.")
@click.option("--by", required=True, type=TEXT, metavar="ORG", help="Organisation that reviewed.")
@click.option("--contact", type=TEXT, metavar="KEY", help="Key of its contact.")
@click.option("--version", type=TEXT, help="The version that was looked at.")
@click.option("--ai-impact", type=click.Choice(get_args(AiImpact)),
              help="How artificial intelligence changes the output.")  # fmt: skip
@click.option("--via", type=click.Choice(get_args(Via)), default="pull-request", show_default=True,
              help="How the review came.")  # fmt: skip
@click.option("--source", type=TEXT, help="Where it came from: a URL, or words for a proxy.")
@click.option("--date", "day", type=DayType(), metavar="DATE",
              help="Day of the review.  [default: today]")  # fmt: skip
@edit_options
@pass_call
def command(call: Call, /, how: How, output: str, day: date | None, **fields: Any) -> int:
    """Enter a review that was done, with what follows from it.

    `needs-work` and `replace` add an update need, `retire` sets the status, and a proposed owner
    who reviews has accepted; not by what somebody enters for her (proxy).

    Example: tp3 review viitearkkitehtuuri --outcome valid --evidence "luettu läpi" --by jokilaaksot
    """
    base = open_base(call)
    edits = review(base.registry, output, base.today, day=day or base.today, **fields)
    return carry_out(call, how, base, edits)
