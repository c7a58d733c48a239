"""What the governance document tells: every rule, and the place by which its prose names it.

A place is file, key and so on, as in the files under workflows/: `review.proposed_days`. So prose
holds no value of a rule, and what is told is what is run.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from governance.model.registry import Rules

TEXT = "governance"  # workflows/text/governance.<language>.md
_PATH = re.compile(rf"workflows/text/{TEXT}\.([a-z]{{2,3}})\.md")
# These are told as tables, each on a line of its own.
TABLES = (
    "lifecycle.statuses",
    "review.lateness",
    "review.ladder",
    "review.quiet_periods",
    "approvals.rules",
    "roles.roles",
    "roles.work_packages",
    "platform.criteria",
)
Form = Literal[
    "table", "count", "percent", "period", "terms", "choice", "days", "holidays", "text",
    "organisations", "languages", "country", "approvers",
]  # fmt: skip


@dataclass(frozen=True)
class Saying:
    """A value that prose can name: how it is put into words, and whether a reader must hear it.

    `unit` says what is counted, of which group the terms are, or between which words is chosen.
    """

    form: Form
    value: Any = None
    unit: str = ""
    is_rule: bool = True


def sayings(rules: Rules) -> Mapping[str, Saying]:
    """Every place that prose can name."""
    return dict(_sayings(rules))


def text_path(language: str) -> str:
    """The file of the prose in a language."""
    return f"workflows/text/{TEXT}.{language}.md"


def language_of(path: str) -> str | None:
    """The language of the prose in a file; None where the file is another."""
    found = _PATH.fullmatch(path)
    return found[1] if found else None


_Named = Iterator[tuple[str, Saying]]


def _sayings(rules: Rules) -> _Named:
    for name in TABLES:
        yield name, Saying("table")
    yield "lifecycle.initial", Saying("terms", rules.lifecycle.initial, "status")
    yield from _review(rules)
    yield "platform.weights", Saying("choice", rules.platform.weights, "weights")
    yield "platform.evidence_limit", Saying("period", rules.platform.evidence_limit)
    yield from _names(rules)


def _review(rules: Rules) -> _Named:
    review = rules.review
    for id, cycle in review.cycles.items():
        yield f"review.cycles.{id}", Saying("period", cycle)
    yield "review.extra_holidays", Saying("holidays", review.extra_holidays, "extra")
    yield "review.removed_holidays", Saying("days", review.removed_holidays, "worked")
    yield "review.open_per_owner", Saying("count", review.open_per_owner, "reviews")
    agreed = review.agreed_dates
    yield "review.agreed_dates.per_cycle", Saying("count", agreed.per_cycle, "times")
    yield "review.agreed_dates.furthest", Saying("period", agreed.furthest)
    yield "review.brake.free", Saying("count", review.brake.free, "issues")
    yield "review.brake.open", Saying("percent", review.brake.open)
    yield "review.brake.close", Saying("percent", review.brake.close)
    yield "review.proposed_days", Saying("count", review.proposed_days, "working_days")
    yield "review.draft_limit", Saying("period", review.draft_limit)
    yield "review.never_recheck", Saying("period", review.never_recheck)
    yield "review.proxy.outcomes", Saying("terms", review.proxy.outcomes, "outcome")
    source = "needed" if review.proxy.source else "free"
    yield "review.proxy.source", Saying("choice", source, "proxy_source")


def _names(rules: Rules) -> _Named:
    """What prose may name besides: names, and single rows of a table."""
    for kind, rule in rules.approvals.rules.items():
        yield f"approvals.rules.{kind}", Saying("approvers", rule.needs, is_rule=False)
    settings = rules.settings
    yield "registry.title", Saying("text", settings.title, is_rule=False)
    yield "registry.maintainer", Saying("organisations", (settings.maintainer,), is_rule=False)
    yield "registry.languages", Saying("languages", settings.languages, is_rule=False)
    yield "registry.calendar", Saying("country", settings.calendar, is_rule=False)
    for id, names in settings.kinds.items():
        yield f"registry.kinds.{id}", Saying("text", names, is_rule=False)
    for id, role in rules.roles.roles.items():
        yield f"roles.roles.{id}.title", Saying("text", role.title, is_rule=False)
        holders = Saying("organisations", role.organisations, is_rule=False)
        yield f"roles.roles.{id}.organisations", holders
