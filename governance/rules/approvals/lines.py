"""Demands that were met by what was merged -> the lines that are recorded of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from governance.model.approval_line import ApprovalLine
from governance.model.issue import Comment
from governance.rules.approvals.values import Answer, Met


@dataclass(frozen=True)
class Occasion:
    """Where people approved: a pull request's page, the head that was merged, and when it was.

    `comment` is the one that asked for it, where one did.
    """

    pull: str
    head: str
    merged: datetime
    comment: Comment | None = None


def lines_of(answers: Iterable[Answer], occasion: Occasion) -> Iterator[ApprovalLine]:
    """A line for each demand that was met, and none for those that were not."""
    for answer in answers:
        if answer.met is not None:
            yield _line(answer, answer.met, occasion)


def _line(answer: Answer, met: Met, occasion: Occasion) -> ApprovalLine:
    demand, reach = answer.demand, answer.reach
    type, id = demand.record
    source, time = _said(met, occasion)
    # In a comment maintainers may speak for an owner whose contacts could be reached.
    fallback = reach.fallback if met.account in reach.accounts else None
    return ApprovalLine.model_validate(
        {
            "change": demand.rule,
            "record": {"type": type, "id": id},
            "rule": demand.needs,
            "organisation": demand.organisation,
            "contact": met.contact,
            "account": met.account,
            "head": occasion.head,
            "source": source,
            "time": time,
            "fallback": fallback,
        }
    )


def _said(met: Met, occasion: Occasion) -> tuple[str, datetime]:
    """Where it was said, and when; an author's word holds until the merge."""
    if met.approval is not None:
        return met.approval.url or f"{occasion.pull}#pullrequestreview", met.approval.at
    if met.source == "comment" and occasion.comment is not None:
        return occasion.comment.url, occasion.comment.created
    return occasion.pull, occasion.merged
