"""Fields of a record that demand each other."""

from collections.abc import Iterator

from governance.model.problem import Problem
from governance.model.record import UpdateNeed
from governance.model.registry import Registry
from governance.rules.checks.records import on_output, on_record

_DEMANDED = {
    "open": (),
    "planned": ("target",),
    "in-progress": ("target",),
    "done": ("closed",),
    "declined": ("closed", "reason"),
}
CLOSED_STATES = ("done", "declined")
# Field -> the only states in which it means something.
ONLY_IN = {"closed": CLOSED_STATES, "version": ("done",), "reason": ("declined",)}


def owner_basis_missing(registry: Registry) -> Iterator[Problem]:
    """A proposed owner is told why it is proposed."""
    for name, output in registry.outputs.items():
        proposed = output.owner is not None and output.owner_since is None
        if proposed and output.owner_basis is None:
            yield on_output(registry, name, "owner-basis-missing", ("owner",))


def owner_absent(registry: Registry) -> Iterator[Problem]:
    """Without an owner nobody has accepted, and nobody is its contact."""
    for name, output in registry.outputs.items():
        if output.owner is None:
            for field in ("owner_since", "contact"):
                if getattr(output, field) is not None:
                    yield on_output(registry, name, "owner-absent", (field,), field=field)


def never_reason_missing(registry: Registry) -> Iterator[Problem]:
    """`never` has a reason, and nothing else has one."""
    for name, output in registry.outputs.items():
        if (output.review.cycle == "never") != (output.review.never_reason is not None):
            yield on_output(registry, name, "never-reason-missing", ("review", "never_reason"))


def need_incomplete(registry: Registry) -> Iterator[Problem]:
    """Each state of an update need has what it demands."""
    for name, at, need in _needs(registry):
        for field in _DEMANDED[need.state]:
            if getattr(need, field) is None:
                yield on_output(
                    registry, name, "need-incomplete", ("update_needs", at, field),
                    state=need.state, field=field,
                )  # fmt: skip


def need_surplus(registry: Registry) -> Iterator[Problem]:
    """An update need has nothing that belongs to another state."""
    for name, at, need in _needs(registry):
        for field, states in ONLY_IN.items():
            if need.state not in states and getattr(need, field) is not None:
                yield on_output(
                    registry, name, "need-surplus", ("update_needs", at, field),
                    state=need.state, field=field,
                )  # fmt: skip


def _needs(registry: Registry) -> Iterator[tuple[str, int, UpdateNeed]]:
    for name, output in registry.outputs.items():
        for at, need in enumerate(output.update_needs):
            yield name, at, need


def proxy_rule(registry: Registry) -> Iterator[Problem]:
    """What a maintainer entered for somebody follows the policy."""
    if registry.review is None:
        return
    rules = registry.review.proxy
    for name, output in registry.outputs.items():
        for at, review in enumerate(output.reviews):
            if review.via != "proxy":
                continue
            if review.outcome not in rules.outcomes:
                yield on_output(
                    registry, name, "proxy-rule", ("reviews", at, "outcome"), field="outcome"
                )
            if rules.source and review.source is None:
                yield on_output(
                    registry, name, "proxy-rule", ("reviews", at, "source"), field="source"
                )


def status_demand(registry: Registry) -> Iterator[Problem]:
    """An output has what the policy demands of its status."""
    if registry.lifecycle is None:
        return
    # What could not be read, or is misspelt, may be the replacement.
    unread = registry.known["output"] - registry.outputs.keys()
    misspelt = registry.replaced_by.keys() - registry.known["output"]
    unsure = bool(unread or misspelt)
    for name, output in registry.outputs.items():
        rule = registry.lifecycle.statuses.get(output.status)
        for demand in rule.demands if rule else ():
            replaced = unsure or name in registry.replaced_by
            closed = all(need.state in CLOSED_STATES for need in output.update_needs)
            if not (replaced if demand == "replacement" else closed):
                yield on_output(
                    registry, name, "status-demand", ("status",),
                    status=output.status, demand=demand,
                )  # fmt: skip


def successors_without_end(registry: Registry) -> Iterator[Problem]:
    """Only an organisation that has ended has successors, and never itself."""
    for name, organisation in registry.organisations.items():
        wrong = organisation.ended is None or name in organisation.successors
        if organisation.successors and wrong:
            yield on_record(
                registry, "organisation", name, "successors-without-end", ("successors",)
            )
