"""First reviews spread over months: evenly, and no owner with more at once than she can do."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from governance.model.period import Period
from governance.model.problem import Refused

YearMonth = tuple[int, int]  # year, month
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FirstReview:
    """A review that needs a date. `owner` is empty for nobody."""

    id: str
    owner: str
    lateness: float


def month_of(day: date) -> YearMonth:
    """The calendar month of a day."""
    return day.year, day.month


def days_of(start: date, months: int, furthest: date) -> Iterator[date]:
    """Every day from `start` for so many months, but none after `furthest`."""
    end = min(Period(months, 0).after(start), furthest + DAY)
    while start < end:
        yield start
        start += DAY


def spread(
    reviews: Iterable[FirstReview],
    days: Sequence[date],
    most: int,
    taken: Mapping[tuple[str, YearMonth], int],
) -> dict[str, date]:
    """A day of `days` for each review, the most late per cycle first.

    Each owner's dates stand evenly over the days, at most `most` a calendar month, those counted
    that are `taken` by (owner, month) already. Owners begin one after the other, so that all dates
    together are even too. Raises Refused where there are no days, or too few months for an owner.
    """
    by_owner: dict[str, list[FirstReview]] = {}
    for review in sorted(reviews, key=lambda each: (-each.lateness, each.id)):
        by_owner.setdefault(review.owner, []).append(review)
    if by_owner and not days:
        raise Refused("spread-no-days")
    found: dict[str, date] = {}
    for rank, (owner, own) in enumerate(by_owner.items()):
        offset = (rank + 0.5) / len(by_owner)
        slots = [
            month
            for month, _ in groupby(days, key=month_of)
            for _ in range(most - taken.get((owner, month), 0))
        ]
        if len(slots) < len(own):
            count, room = str(len(own)), str(len(slots))
            raise Refused("spread-room", owner=owner or "–", count=count, room=room)
        ideals = [days[int((at + offset) / len(own) * len(days))] for at in range(len(own))]
        found |= zip((each.id for each in own), _placed(ideals, slots, days), strict=True)
    return found


def _placed(ideals: Sequence[date], slots: Sequence[YearMonth], days: Sequence[date]) -> list[date]:
    """The ideal days, each moved as far as the months' slots demand. All stay in order."""
    months: list[YearMonth] = []
    at = -1
    for position, ideal in enumerate(ideals):
        last = len(slots) - (len(ideals) - position)
        at = min(max(bisect_left(slots, month_of(ideal)), at + 1), last)
        months.append(slots[at])
    placed: list[date] = []
    for month, members in groupby(zip(months, ideals, strict=True), key=lambda each: each[0]):
        inside = [ideal for _, ideal in members]
        if any(month_of(ideal) != month for ideal in inside):
            of_month = [day for day in days if month_of(day) == month]
            step = len(of_month) / len(inside)
            inside = [of_month[int((number + 0.5) * step)] for number in range(len(inside))]
        placed += inside
    return placed
