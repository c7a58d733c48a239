"""tp3 issues: what should be asked of whom, and the issues that ask it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from governance.cli.alarm import alarm
from governance.cli.edit import words_of
from governance.cli.forge import home_of, must_have_home
from governance.cli.gather import sound_registry
from governance.cli.options import (
    Call,
    format_option,
    global_options,
    pass_call,
    private_option,
)
from governance.cli.planning import Base, base_of
from governance.cli.show import is_terminal, print_lines, print_table, tell
from governance.forge.apply import Applier, Outcome, after
from governance.model.problem import Refused
from governance.publish.issues import plan as plan_words
from governance.publish.issues.wording import reason
from governance.publish.json import as_json
from governance.rules.issues.action import Action, Plan
from governance.text.catalogue import Catalogue


@click.group(name="issues")
@global_options
def command() -> None:
    """Ask owners for reviews and keep update needs in view, by issues on GitHub.

    Example: tp3 issues plan --today 2027-11-01

    Example: tp3 issues apply
    """


@command.command(name="plan")
@global_options
@private_option
@format_option("text", "json", "markdown")
@pass_call
def plan(call: Call, private: Path | None, form: str) -> int:
    """Show what would be done to the issues, and why. Writes nothing and needs no right to write.

    Without `forge` in registry.yaml the plan is compared with nothing: it shows the issues that
    would be opened. GITHUB_REPOSITORY names another repository than that of `forge`.

    Example: tp3 issues plan --format markdown
    """
    registry = sound_registry(call)
    base = base_of(call, registry, home_of(call, registry), private)
    found = base.plan
    overview = base.overview(found, base.observed)
    words = call.catalogue
    repository = base.home.repository if base.home else None
    where = plan_words.as_of(words, base.planner.standings.today, repository)
    if form == "json":
        click.echo(as_json(_data(base, found, overview)))
    elif form == "markdown":
        click.echo(plan_words.as_markdown(words, found, overview, where), nl=False)
    else:
        _print(words, [*found.actions, *overview], found)
        tell(f"{where}: {plan_words.told(words, found, overview)}")
    return 0


@command.command(name="apply")
@global_options
@click.option("--expect", metavar="HASH", help="Only this plan, which somebody has looked at.")
@private_option
@format_option("text", "json")
@pass_call
def apply(call: Call, expect: str | None, private: Path | None, form: str) -> int:
    """Make the issues as they should be: open, remind, close; then the overview.

    A plan that would do much at once is refused until it is run with its hash.

    Example: tp3 issues apply --expect 3f1c09ab27d4e650
    """
    registry = sound_registry(call)
    home = must_have_home(call, registry)
    base = base_of(call, registry, home, private)
    _must_be_now(base)
    found = base.plan
    _must_be_meant(call.catalogue, found, expect)
    describe = words_of(registry)
    applier = Applier(
        home.github.reader,
        home.github.writer,
        mentions=home.mentions,
        describe=lambda name: describe(f"plan.label.{name}"),
    )
    say = form == "text"
    outcomes = [_carried(call.catalogue, applier, each, say=say) for each in found.actions]
    stands = after(base.observed, outcomes)
    last = base.overview(base.planner.plan(stands), stands)
    outcomes += [_carried(call.catalogue, applier, each, say=say) for each in last]
    if form == "json":
        results = [
            plan_words.as_data(each.action) | {"number": each.number, "result": each.result}
            for each in outcomes
        ]
        click.echo(as_json(_head(base, found) | {"results": results}))
    _sum_up(call.catalogue, outcomes)
    declined = next((each.why for each in outcomes if each.why), None)
    if declined:
        raise declined
    return 0


command.add_command(alarm)


def _must_be_now(base: Base) -> None:
    """Raises Refused for a day before what stands: much would be closed and asked again wrongly."""
    today, zone = base.planner.standings.today, base.planner.zone
    standing = (*base.observed.issues, *base.observed.overviews)
    days = [each.created.astimezone(zone).date() for each in standing if each.author.is_ours]
    if days and max(days) > today:
        raise Refused("day-past", today=str(today), date=str(max(days)))


def _must_be_meant(words: Catalogue, found: Plan, expect: str | None) -> None:
    """Raises Refused for another plan than was expected, and for a large one nobody looked at."""
    if expect is not None and expect != found.digest:
        raise Refused("plan-changed", expected=expect, hash=found.digest)
    if expect is None and found.brake is not None:
        raise Refused("plan-held", why=reason(words, found.brake), hash=found.digest)


def _carried(words: Catalogue, applier: Applier, action: Action, *, say: bool) -> Outcome:
    outcome = applier.apply(action)
    if say:
        line = plan_words.cells(words, action)
        number = f"#{outcome.number}" if outcome.number else ""
        print_lines(
            [[line[0], action.key, number, line[4], words(f"plan.result.{outcome.result}")]]
        )
    return outcome


def _sum_up(words: Catalogue, outcomes: Sequence[Outcome]) -> None:
    left = sum(each.is_left for each in outcomes)
    tell(words("plan.applied", n=len(outcomes) - left))
    if left:
        tell(words("plan.left", n=left))


def _print(words: Catalogue, actions: Sequence[Action], found: Plan) -> None:
    rows = [plan_words.cells(words, each) for each in actions]
    notes = [plan_words.note_cells(words, each) for each in found.notes]
    if not is_terminal():
        print_lines([*rows, *notes])
        return
    if rows:
        print_table(plan_words.header(words), rows)
    if notes:
        print_table(plan_words.header(words), notes, words("plan.notes"))


def _head(base: Base, found: Plan) -> dict[str, Any]:
    return {
        "format": 1,
        "revision": base.registry.revision,
        "today": base.planner.standings.today,
        "repository": base.home.repository if base.home else None,
        "hash": found.digest,
    }


def _data(base: Base, found: Plan, overview: Sequence[Action]) -> dict[str, Any]:
    return _head(base, found) | {
        "held": None if found.brake is None else {"code": found.brake.code, **found.brake.values},
        "actions": [plan_words.as_data(each) for each in (*found.actions, *overview)],
        "notes": [plan_words.note_data(each) for each in found.notes],
    }
