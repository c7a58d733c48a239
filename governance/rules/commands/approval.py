"""Whose approval an edit needs besides the comment that asked for it."""

from collections.abc import Iterable

from governance.model.change import Change
from governance.model.policy import Approver
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.approvals.demands import demands_of
from governance.rules.approvals.values import Demand
from governance.rules.commands.author import Author


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
