"""tp3 schedule: agreed dates of reviews."""

from datetime import date

import click

from governance.cli.edit import TEXT, How, carry_out, edit_options, open_base
from governance.cli.options import Call, DayType, complete_output, global_options, pass_call
from governance.model.problem import Misused
from governance.rules.edits.schedule import schedule, spread_first_reviews
from governance.text.catalogue import LANGUAGES, catalogue


@click.command(name="schedule")
@global_options
@click.argument("output", metavar="[ID]", required=False, shell_complete=complete_output)
@click.option("--due", type=DayType(), metavar="DATE", help="Day by which the review is due.")
@click.option("--reason", type=TEXT, help="Why, in one line.")
@click.option("--spread", is_flag=True, help="Give every first review that has none a date.")
@click.option("--from", "start", type=DayType(), metavar="DATE",
              help="With --spread: the first day.  [default: today]")  # fmt: skip
@click.option("--months", type=click.IntRange(1, 120), default=12, show_default=True,
              help="With --spread: over so many months.")  # fmt: skip
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
    months: int,
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
    base = open_base(call)
    registry, today = base.registry, base.today
    if output is None:
        if due is not None:
            raise Misused("schedule-which")
        edits = spread_first_reviews(
            registry, today, start=start or today, months=months, owners=owners,
            reason=reason or _reason(registry.languages[0]),
        )  # fmt: skip
    else:
        if due is None or reason is None:
            raise Misused("schedule-which")
        edits = schedule(registry, output, today, due=due, reason=reason)
    return carry_out(call, how, base, edits)


def _reason(language: str) -> str:
    """Why dates are spread, in the language of the registry, whose record it stands in."""
    return catalogue(language if language in LANGUAGES else "en")("edit.spread")
