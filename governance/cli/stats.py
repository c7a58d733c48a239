"""tp3 stats: how the registry fares, on a day or over time."""

import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from governance.cli.gather import Watched, open_revision, open_tree, sound_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import is_terminal, print_lines, print_table, tell
from governance.model.period import Period
from governance.model.problem import Misused, Outside
from governance.model.registry import Registry
from governance.publish import stats as words_of
from governance.publish.json import as_json
from governance.publish.table import csv_table, markdown_table
from governance.rules.checks import check_countable
from governance.rules.standing import Standings
from governance.rules.stats import stats
from governance.rules.trend import Point, Trend, month_ends, point
from governance.store.load import Loaded, load, timezone_of

if TYPE_CHECKING:
    from governance.store.git import RevisionTree  # costs 0.1 s, and most calls read files


class MonthsType(click.ParamType[int]):
    """A length of time in whole months: 24m, 2y, or as ISO 8601 writes it, P2Y."""

    name = "months"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of months; fails as wrong usage where it is none."""
        if isinstance(value, int):
            return value
        try:
            period = Period.parse(f"P{value.upper().removeprefix('P')}")
        except ValueError:
            period = Period(0, 0)
        if not period.months or period.days:
            self.fail(
                f"{value!r} is no number of months or years; write it as 24m or 2y", param, ctx
            )
        return period.months


@click.command()
@global_options
@click.option(
    "--over", "months", type=MonthsType(), metavar="TIME",
    help="Instead, the whole at the end of each month for so long, such as 24m or 2y.",
)  # fmt: skip
@format_option("text", "json", "csv", "markdown", "svg")
@pass_call
def command(call: Call, months: int | None, form: str) -> None:
    """Show the indicators, each with what it is counted of: whole, projects, owners, kinds.

    With --over they are counted from the commits up to HEAD or --rev, each by its own rules; svg
    is a chart of them.

    Example: tp3 stats --over 24m --format svg > trend.svg
    """
    if months is not None:
        _print_trend(call, trend_of(call, months), form)
    elif form == "svg":
        raise Misused("over-needed")
    else:
        _print_stats(call, form)


def _print_stats(call: Call, form: str) -> None:
    registry = sound_registry(call)
    today = call.today(registry.rules.settings.timezone)
    found = stats(Standings(registry, today))
    words = call.catalogue
    if form == "json":
        click.echo(as_json(words_of.as_data(registry, found, today)))
        return
    rows = list(words_of.rows(words, registry, found))
    if form == "csv":
        plain = [
            [group, name, *("" if value is None else str(value) for value in vars(each).values())]
            for group, name, each in rows
        ]
        click.echo(csv_table(("group", "name", *words_of.COLUMNS), plain), nl=False)
        return
    groups = [group for group, _, _ in rows]
    shown = [words_of.cells(words, name, each) for _, name, each in rows]
    if form == "markdown":
        click.echo(markdown_table(words_of.header(words), shown))
    elif is_terminal():
        print_table(words_of.header(words), shown, words("queue.as_of", today=today))
    else:
        print_lines([group, *cells] for group, cells in zip(groups, shown, strict=True))


def _print_trend(call: Call, trend: Trend, form: str) -> None:
    from governance.publish import trend as trend_words

    words = call.catalogue
    header, rows = (
        trend_words.header(words),
        [trend_words.cells(words, each) for each in trend.points],
    )
    if form == "json":
        click.echo(as_json(trend_words.as_data(trend)))
    elif form == "csv":
        click.echo(trend_words.as_csv(trend), nl=False)
    elif form == "svg":
        from governance.publish.trend_chart import chart

        click.echo(chart(words, trend))
    elif form == "markdown":
        click.echo(markdown_table(header, rows))
    elif is_terminal():
        print_table(header, rows, words("trend.title"))
    else:
        days = (each.day.isoformat() for each in trend.points)
        print_lines([day, *row[1:]] for day, row in zip(days, rows, strict=True))
    for notice in trend_words.notices(words, trend):
        tell(notice)


def trend_of(call: Call, months: int, known: Registry | None = None) -> Trend:
    """The indicators at the ends of so many months, from the commits up to HEAD or --rev.

    Records that `known` has as well are not read again. Raises Outside where Git cannot be read or
    history is cut off, Misused where the revision does not exist or is younger than `today`.
    """
    from governance.store.git import RevisionTree, as_of_days

    start = _start(call)
    zone = timezone_of(start)
    today = call.today(zone)
    days = reversed(month_ends(today, months))
    points: list[Point] = []
    loaded: Loaded | None = None
    registry = begins = None
    title: Mapping[str, str] = {}
    try:
        for day, commit in as_of_days(start.repository, start.commit, days, zone):
            tree = RevisionTree(start.repository, commit, start.prefix)
            if not points or points[-1].commit != tree.revision:
                loaded = _load(tree, loaded.registry if loaded else known)
                registry = _countable(loaded)
            if registry is not None:
                title = title or registry.rules.settings.title
            points.append(point(day, tree.revision, registry))
    except Misused as stop:
        if not points:
            raise
        begins = date.fromisoformat(stop.values["first"])
    return Trend(start.revision, today, months, tuple(reversed(points)), begins, title)


def _start(call: Call) -> "RevisionTree":
    if call.rev is None and call.root is None:
        open_tree(call)  # says where there is no registry
    return open_revision(call, call.rev or "HEAD")


def _load(tree: "RevisionTree", known: Registry | None) -> Loaded | None:
    """Everything at one commit, None where its names cannot be read."""
    shown = Watched(tree) if sys.stderr and sys.stderr.isatty() else tree
    try:
        return load(shown, known=known)
    except Outside as stop:
        if stop.code != "git-name":
            raise
        return None


def _countable(loaded: Loaded | None) -> Registry | None:
    """The registry, None where it could not be read or is too broken to be counted."""
    if loaded is None or loaded.problems or any(check_countable(loaded.registry)):
        return None
    return loaded.registry
