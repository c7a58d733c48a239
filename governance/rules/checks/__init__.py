"""The table of checks that look across fields, records and policies.

Each check takes the registry and yields problems of its own code, which is its name with dashes.
None of them knows what day it is: the same commit is valid for ever.
"""

from collections.abc import Callable, Iterator

from governance.model.problem import Problem
from governance.model.registry import Registry
from governance.rules.checks import (
    addresses,
    annotations,
    citations,
    dates,
    demands,
    identity,
    locations,
    policies,
    prose,
    references,
    relations,
    texts,
)

Check = Callable[[Registry], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.id_mismatch,
    identity.project_mismatch,
    identity.schema_line,
    identity.id_lookalike,
    texts.language_missing,
    texts.language_unlisted,
    texts.email_address,
    texts.mixed_scripts,
    references.organisation_unknown,
    references.project_unknown,
    references.theme_unknown,
    references.kind_unknown,
    references.document_unknown,
    references.output_unknown,
    references.contact_unknown,
    references.version_unknown,
    references.work_package_unknown,
    references.criterion_unknown,
    references.license_unknown,
    references.entry_duplicate,
    citations.citation_malformed,
    citations.citation_unknown,
    citations.citation_version_unknown,
    prose.placeholder_unknown,
    prose.placeholder_inline,
    prose.rule_untold,
    dates.date_order,
    dates.version_order,
    dates.cycle_range,
    dates.schedule_cycle,
    dates.agreed_date_count,
    dates.agreed_date_far,
    dates.after_end,
    demands.owner_basis_missing,
    demands.owner_absent,
    demands.never_reason_missing,
    demands.need_incomplete,
    demands.need_surplus,
    demands.proxy_rule,
    demands.status_demand,
    demands.successors_without_end,
    relations.successor_cycle,
    locations.location_place,
    locations.location_hash_missing,
    addresses.web_address,
    locations.path_missing,
    locations.path_changed,
    relations.relation_self,
    relations.relation_cycle,
    annotations.annotations_schema_invalid,
    annotations.annotation_invalid,
    policies.status_rule_missing,
    policies.change_rule_missing,
    policies.kind_cycle_missing,
    policies.policy_order,
    policies.quiet_period_day,
    policies.quiet_always,
    policies.role_missing,
    policies.weights_unstated,
    policies.timezone_unknown,
    policies.calendar_unknown,
    addresses.site_address,
)


# Without these the due date of some output cannot be told.
COUNTABLE: tuple[Check, ...] = (
    identity.id_mismatch,
    references.kind_unknown,
    policies.kind_cycle_missing,
    policies.timezone_unknown,
    policies.calendar_unknown,
)


def code_of(check: Check) -> str:
    """The code of a check's problems."""
    return check.__name__.replace("_", "-")


def check_countable(registry: Registry) -> Iterator[Problem]:
    """What keeps queue and indicators from being computed."""
    for check in COUNTABLE:
        yield from check(registry)


def check_registry(registry: Registry) -> Iterator[Problem]:
    """Everything that is wrong across the records and policies of a registry."""
    if not registry.known:  # of a newer format: nothing was read
        return
    for check in CHECKS:
        yield from check(registry)
