"""The change log by month: what is published of it, as documents and pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.model.change import Step
from governance.model.registry import Registry
from governance.publish.changelog import Line, as_markdown, grouped, step_lines
from governance.publish.page import render
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue


@dataclass(frozen=True)
class Month:
    """A month, named by its first day, and what changed in it, newest first."""

    first: date
    steps: Sequence[Step]


def months(steps: Iterable[Step], until: date) -> list[Month]:
    """The months from the first step's to that of `until`, newest first, also those without any.

    A step dated after them is in none.
    """
    found: dict[date, list[Step]] = {}
    for step in steps:
        found.setdefault(step.day.replace(day=1), []).append(step)
    if not found:
        return []
    made = []
    month, first = until.replace(day=1), min(found)
    while month >= first:
        made.append(Month(month, found.get(month, ())))
        month = before(month)
    return made


def before(month: date) -> date:
    """The first day of the month before."""
    year, index = divmod(month.year * 12 + month.month - 2, 12)
    return date(year, index + 1, 1)


def by_year(found: Iterable[Month]) -> dict[int, list[Month]]:
    """Months by their year, in the order in which they come."""
    years: dict[int, list[Month]] = {}
    for month in found:
        years.setdefault(month.first.year, []).append(month)
    return years


def year_document(words: Catalogue, year: int, found: Sequence[Month]) -> str:
    """The change log of a year's ended months in GitHub Markdown."""
    parts = [f"# {words('changelog.year', year=year)}", words("changelog.generated")]
    for month in found:
        parts.append(f"## {words.month(month.first)}")
        parts.append(as_markdown(words, _lines(words, month), level=3))
    if not found:
        parts.append(words("changelog.no_month"))
    return "\n\n".join(parts) + "\n"


def _lines(words: Catalogue, month: Month) -> list[Line]:
    return list(step_lines(words, month.steps))


def year_pages(
    words: Catalogue, registry: Registry, years: Mapping[int, Sequence[Month]], today: date
) -> dict[str, str]:
    """File name -> page of each year; that of the newest is index.html."""
    newest = max(years, default=today.year)
    names = {year: "index.html" if year == newest else f"{year}.html" for year in years}
    return {
        name: render(
            "changelog.html",
            words=words,
            languages=[catalogue(each) for each in LANGUAGES],
            registry=registry,
            title=words.pick(registry.rules.settings.title)[0],
            page=name,
            year=year,
            years=names,
            months=[
                (month, list(grouped(_lines(words, month))), month.first == today.replace(day=1))
                for month in years.get(year, ())
            ],
        )
        for year, name in (names or {newest: "index.html"}).items()
    }
