"""What was found, and whether it lets a change in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from governance.rules.doctor.facts import Right, Unseen

# `gap`: a change could come in unapproved. `unknown`: it could not be seen.
Level = Literal["gap", "unknown", "warning", "ok"]
LEVELS: tuple[Level, ...] = ("gap", "unknown", "warning", "ok")

# What keeps a change out that nobody approved. Not to see it is as bad as to see a gap: whoever
# relies on the answer would take a door that nobody looked at for a closed one.
GATE = frozenset(
    {
        "pull-request", "approvals-check", "approvals-app", "force-push", "deletion", "bypass",
        "rebase", "writers", "actions-forks",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. The sentence is made from `code`, `level` and `values`.

    A tuple among the values is a list of texts; `right` is who would see what is unknown.
    """

    code: str
    level: Level
    values: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)
    right: Right | None = None


def lets_in(findings: Iterable[Finding]) -> int:
    """How many findings are, or may be, a way in for a change that nobody approved."""
    return sum(
        each.level == "gap" or (each.level == "unknown" and each.code in GATE) for each in findings
    )


def found(code: str, /, *, good: bool | Unseen, **values: str | int | tuple[str, ...]) -> Finding:
    """A setting that is as it should be, is not, or could not be seen."""
    if isinstance(good, Unseen):
        return Finding(code, "unknown", values, good.right)
    bad: Level = "gap" if code in GATE else "warning"
    return Finding(code, "ok" if good else bad, values)
