"""The update queue: what maintainers and owners must do on a day, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from governance.model.period import Period
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.checks.citations import citations
from governance.rules.standing import (
    NEVER,
    Clock,
    OwnerState,
    ReviewState,
    Standing,
    UpdateStatus,
    dated_ahead,
)

Reason = Literal[
    "overdue",
    "due",
    "due-soon",
    "need-past-target",
    "need-open",
    "orphaned",
    "owner-declined",
    "owner-proposed",
    "owner-ended",
    "never-recheck",
    "draft-old",
    "stale-citation",
    "evidence-old",
    "dated-ahead",
    "waiting",
]
# The order of the queue; a row stands where its first reason does, and a waiting one last.
REASONS: tuple[Reason, ...] = Reason.__args__  # type: ignore[attr-defined]
_OWNER_REASONS: dict[OwnerState, Reason] = {
    "orphaned": "orphaned",
    "declined": "owner-declined",
    "proposed": "owner-proposed",
    "ended": "owner-ended",
}
_NEXT: dict[Reason, str] = {
    "overdue": "owner-reviews",
    "due": "owner-reviews",
    "due-soon": "owner-reviews",
    "need-past-target": "ask-progress",
    "need-open": "plan-update",
    "orphaned": "find-owner",
    "owner-declined": "find-owner",
    "owner-proposed": "ask-owner",
    "owner-ended": "hand-over",
    "never-recheck": "recheck-never",
    "draft-old": "ask-draft",
    "stale-citation": "renew-citation",
    "evidence-old": "check-evidence",
    "dated-ahead": "wait-for-date",
    "waiting": "wait-for-room",
}


@dataclass(frozen=True)
class Item:
    """One row: a review (key <id>/review/<n>), a need (<id>/need/<n>) or a finding (no key).

    `id` is the output's, for evidence-old the platform's. `reasons` stand in order of weight;
    `details` are what their sentences name. `lateness` is days overdue by length of cycle.
    """

    key: str | None
    id: str
    due: date | None
    days_overdue: int | None
    state: ReviewState
    update_status: UpdateStatus
    owner: str | None
    reasons: tuple[Reason, ...]
    next: str
    lateness: float = 0.0
    details: tuple[tuple[str, str | date], ...] = ()

    @property
    def group(self) -> Reason:
        """The reason under which the row stands in the queue."""
        return "waiting" if "waiting" in self.reasons else self.reasons[0]


@dataclass(frozen=True)
class Filter:
    """Which rows are wanted; an empty part lets all pass."""

    owners: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def passes(self, item: Item, output: Output | None) -> bool:
        """Whether a row is wanted. `states` are review states or reasons."""
        if self.states and not is_any(item, self.states):
            return False
        if output is None:
            return not (self.owners or self.projects or self.themes or self.kinds)
        return (
            (not self.owners or output.owner in self.owners)
            and (not self.projects or output.project in self.projects)
            and (not self.themes or not set(self.themes).isdisjoint(output.themes))
            and (not self.kinds or output.kind in self.kinds)
        )


def is_any(item: Item, states: tuple[str, ...]) -> bool:
    """Whether a row has one of these review states or reasons."""
    return item.state in states or not set(states).isdisjoint(item.reasons)


def queue(registry: Registry, today: date, wanted: Filter = Filter()) -> tuple[Item, ...]:
    """The rows of the queue on `today`, in the order in which they are worked."""
    clock = Clock(registry, today)
    standings = {name: clock.standing(output) for name, output in registry.outputs.items()}
    waiting = _waiting(registry, standings)
    items = [
        *_output_items(clock, standings, waiting),
        *_citation_items(clock, standings),
        *_evidence_items(registry, today),
    ]
    chosen = [item for item in items if wanted.passes(item, registry.outputs.get(item.id))]
    return tuple(sorted(chosen, key=_order))


def _order(item: Item) -> tuple[int, float, date, str, str]:
    return (
        REASONS.index(item.group),
        -max(item.lateness, 0),
        item.due or date.max,
        item.id,
        item.key or "",
    )


def _output_items(
    clock: Clock, standings: dict[str, Standing], waiting: frozenset[str]
) -> Iterator[Item]:
    for name, output in clock.registry.outputs.items():
        standing = standings[name]
        row = _output_item(clock, output, standing, waiting=name in waiting)
        if row is not None:
            yield row
        yield from _need_items(clock, output, standing)


def _output_item(clock: Clock, output: Output, standing: Standing, *, waiting: bool) -> Item | None:
    reasons: list[Reason] = []
    details: list[tuple[str, str | date]] = []
    if standing.state in ("overdue", "due", "due-soon"):
        reasons.append(standing.state)
    if output.status == "current" and standing.owner_state in _OWNER_REASONS:
        reasons.append(_OWNER_REASONS[standing.owner_state])
    if standing.owner_state == "ended":
        details.append(("successors", _successors(clock.registry, output)))
    if _never_recheck(clock, output, standing):
        reasons.append("never-recheck")
    if _old_draft(clock, output):
        reasons.append("draft-old")
    if ahead := dated_ahead(output, clock.today):
        reasons.append("dated-ahead")
        details += [("field", ahead[0][0]), ("date", ahead[0][1])]
    if waiting:
        reasons.append("waiting")
    if not reasons:
        return None
    return Item(
        key=f"{output.id}/review/{standing.number}" if standing.due else None,
        id=output.id,
        due=standing.due,
        days_overdue=standing.days_overdue,
        state=standing.state,
        update_status=standing.update_status,
        owner=output.owner,
        reasons=tuple(reasons),
        next=_next(reasons, waiting=waiting),
        lateness=standing.lateness,
        details=tuple(details),
    )


def _next(reasons: list[Reason], *, waiting: bool) -> str:
    """Without somebody who answers, a review cannot be asked for: that comes first."""
    for reason in ("orphaned", "owner-declined", "owner-ended"):
        if reason in reasons:
            return _NEXT[reason]
    if waiting:
        return _NEXT["waiting"]
    if "owner-proposed" in reasons:
        due = {"overdue", "due", "due-soon"} & set(reasons)
        return "ask-owner" if due else "wait-for-review"
    return _NEXT[reasons[0]]


def _need_items(clock: Clock, output: Output, standing: Standing) -> Iterator[Item]:
    for need in standing.open_needs:
        past = need.target is not None and need.target < clock.today
        reasons: tuple[Reason, ...] = ("need-past-target",) if past else ("need-open",)
        since = need.target if past and need.target is not None else None
        yield Item(
            key=f"{output.id}/need/{need.id}",
            id=output.id,
            due=need.target,
            days_overdue=(clock.today - need.target).days if need.target else None,
            state=standing.state,
            update_status=standing.update_status,
            owner=output.owner,
            reasons=reasons,
            next="find-owner" if output.owner is None else _need_next(need.state, past=past),
            lateness=(clock.today - since).days if since else 0.0,
            details=(("need", next(iter(need.summary.values()))),),
        )


def _need_next(state: str, *, past: bool) -> str:
    if past:
        return "ask-progress"
    return "plan-update" if state == "open" else "make-update"


def _waiting(registry: Registry, standings: dict[str, Standing]) -> frozenset[str]:
    """Outputs whose review is to be asked for but has no room under their owner's cap."""
    by_owner: dict[str, list[str]] = {}
    for name, output in registry.outputs.items():
        standing = standings[name]
        asked = standing.state in ("due-soon", "due", "overdue")
        if output.owner and asked and standing.owner_state in ("accepted", "proposed"):
            by_owner.setdefault(output.owner, []).append(name)
    cap = registry.rules.review.open_per_owner
    late: set[str] = set()
    for names in by_owner.values():
        late.update(sorted(names, key=lambda name: (-standings[name].lateness, name))[cap:])
    return frozenset(late)


