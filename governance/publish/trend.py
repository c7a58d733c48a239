"""The indicators over time as data and as rows for people."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from governance.publish import stats as stats_words
from governance.publish.table import csv_table
from governance.rules.trend import Point, Trend
from governance.text.catalogue import Catalogue

KEYS = ("date", "commit", *stats_words.COLUMNS, "share_in_date")
SHOWN = ("in_date", "needs_open", "median_lateness")  # what the chart shows
SHORT = 10  # characters of a commit that people are shown


def as_data(trend: Trend) -> dict[str, Any]:
    """For programs: every indicator of every point, all of them null where nothing is known."""
    return {
        "format": 1,
        "revision": trend.revision,
        "today": trend.today,
        "points": [_as_data(each) for each in trend.points],
    }


def _as_data(point: Point) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if point.indicators is not None:
        of = point.indicators
        known = asdict(of) | {"share_in_date": stats_words.share(of.in_date, of.under_review)}
    return dict.fromkeys(KEYS) | {"date": point.day, "commit": point.commit} | known


def as_csv(trend: Trend) -> str:
    """The same for spreadsheets; what is not known is empty."""
    rows = (_as_data(each).values() for each in trend.points)
    return csv_table(KEYS, (["" if each is None else str(each) for each in row] for row in rows))


def header(words: Catalogue) -> list[str]:
    """Names of the columns of `cells`."""
    return [words("trend.day"), *(words(f"stats.column.{name}") for name in SHOWN)]


def cells(words: Catalogue, point: Point) -> list[str]:
    """One row for people."""
    day = words.day(point.day)
    if point.indicators is None:
        return [day, words("trend.not_known"), *["–"] * (len(SHOWN) - 1)]
    shown = stats_words.cells(words, day, point.indicators)
    by_name = dict(zip(stats_words.SHOWN, shown, strict=True))
    return [day, *(by_name[name] for name in SHOWN)]


def notices(words: Catalogue, trend: Trend) -> Iterator[str]:
    """What a reader must know of the points: those that are missing, and those without values."""
    if trend.begins is not None:
        n = len(trend.points)
        yield words("trend.shorter", n=n, of=trend.months, first=trend.begins)
    yield from not_counted(words, trend)


def not_counted(words: Catalogue, trend: Trend) -> Iterator[str]:
    """Of which points nothing is known."""
    unknown: dict[str, list[str]] = {}
    for each in trend.points:
        if each.indicators is None:
            unknown.setdefault(each.commit[:SHORT], []).append(words.day(each.day))
    for commit, days in unknown.items():
        yield words("trend.not_counted", days=", ".join(days), commit=commit)
