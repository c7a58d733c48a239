"""Commits with what is recorded of them, as values."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from governance.model.approval_line import ApprovalLine
from governance.model.change import Change
from governance.model.registry import Registry
from governance.rules.audit.findings import findings
from governance.rules.audit.values import Finding, Merge
from governance.rules.changes import changes
from tests.rules.approvals.world import KEEPER, LEAD

ZONE = ZoneInfo("Europe/Helsinki")
COMMIT, HEAD, ANOTHER = "c" * 40, "a" * 40, "d" * 40
WHEN = datetime(2027, 3, 1, 12, tzinfo=UTC)
PAGE = "https://github.example/o/r"
REVIEW, COMMENT, AUTHOR = (
    f"{PAGE}/pull/1#pullrequestreview-2", f"{PAGE}/issues/3#issuecomment-4", f"{PAGE}/pull/1",
)  # fmt: skip


def line(account: str = LEAD, contact: str | None = "lead", **fields: Any) -> ApprovalLine:
    """A contact of org-a approved a text of output `a` by a review."""
    told: dict[str, Any] = {
        "change": "text-changed",
        "record": {"type": "output", "id": "a"},
        "rule": "owner",
        "organisation": "org-a",
        "contact": contact,
        "account": account,
        "head": HEAD,
        "source": REVIEW,
        "time": WHEN - timedelta(hours=2),
        "fallback": None,
    }
    return ApprovalLine.model_validate(told | fields)


def keeper(**fields: Any) -> ApprovalLine:
    """A maintainer's own approval."""
    told = {"rule": "maintainers", "organisation": None, **fields}
    return line(KEEPER, None, **told)


def merge(
    old: Registry | None, new: Registry | Iterable[Change], *lines: ApprovalLine, **fields: Any
) -> Merge:
    found = changes(old or Registry(), new) if isinstance(new, Registry) else tuple(new)
    heads = fields.pop("heads", dict.fromkeys(each.head for each in lines))
    seconds = int(WHEN.timestamp())
    made = Merge(COMMIT, seconds, WHEN.astimezone(ZONE).date(), found, old, lines, heads=heads)
    return replace(made, **fields)


def found_in(merged: Merge) -> list[Finding]:
    found = list(findings(merged, ZONE))
    assert {each.commit for each in found} <= {merged.commit}
    return found


def codes(merged: Merge) -> list[str]:
    return [each.code for each in found_in(merged)]
