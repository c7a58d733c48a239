"""What lies ahead of an owner: how many reviews fall due in each month."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from governance.model.period import Period
from governance.model.working_days import WorkingDays
from governance.rules.standing import Standing

MONTHS = 12


@dataclass(frozen=True)
class LoadAhead:
    """Reviews by the month, named by its first day, in which they are due; `past` were due before.

    The first month is that of today. An output counts each time that its cycle comes round: after
    a review the next is due as if that one were done on the day it is due, and one past it today.
    """

    past: int
    months: tuple[tuple[date, int], ...]


def load_ahead(
    standings: Iterable[Standing], days: WorkingDays, today: date, months: int = MONTHS
) -> LoadAhead:
    """The load of so many months from that of `today` on; reviews are due on working `days`."""
    known = [(each.due, Period.parse(each.cycle)) for each in standings if each.due is not None]
    *starts, end = (Period(n, 0).after(today.replace(day=1)) for n in range(months + 1))
    past = sum(due < today for due, _ in known)
    ahead = (_dues(due, cycle, days, today) for due, cycle in known)
    counted = Counter(
        day.replace(day=1) for dues in ahead for day in takewhile(lambda day: day < end, dues)
    )
    return LoadAhead(past, tuple((month, counted[month]) for month in starts))


def _dues(due: date, cycle: Period, days: WorkingDays, today: date) -> Iterator[date]:
    """The days from today on, without end, on which the reviews of an output are due."""
    if due >= today:
        yield due
    while True:
        due = days.on_or_after(cycle.after(max(due, today)))
        yield due
