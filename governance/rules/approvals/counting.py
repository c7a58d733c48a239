"""Which reviews of a pull request count as approvals of its present head."""

from collections.abc import Iterable

from governance.model.approval import Approval


def counting(approvals: Iterable[Approval], head: str) -> tuple[Approval, ...]:
    """The approvals of the present head that nothing later of the same account takes back.

    In order of time. A dismissed review takes back what came before it, too: what it said once is
    not known any more. Of the same moment, what takes back is taken for later.
    """
    ordered = sorted(approvals, key=lambda each: each.at)
    taken_back = {
        each.account: each.at for each in ordered if each.state in ("request-changes", "dismissed")
    }
    return tuple(
        each
        for each in ordered
        if each.state == "approve"
        and each.commit == head
        and (each.account not in taken_back or taken_back[each.account] < each.at)
    )


def objecting(approvals: Iterable[Approval]) -> tuple[str, ...]:
    """The accounts whose last word is that changes are needed, whichever head they saw."""
    spoken = {
        each.account: each.state
        for each in sorted(approvals, key=lambda each: each.at)
        if each.state != "comment"
    }
    return tuple(account for account, state in spoken.items() if state == "request-changes")
