"""The policies: complete, in order, and naming only what exists."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from governance.model.fields import Status
from governance.model.near import near
from governance.model.period import Period
from governance.model.policy import ChangeKind
from governance.model.problem import Problem
from governance.model.registry import SETTINGS_PATH, Registry, policy_path
from governance.model.working_days import calendars
from governance.rules.quiet import is_quiet

LEAP_YEAR = 2028
# Beside the zones, some in some systems only: no browser takes their names.
_NO_ZONE = re.compile("Factory|localtime|posixrules|(?:posix|right)/.*")


def status_rule_missing(registry: Registry) -> Iterator[Problem]:
    """Every status has a rule."""
    if registry.lifecycle:
        for status in get_args(Status):
            if status not in registry.lifecycle.statuses:
                path = policy_path("lifecycle")
                yield Problem(path, "status-rule-missing", ("statuses",), {"status": status})


def change_rule_missing(registry: Registry) -> Iterator[Problem]:
    """Every kind of change has a rule: what is not named is refused."""
    if registry.approvals:
        for kind in get_args(ChangeKind):
            if kind not in registry.approvals.rules:
                path = policy_path("approvals")
                yield Problem(path, "change-rule-missing", ("rules",), {"kind": kind})


def kind_cycle_missing(registry: Registry) -> Iterator[Problem]:
    """Every kind of output has a default cycle."""
    if registry.review and registry.settings:
        kinds = registry.settings.kinds
        misspelt = {near(each, kinds) for each in registry.review.cycles if each not in kinds}
        for kind in kinds:
            if kind not in registry.review.cycles and kind not in misspelt:
                path = policy_path("review")
                yield Problem(path, "kind-cycle-missing", ("cycles",), {"kind": kind})


def policy_order(registry: Registry) -> Iterator[Problem]:
    """The rows of the lateness table and the steps of the ladder grow."""
    if registry.review is None:
        return
    lengths = [Period.parse(row.up_to).length for row in registry.review.lateness]
    days = [step.after for step in registry.review.ladder]
    for name, key, values in (("lateness", "up_to", lengths), ("ladder", "after", days)):
        for at, (first, second) in enumerate(pairwise(values), 1):
            if second <= first:
                yield Problem(policy_path("review"), "policy-order", (name, at, key))


def quiet_period_day(registry: Registry) -> Iterator[Problem]:
    """Quiet periods begin and end on days that exist."""
    for at, period in enumerate(registry.review.quiet_periods if registry.review else ()):
        for key, day in (("from", period.start), ("to", period.end)):
            try:
                date.fromisoformat(f"{LEAP_YEAR}-{day}")
            except ValueError:
                field = ("quiet_periods", at, key)
                yield Problem(policy_path("review"), "quiet-period-day", field, {"value": day})


def quiet_always(registry: Registry) -> Iterator[Problem]:
    """Quiet periods leave days on which owners are asked."""
    if registry.review and all(is_quiet(registry.review, day) for day in _days()):
        yield Problem(policy_path("review"), "quiet-always", ("quiet_periods",))


def _days() -> Iterator[date]:
    """The days of a year."""
    day = date(LEAP_YEAR, 1, 1)
    while day.year == LEAP_YEAR:
        yield day
        day += timedelta(days=1)


def role_missing(registry: Registry) -> Iterator[Problem]:
    """The roles that the rules turn to stand in workflows/roles.yaml."""
    if registry.roles is None:
        return
    wanted = {"maintainers"}
    if registry.review:
        wanted |= {step.to for step in registry.review.ladder} & {"steering-group"}
    if registry.platform:
        wanted |= {each.role for each in registry.platform.questions if each.role}
    for role in sorted(wanted - registry.roles.roles.keys()):
        yield Problem(policy_path("roles"), "role-missing", ("roles",), {"role": role})


def weights_unstated(registry: Registry) -> Iterator[Problem]:
    """Weights that nobody has decided are equal."""
    if registry.platform and registry.platform.weights == "unstated":
        first = registry.platform.criteria[0].weight
        for at, criterion in enumerate(registry.platform.criteria):
            if criterion.weight != first:
                field = ("criteria", at, "weight")
                yield Problem(policy_path("platform"), "weights-unstated", field)


def timezone_unknown(registry: Registry) -> Iterator[Problem]:
    """The time zone is one of the IANA database."""
    if registry.settings:
        zone = registry.settings.timezone
        if _NO_ZONE.fullmatch(zone) or not _is_known(zone):
            yield Problem(SETTINGS_PATH, "timezone-unknown", ("timezone",), {"value": zone})


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def calendar_unknown(registry: Registry) -> Iterator[Problem]:
    """The holidays of the calendar's country are known."""
    if registry.settings and registry.settings.calendar not in calendars():
        value = registry.settings.calendar
        values = {"value": value, "near": near(value, calendars())}
        yield Problem(SETTINGS_PATH, "calendar-unknown", ("calendar",), values)