def _successors(registry: Registry, output: Output) -> str:
    organisation = registry.organisations.get(output.owner or "")
    return ", ".join(organisation.successors) if organisation else ""


def _never_recheck(clock: Clock, output: Output, standing: Standing) -> bool:
    """Whether a cycle of `never` was decided, or last looked at, too long ago."""
    if output.status != "current" or standing.cycle != NEVER:
        return False
    limit = Period.parse(clock.policy.never_recheck)
    return limit.after(standing.anchor) <= clock.today


def _old_draft(clock: Clock, output: Output) -> bool:
    limit = Period.parse(clock.policy.draft_limit)
    return output.status == "draft" and limit.after(output.registered) <= clock.today


def _citation_items(clock: Clock, standings: dict[str, Standing]) -> Iterator[Item]:
    """Citations of what has a newer version, is superseded, or whose review is due."""
    seen: set[tuple[str, str]] = set()
    for cited in citations(clock.registry):
        output = clock.registry.outputs.get(cited.output)
        if output is None or (cited.path, cited.output) in seen:
            continue
        newest = output.versions[-1].version if output.versions else None
        outdated = cited.version is not None and newest is not None and cited.version != newest
        ended = output.status in ("superseded", "retired")
        late = standings[output.id].freshness == "review-due"
        if not (outdated or ended or late):
            continue
        seen.add((cited.path, cited.output))
        place = cited.path if cited.line is None else f"{cited.path}:{cited.line}"
        yield replace(
            _finding(output.id, "stale-citation", output.owner, standings[output.id]),
            details=(("place", place), ("newest", newest or "")),
        )


def _finding(id: str, reason: Reason, owner: str | None, standing: Standing) -> Item:
    return Item(
        key=None,
        id=id,
        due=standing.due,
        days_overdue=standing.days_overdue,
        state=standing.state,
        update_status=standing.update_status,
        owner=owner,
        reasons=(reason,),
        next=_NEXT[reason],
    )


def _evidence_items(registry: Registry, today: date) -> Iterator[Item]:
    """Platforms with evidence that was checked too long ago."""
    limit = Period.parse(registry.rules.platform.evidence_limit)
    for name, platform in registry.platforms.items():
        old = [each for each in platform.evidence if limit.after(each.checked) <= today]
        if old:
            oldest = min(old, key=lambda each: each.checked)
            yield Item(
                key=None,
                id=name,
                due=None,
                days_overdue=None,
                state="none",
                update_status="unknown",
                owner=registry.rules.settings.maintainer,
                reasons=("evidence-old",),
                next=_NEXT["evidence-old"],
                details=(("date", oldest.checked), ("criterion", oldest.criterion)),
            )
