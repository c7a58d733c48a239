"""All findings, the worst first."""

from collections.abc import Iterable
from datetime import date

from governance.rules.doctor.actions import check_actions, check_workflows
from governance.rules.doctor.branch import check_branch, check_merges, check_writers
from governance.rules.doctor.facts import Declared, Settings
from governance.rules.doctor.finding import LEVELS, Finding
from governance.rules.doctor.pages import check_pages
from governance.rules.doctor.repository import check_declared, check_repository


def check_settings(settings: Settings, declared: Declared, today: date) -> list[Finding]:
    """All that GitHub is set to."""
    return [
        *check_branch(settings),
        *check_merges(settings),
        check_writers(settings, declared.maintainers),
        *check_actions(settings),
        *check_workflows(settings, declared, today),
        *check_repository(settings),
        *check_pages(settings, declared),
        *check_declared(settings, declared),
    ]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """What lets a change in first; otherwise in the order in which it was looked at."""
    return sorted(findings, key=lambda each: LEVELS.index(each.level))
