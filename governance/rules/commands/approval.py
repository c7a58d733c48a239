"""Whose approval an edit needs besides the comment that asked for it."""

from collections.abc import Iterable

from governance.model.change import Change
from governance.model.policy import Approver
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.rules.commands.author import Author


def still_needed(
    registry: Registry, changes: Iterable[Change], author: Author, *, is_maintainer: bool
) -> frozenset[Approver]:
    """Who must still approve, by the policy of the default branch.

    The comment is the owner's approval, also where a maintainer wrote it for her or accepts what
    was reported; a maintainer's own is given besides. Raises Refused for a change without a rule.
    """
    given: set[Approver] = {"owner"} if author.decides else set()
    if is_maintainer:
        given.add("maintainers")
    needed: set[Approver] = set()
    for change in changes:
        rules = registry.rules.approvals.rules.items()
        rule = next((rule for kind, rule in rules if kind == change.kind), None)
        if rule is None:
            raise Refused("change-without-rule", change=change.kind)
        needed |= {*rule.needs} - (given if rule.author_counts else set())
    return frozenset(needed)
