"""The indicators over time as a chart (SVG), with the same values as a table in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from governance.publish.page import render
from governance.publish.stats import share
from governance.publish.trend import cells, header
from governance.rules.stats import Indicators
from governance.rules.trend import Point, Trend
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

WIDTH = 800
LEFT, RIGHT = 70, 712  # where the plots begin and end; the last value stands to the right
PANEL_HEIGHT = 148
PLOT_TOP, PLOT_HEIGHT = 36, 96  # inside a panel, below its title
SHARES = (0.0, 0.5, 1.0)
MOST_INTERVALS = 3  # of the other y axes
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months from label to label
LABEL_ROOM = 74  # pixels that the label of a month needs
TODAY_ROOM = 84  # pixels that the last label, a whole date, needs
DAYS_OF_A_MONTH = 30.4
MOST_DOTS = 40  # points that are drawn one by one
MOST_ROWS = 24  # of the table
LONGEST_TITLE = 70  # characters on one line; the whole title is in <title>
LAST = ("day", "share", "needs", "lateness")  # what the description tells of the last point

Place = tuple[float, float]


@dataclass(frozen=True)
class Measure:
    """One of the three indicators: its name, its value, how it is written; its ticks if fixed."""

    title: str
    value: Callable[[Indicators], float | None]
    written: Callable[[float], str]
    ticks: Sequence[float] | None = None


@dataclass(frozen=True)
class Dot:
    """One value: its place and what it says."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Panel:
    """One indicator as drawn: its axis, its line in pieces with gaps between, the last value.

    Every dot can be pointed at; `drawn` are those that are seen.
    """

    title: str
    top: int
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[tuple[Place, ...], ...]
    dots: tuple[Dot, ...]
    drawn: frozenset[Dot]
    last: Dot | None


def chart(words: Catalogue, trend: Trend, *, is_alone: bool = True) -> str:
    """Three line charts over one axis of months: share in date, open needs, median days late.

    A file with colours for light and dark. Where it stands alone, and not on a page that says so,
    it has a heading, and the values as a table. There must be a point.
    """
    title = words.pick(trend.title)[0] if trend.title and is_alone else ""
    places = [*zip(_across([each.day for each in trend.points]), trend.points, strict=True)]
    return render(
        "trend.svg",
        words=words,
        title=title,
        heading=shortened(title, LONGEST_TITLE),
        first=trend.points[0].day,
        today=trend.points[-1].day,
        last=dict(zip(LAST, cells(words, trend.points[-1]), strict=True)),
        panels=[_panel(at, each, words, places) for at, each in enumerate(_measures(words))],
        months=list(_months(words, places)),
        gaps=[x for x, each in places if each.indicators is None],
        notes=[words(f"trend.{note}") for note in _notes(trend.points)],
        width=WIDTH,
        left=LEFT,
        right=RIGHT,
        plot_top=PLOT_TOP,
        plot_height=PLOT_HEIGHT,
        panel_height=PANEL_HEIGHT,
        is_alone=is_alone,
        header=header(words),
        rows=[cells(words, each) for each in _picked(trend.points)] if is_alone else [],
        points=len(trend.points),
    )


def _measures(words: Catalogue) -> tuple[Measure, ...]:
    return (
        Measure(
            words("trend.share"),
            lambda each: share(each.in_date, each.under_review),
            words.percent,
            SHARES,
        ),
        Measure(words("stats.column.needs_open"), lambda each: each.needs_open, words.number),
        Measure(
            words("stats.column.median_lateness"), lambda each: each.median_lateness, words.number
        ),
    )


def _across(days: Sequence[date]) -> Iterator[float]:
    """Where each day lies on the x axis; a lone one lies at its end."""
    whole = (days[-1] - days[0]).days
    for day in days:
        part = (day - days[0]).days / whole if whole else 1
        yield round(LEFT + (RIGHT - LEFT) * part, 1)


def _panel(
    at: int, measure: Measure, words: Catalogue, places: Sequence[tuple[float, Point]]
) -> Panel:
    values = [
        None if each.indicators is None else measure.value(each.indicators) for _, each in places
    ]
    ticks = measure.ticks or _ticks(max((each for each in values if each is not None), default=0))

    def height(value: float) -> float:
        return round(PLOT_TOP + PLOT_HEIGHT * (1 - value / ticks[-1]), 1)

    pieces: list[list[Dot]] = [[]]
    for (x, each), value in zip(places, values, strict=True):
        if value is None:
            pieces.append([])
        else:
            text = f"{words.day(each.day)}: {measure.written(value)}"
            pieces[-1].append(Dot(x, height(value), text))
    known = [value for value in values if value is not None]
    dots = [dot for piece in pieces for dot in piece]
    few = len(places) <= MOST_DOTS
    return Panel(
        title=measure.title,
        top=at * PANEL_HEIGHT,
        ticks=tuple((height(tick), measure.written(tick)) for tick in ticks),
        lines=tuple(tuple((dot.x, dot.y) for dot in piece) for piece in pieces if len(piece) > 1),
        dots=tuple(dots),
        drawn=frozenset(dot for piece in pieces for dot in piece if few or len(piece) == 1),
        last=Dot(dots[-1].x, dots[-1].y, measure.written(known[-1])) if dots else None,
    )


def _ticks(most: float) -> Sequence[float]:
    """Two to four round numbers from 0 to `most` or a little more."""
    for step in (base * 10**power for power in count() for base in (1, 2, 5)):
        intervals = max(1, -int(-most // step))
        if intervals <= MOST_INTERVALS:
            return range(0, step * (intervals + 1), step)
    raise AssertionError(most)  # never: the steps grow without end


def _months(words: Catalogue, places: Sequence[tuple[float, Point]]) -> Iterator[tuple[float, str]]:
    """Labels of the x axis before that of the last day: as many months as have room."""
    days = (places[-1][1].day - places[0][1].day).days
    pixels = (RIGHT - LEFT) * DAYS_OF_A_MONTH / days if days else LABEL_ROOM
    step = next((each for each in STEPS if each * pixels >= LABEL_ROOM), STEPS[-1])
    for x, each in places[:-1]:
        day = each.day
        if (12 * day.year + day.month) % step == 0 and x <= RIGHT - TODAY_ROOM:
            yield x, words("trend.month", month=day.month, year=day.year)


def _notes(points: Sequence[Point]) -> Iterator[str]:
    """Why a line has gaps."""
    known = [each.indicators for each in points if each.indicators is not None]
    if len(known) < len(points):
        yield "gap"
    if any(each.median_lateness is None for each in known):
        yield "none_due"


def _picked(points: Sequence[Point]) -> Iterator[Point]:
    """The rows of the table: all points, or so many of them, the first and the last among them."""
    rows = min(len(points), MOST_ROWS)
    for row in range(rows):
        yield points[row * (len(points) - 1) // max(rows - 1, 1)]
