"""Dates, versions and cycles that must stand in order and within limits."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from governance.model.period import Period
from governance.model.problem import Field, Problem
from governance.model.record import Output
from governance.model.registry import Registry, policy_path
from governance.model.version import number
from governance.rules.checks.records import on_output, on_record
from governance.rules.standing import completes

LONGEST = Period.parse("P10Y")


def date_order(registry: Registry) -> Iterator[Problem]:
    """Nothing ends before it begins, and lists that grow by date are in order of date."""
    for name, output in registry.outputs.items():
        for field, earlier, later in _output_dates(output):
            if later < earlier:
                yield on_output(
                    registry, name, "date-order", field, date=str(later), earlier=str(earlier)
                )
    for name, project in registry.projects.items():
        if project.started and project.ended and project.ended < project.started:
            yield on_record(
                registry, "project", name, "date-order", ("ended",),
                date=str(project.ended), earlier=str(project.started),
            )  # fmt: skip


def _output_dates(output: Output) -> Iterator[tuple[Field, date, date]]:
    for at, (first, second) in enumerate(pairwise(output.reviews), 1):
        yield ("reviews", at, "date"), first.date, second.date
    for at, need in enumerate(output.update_needs):
        for name in ("target", "closed"):
            if (day := getattr(need, name)) is not None:
                yield ("update_needs", at, name), need.reported, day
    dated = [(at, each.date) for at, each in enumerate(output.versions) if each.date is not None]
    for (_, first_day), (at, day) in pairwise(dated):
        yield ("versions", at, "date"), first_day, day
    for at, agreed in enumerate(output.review.schedule):
        yield ("review", "schedule", at, "due"), agreed.date, agreed.due
    for at, (earlier, later) in enumerate(pairwise(output.review.schedule), 1):
        yield ("review", "schedule", at, "date"), earlier.date, later.date


def after_end(registry: Registry) -> Iterator[Problem]:
    """An organisation neither takes on an output nor reviews one after its last day."""
    ended = {name: each.ended for name, each in registry.organisations.items() if each.ended}
    if not ended:
        return
    for name, output in registry.outputs.items():
        acts: list[tuple[Field, str | None, date | None]] = [
            (("owner_since",), output.owner, output.owner_since)
        ]
        acts += [
            (("reviews", at, "date"), review.by, review.date)
            for at, review in enumerate(output.reviews)
        ]
        for field, id, day in acts:
            last = ended.get(id or "")
            if last is not None and day is not None and day > last:
                yield on_output(
                    registry, name, "after-end", field,
                    organisation=id or "", date=str(day), ended=str(last),
                )  # fmt: skip


def version_order(registry: Registry) -> Iterator[Problem]:
    """Versions stand oldest first by number: "1.10" comes after "1.9"."""
    for name, output in registry.outputs.items():
        for at, (first, second) in enumerate(pairwise(output.versions), 1):
            if number(second.version) < number(first.version):
                yield on_output(
                    registry, name, "version-order", ("versions", at, "version"),
                    version=second.version, earlier=first.version,
                )  # fmt: skip


def cycle_range(registry: Registry) -> Iterator[Problem]:
    """Every cycle lies between P1D and P10Y."""
    checked: dict[str, bool] = {}
    for path, field, cycle in _cycles(registry):
        if cycle not in checked:
            checked[cycle] = Period.parse(cycle).length <= LONGEST.length
        if not checked[cycle]:
            yield Problem(path, "cycle-range", field, {"value": cycle})


def _cycles(registry: Registry) -> Iterator[tuple[str, Field, str]]:
    for name, output in registry.outputs.items():
        cycle = output.review.cycle
        if cycle is not None and cycle != "never":
            yield registry.paths["output", name], ("review", "cycle"), cycle
    if review := registry.review:
        path = policy_path("review")
        for kind, cycle in review.cycles.items():
            yield path, ("cycles", kind), cycle
        for at, row in enumerate(review.lateness):
            yield path, ("lateness", at, "up_to"), row.up_to
        yield path, ("agreed_dates", "furthest"), review.agreed_dates.furthest
        yield path, ("draft_limit",), review.draft_limit
        yield path, ("never_recheck",), review.never_recheck
    if registry.platform:
        yield policy_path("platform"), ("evidence_limit",), registry.platform.evidence_limit


def schedule_cycle(registry: Registry) -> Iterator[Problem]:
    """Dates are agreed for cycles that have begun, in order of cycles."""
    for name, output in registry.outputs.items():
        if not output.review.schedule:
            continue
        open_cycle = 1 + sum(map(completes, output.reviews))
        lowest = 1
        for at, agreed in enumerate(output.review.schedule):
            if not lowest <= agreed.cycle <= open_cycle:
                yield on_output(
                    registry, name, "schedule-cycle", ("review", "schedule", at, "cycle"),
                    cycle=str(agreed.cycle), lowest=str(lowest), highest=str(open_cycle),
                )  # fmt: skip
            lowest = max(lowest, agreed.cycle)


def agreed_date_count(registry: Registry) -> Iterator[Problem]:
    """No more dates are agreed for a cycle than the policy allows."""
    if registry.review is None:
        return
    limit = registry.review.agreed_dates.per_cycle
    for name, output in registry.outputs.items():
        count: dict[int, int] = {}
        for at, agreed in enumerate(output.review.schedule):
            count[agreed.cycle] = count.get(agreed.cycle, 0) + 1
            if count[agreed.cycle] > limit:
                field = ("review", "schedule", at)
                yield on_output(registry, name, "agreed-date-count", field, limit=str(limit))


def agreed_date_far(registry: Registry) -> Iterator[Problem]:
    """No date is agreed further off than the policy allows."""
    if registry.review is None:
        return
    limit = registry.review.agreed_dates.furthest
    furthest = Period.parse(limit)
    for name, output in registry.outputs.items():
        for at, agreed in enumerate(output.review.schedule):
            if agreed.due > furthest.after(agreed.date):
                field = ("review", "schedule", at, "due")
                last = str(furthest.after(agreed.date))
                yield on_output(registry, name, "agreed-date-far", field, limit=limit, last=last)
