"""What lies ahead of an owner: how many reviews fall due in each month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from governance.model.period import Period
from governance.rules.standing import Standing

MONTHS = 12


@dataclass(frozen=True)
class LoadAhead:
    """Reviews by the month, named by its first day, in which they are due; `late` are due before.

    The first month is that of today. A cycle counts once, by the date that is known for it.
    """

    late: int
    months: tuple[tuple[date, int], ...]


def load_ahead(standings: Iterable[Standing], today: date, months: int = MONTHS) -> LoadAhead:
    """The load of so many months from that of `today` on."""
    dues = [each.due for each in standings if each.due is not None]
    first = today.replace(day=1)
    counted = Counter(due.replace(day=1) for due in dues if due >= today)
    ahead = (Period(number, 0).after(first) for number in range(months))
    late = sum(due < today for due in dues)
    return LoadAhead(late, tuple((month, counted[month]) for month in ahead))
