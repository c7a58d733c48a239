"""The indicators as data and as rows for people."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from governance.model.registry import Registry
from governance.publish.names import kind_name, organisation_name, project_name
from governance.rules.stats import Indicators, Stats
from governance.text.catalogue import Catalogue

COLUMNS = tuple(field.name for field in fields(Indicators))
SHOWN = (
    "name", "outputs", "in_date", "late", "median_lateness", "unowned", "proposed", "declined",
    "ended", "needs_open", "median_need_age",
)  # fmt: skip
Row = tuple[str, str, Indicators]


def as_data(registry: Registry, stats: Stats, today: date) -> dict[str, Any]:
    """For programs: every indicator with what it is counted of, and the share in date."""
    return {
        "format": 1,
        "revision": registry.revision,
        "today": today,
        "total": _indicators(stats.total),
        "organisations": {name: _indicators(each) for name, each in stats.organisations.items()},
        "projects": {name: _indicators(each) for name, each in stats.projects.items()},
        "kinds": {name: _indicators(each) for name, each in stats.kinds.items()},
    }


def _indicators(each: Indicators) -> dict[str, Any]:
    return {
        **asdict(each),
        "share_in_date": share(each.in_date, each.under_review),
        "share_unowned": share(each.unowned, each.current),
        "share_proposed": share(each.proposed, each.current),
    }


def share(part: int, whole: int) -> float | None:
    """Part of the whole between 0 and 1, to four places; None of nothing."""
    return round(part / whole, 4) if whole else None


def rows(words: Catalogue, registry: Registry, stats: Stats) -> Iterator[Row]:
    """Every group: what it is grouped by, its name, its indicators; the whole first."""
    yield "total", words("stats.group.total"), stats.total
    for id, each in stats.projects.items():
        yield "project", project_name(registry, id), each
    for id, each in stats.organisations.items():
        yield "organisation", organisation_name(words, registry, id), each
    for id, each in stats.kinds.items():
        yield "kind", kind_name(words, registry, id), each


def header(words: Catalogue) -> list[str]:
    """Names of the columns of `cells`."""
    return [words(f"stats.column.{name}") for name in SHOWN]


def cells(words: Catalogue, name: str, each: Indicators) -> list[str]:
    """One row for people; every share says of how many."""
    return [
        name,
        str(each.outputs),
        _of(words, each.in_date, each.under_review),
        _of(words, each.late, each.under_review),
        _number(words, each.median_lateness),
        _of(words, each.unowned, each.current),
        _of(words, each.proposed, each.current),
        str(each.declined),
        str(each.ended),
        str(each.needs_open),
        _number(words, each.median_need_age),
    ]


def _of(words: Catalogue, part: int, whole: int) -> str:
    return f"{part}/{whole} ({words.percent(part / whole)})" if whole else "0/0"


def _number(words: Catalogue, value: float | None) -> str:
    return "–" if value is None else words.number(value)
