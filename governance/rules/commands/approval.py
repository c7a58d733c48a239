"""Whose approval an edit needs besides the comment that asked for it."""

from collections.abc import Iterable
from datetime import date

from governance.model.change import Change
from governance.model.policy import Approver
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.reach import reach_of
from governance.rules.approvals.values import Answer, Demand, Met
from governance.rules.commands.author import Author, is_maintainer


def still_needed(
    registry: Registry, changes: Iterable[Change], author: Author, *, is_maintainer: bool
) -> frozenset[Approver]:
    """Who must still approve, by the policy of the default branch.

    The comment is the owner's approval, also where a maintainer wrote it for her or accepts what
    was reported; a maintainer's own is given besides. Raises Refused for what the policy has no
    rule for, or what could not be read.
    """
    demands, refusals = demands_of(registry, changes)
    for refusal in refusals:
        if refusal.code == "rule-missing":
            raise Refused("change-without-rule", change=refusal.values["change"])
        raise Refused("record-unreadable", path="/".join(refusal.record))
    return frozenset(
        each.needs for each in demands if not meets(each, author, is_maintainer=is_maintainer)
    )


def meets(demand: Demand, author: Author, *, is_maintainer: bool) -> bool:
    """Whether the author of a comment has met a demand by it."""
    given = (demand.needs == "owner" and author.decides) or (
        demand.needs == "maintainers" and is_maintainer
    )
    return given and demand.author_counts


def met_by(registry: Registry, demand: Demand, author: Author, account: str) -> Met | None:
    """How the author of a comment has met a demand by it; None where she has not."""
    if not meets(demand, author, is_maintainer=is_maintainer(registry, account)):
        return None
    return Met(account, author.key if demand.needs == "owner" else None, "comment")


def answers_to(
    registry: Registry, changes: Iterable[Change], author: Author, account: str, day: date
) -> tuple[Answer, ...]:
    """The demands of what a comment has changed, each with how the comment has met it, if it has.

    Raises Refused where a policy could not be read.
    """
    demands, _ = demands_of(registry, changes)
    return tuple(
        Answer(
            each,
            reach_of(registry, each, day, frozenset()),
            met_by(registry, each, author, account),
        )
        for each in demands
    )
