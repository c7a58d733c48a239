"""The change log by month, and the documents that are published of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from governance.model.change import Step
from governance.publish.changelog import Line, as_markdown, step_lines
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue


class HasMonth(Protocol):
    """Whatever is of a month."""

    @property
    def first(self) -> date:
        """Its first day."""


M = TypeVar("M", bound=HasMonth)


@dataclass(frozen=True)
class Month:
    """A month, named by its first day, and what changed in it, newest first."""

    first: date
    steps: Sequence[Step]


def months(steps: Iterable[Step], until: date) -> list[Month]:
    """The months of the years that have a step, and of that of `until`, newest first.

    They begin with the first step's and end with that of `until`, also those without any. A year
    without a step has none, so one commit with a wrong clock makes no half a century.
    """
    found: dict[date, list[Step]] = {}
    for step in steps:
        found.setdefault(step.day.replace(day=1), []).append(step)
    first, last = min(found, default=date.max), until.replace(day=1)
    years = {month.year for month in found} | {last.year}
    every = (date(year, month, 1) for year in sorted(years) for month in range(1, 13))
    return [Month(each, found.get(each, ())) for each in every if first <= each <= last][::-1]


def before(month: date) -> date:
    """The first day of the month before."""
    year, index = divmod(month.year * 12 + month.month - 2, 12)
    return date(year, index + 1, 1)


def by_year(found: Iterable[M]) -> dict[int, list[M]]:
    """Months by their year, in the order in which they come."""
    years: dict[int, list[M]] = {}
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


def documents(found: Sequence[Month], first: int) -> dict[str, str]:
    """File name -> document of each year with an ended month, and of the year `first`."""
    years = {first: [], **by_year(found)}
    return {
        f"{year}.{language}.md": year_document(catalogue(language), year, months_of)
        for year, months_of in years.items()
        for language in LANGUAGES
    }


def altered(made: Mapping[str, str], written: Mapping[str, str]) -> list[str]:
    """Names of the documents that say what they would not, or lack a month before the newest.

    `written` are the documents that there are. That the newest months are missing, as before the
    next run, or a line of a commit that came late, is no alteration.
    """
    found = [name for name in written if name not in made]
    for language in LANGUAGES:
        has_newer = False
        for name in sorted((each for each in made if f".{language}." in each), reverse=True):
            said, wanted = written.get(name, "").splitlines(), made[name].splitlines()
            allowed = {*wanted, "", catalogue(language)("changes.none")}
            allowed.add(catalogue(language)("changelog.no_month"))
            there, all_of = _headings(said), _headings(wanted)
            is_end = there == all_of[len(all_of) - len(there) :]
            is_whole = there == all_of and (name in written or not all_of)
            if not allowed.issuperset(said) or not (is_whole if has_newer else is_end):
                found.append(name)
            has_newer = has_newer or bool(there)
    return found


def _headings(lines: Iterable[str]) -> list[str]:
    """The months that a document has."""
    return [line for line in lines if line.startswith("## ")]


def _lines(words: Catalogue, month: Month) -> list[Line]:
    return list(step_lines(words, month.steps))
