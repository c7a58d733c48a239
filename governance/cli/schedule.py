"""tp3 schedule: agreed dates of reviews."""

from datetime import date

import click

from governance.cli.edit import How, carry_out, edit_options, open_base, words_of
from governance.cli.options import TEXT, Call, DayType, complete_output, global_options, pass_call
from governance.model.problem import Misused
from governance.rules.edits.schedule import schedule, spread_first_reviews

MONTHS = 12  # over which first reviews are spread when nothing else is asked


@click.command(name="schedule")
@global_options
@click.argument("output", metavar="[ID]", required=False, shell_complete=complete_output)
@click.option("--due", type=DayType(), metavar="DATE", help="Day by which the review is due.")
@click.option("--reason", type=TEXT, help="Why, in one line.")
@click.option("--spread", is_flag=True, help="Give every first review that has none a date.")
@click.option("--from", "start", type=DayType(), metavar="DATE",
              help="With --spread: the first day.  [default: today]")  # fmt: skip
@click.option("--months", type=click.IntRange(1, 120),
              help=f"With --spread: over so many months.  [default: {MONTHS}]")  # fmt: skip
@click.option("--owner", "owners", type=TEXT, multiple=True, metavar="ORG",
              help="With --spread: only outputs of this owner.")  # fmt: skip
@edit_options
@pass_call
def command(
    call: Call,
    how: How,
    output: str | None,
    due: date | None,
    reason: str | None,
    spread: bool,
    start: date | None,
    months: int | None,
    owners: tuple[str, ...],
) -> int:
    """Agree on the day by which the open review is due; or spread first reviews over months.

    --spread takes the most late per cycle first, works on working days outside quiet periods, and
    gives no owner more reviews in a month than may be open at once.

    Example: tp3 schedule viitearkkitehtuuri --due 2027-03-15 --reason "sovittu puhelimessa"

    Example: tp3 schedule --spread --months 12 --dry-run
    """
    if spread == (output is not None):
        raise Misused("schedule-which")
    if output is not None and (start or months or owners):
        raise Misused("schedule-spread-only")
    base = open_base(call)
    registry, today = base.registry, base.today
    if output is None:
        if due is not None:
            raise Misused("schedule-which")
        edits = spread_first_reviews(
            registry, today, start=start or today, months=months or MONTHS, owners=owners,
            reason=reason or words_of(registry)("edit.spread"),
        )  # fmt: skip
    else:
        if due is None or reason is None:
            raise Misused("schedule-which")
        edits = schedule(registry, output, today, due=due, reason=reason)
    nothing = "edit.nothing_to_spread" if output is None else "edit.nothing"
    return carry_out(call, how, base, edits, nothing=nothing)
