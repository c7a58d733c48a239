"""The change log: a page a month, and the list of the months."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from governance.model.change import GROUPS, Group
from governance.publish.changelog import Line, grouped, step_lines
from governance.publish.months import Month, by_year, months
from governance.publish.site.data.changes import month_files
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.source import InOrder, Source, in_order


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
    source = t.source
    if source.steps is None:
        return {}
    told = [
        t.keep(("told", month.first), _names(month), partial(_told, frame, month))
        for month in _paged(source)
    ]
    newest = next((each for each in told if each.count), None)
    files: Files = {}  # what is kept is never altered
    files |= t.keep("changes", _made_of(frame, newest), partial(_index, frame, told, newest))
    for at, month in enumerate(told):
        newer = told[at - 1] if at else None
        older = told[at + 1] if at + 1 < len(told) else None
        make = partial(_month_page, frame, month, newer, older)
        files |= t.keep(("month", month.first), _made_of(frame, month), make)
    return files


def _index(frame: Frame, told: list[Told], newest: Told | None) -> Files:
    words = frame.words
    return frame.page(
        "changes",
        SECTIONS["changelog"],
        words("changelog.title"),
        section="changelog",
        description=words("changelog.about"),
        years=by_year(told),
        newest=newest,
        kinds=GROUPS[:-1],
    )


def _month_page(frame: Frame, month: Told, newer: Told | None, older: Told | None) -> Files:
    words = frame.words
    return frame.page(
        "month",
        f"changelog/{month.page}",
        words.month(month.first),
        section="changelog",
        description=words("changelog.about"),
        trail=[(SECTIONS["changelog"], words("changelog.title"))],
        month=month,
        newer=newer,
        older=older,
    )


def _made_of(frame: Frame, month: Told | None) -> list[object]:
    """What a month shows of the present: the names of records alike."""
    found: list[object] = [month]
    for line in (each for _, lines in (month.groups if month else ()) for each in lines):
        found += (frame.tongue.called(line.type, each) for each in line.ids)
    return found


def _names(month: Month) -> list[InOrder]:
    """What the records of a month are called, and what else its changes name."""
    return [in_order(step.difference.names) for step in month.steps]


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
