"""Demands, and what people said -> the verdict of a pull request."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from governance.model.approval import Approval
from governance.model.change import Change
from governance.model.problem import Refused
from governance.model.registry import SETTINGS_PATH, Registry
from governance.rules.approvals.counting import counting
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.fitting import misfits
from governance.rules.approvals.reach import reach_of
from governance.rules.approvals.values import Answer, Demand, Met, Reach, Refusal, Verdict


@dataclass(frozen=True)
class Opinions:
    """What is known of a pull request beside its files.

    `head` is its present commit. `author` is the account that opened it, None where it is gone or
    unknown; `admins` are the accounts of the repository's admins.
    """

    head: str
    author: str | None = None
    approvals: tuple[Approval, ...] = ()
    admins: AbstractSet[str] = frozenset()


def judge(
    registry: Registry,
    changes: Sequence[Change],
    opinions: Opinions,
    day: date,
    refusals: Iterable[Refusal] = (),
) -> Verdict:
    """How a pull request with these changes stands on a day, by the registry of its base.

    `refusals` are what reading it has found already. What the base itself keeps from being judged
    is a refusal, too.
    """
    try:
        demands, unruled = demands_of(registry, changes)
        misfit = tuple(misfits(registry, changes, day))
    except Refused:
        return Verdict((), (*refusals, Refusal("rules-unreadable", ("file", SETTINGS_PATH))))
    counted = counting(opinions.approvals, opinions.head)
    answers = []
    for demand in demands:
        reach = reach_of(registry, demand, day, opinions.admins)
        answers.append(Answer(demand, reach, _met(demand, reach, opinions.author, counted)))
    return Verdict(tuple(answers), (*refusals, *unruled, *misfit))


def _met(
    demand: Demand, reach: Reach, author: str | None, counted: Sequence[Approval]
) -> Met | None:
    """Who has met a demand. Nobody reviews what she opened herself."""
    if author is not None and demand.author_counts and author in reach.accounts:
        return Met(author, reach.accounts[author], "author")
    for each in counted:
        if each.account in reach.accounts and each.account != author:
            return Met(each.account, reach.accounts[each.account], "review", each)
    return None
