"""The change log: a page a month, and the list of the months."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from governance.model.change import GROUPS, Group
from governance.publish.changelog import Line, grouped, step_lines
from governance.publish.months import Month, by_year, months
from governance.publish.site.data.changes import month_files
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.source import Source


@dataclass(frozen=True)
class Told:
    """A month with its lines by group; `is_open`: it has not ended; `data`: the same as files."""

    first: date
    page: str
    is_open: bool
    groups: list[tuple[Group, list[Line]]]
    count: int
    data: list[str]

    def of_group(self, group: Group) -> int:
        """How many lines a group has."""
        return next((len(lines) for name, lines in self.groups if name == group), 0)


def changes_pages(frame: Frame) -> Files:
    """The pages; none where there is no history."""
    t = frame.tongue
    source, words = t.source, t.words
    if source.steps is None:
        return {}
    told = [
        t.keep(("told", month.first), (), partial(_told, frame, month)) for month in _paged(source)
    ]
    name = words("changelog.title")
    files = frame.page(
        "changes",
        SECTIONS["changelog"],
        name,
        section="changelog",
        description=words("changelog.about"),
        years=by_year(told),
        newest=next((each for each in told if each.count), None),
        kinds=GROUPS[:-1],
    )
    for at, month in enumerate(told):
        files |= frame.page(
            "month",
            f"changelog/{month.page}",
            words.month(month.first),
            section="changelog",
            description=words("changelog.about"),
            trail=[(SECTIONS["changelog"], name)],
            month=month,
            newer=told[at - 1] if at else None,
            older=told[at + 1] if at + 1 < len(told) else None,
        )
    return files


def _paged(source: Source) -> list[Month]:
    """The months of the years in which something changed: no later step takes one away again."""
    years = {step.day.year for step in source.told}
    return [month for month in months(source.told, source.today) if month.first.year in years]


def _told(frame: Frame, month: Month) -> Told:
    lines = list(step_lines(frame.words, month.steps))
    changes = sum(each.is_told for step in month.steps for each in step.difference.changes)
    return Told(
        month.first,
        f"{month.first:%Y-%m}.html",
        month.first == frame.tongue.source.today.replace(day=1),
        list(grouped(lines)),
        len(lines),
        month_files(f"{month.first:%Y-%m}", changes),
    )
