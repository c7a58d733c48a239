"""The update queue: what maintainers and owners must do on a day, the most pressing first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, get_args

from governance.model.period import Period
from governance.model.record import Output, UpdateNeed
from governance.model.registry import Registry
from governance.rules.citations import Citation, citations
from governance.rules.standing import (
    NEVER,
    OwnerState,
    ReviewState,
    Standing,
    Standings,
    UpdateStatus,
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
    "issue-closed",
    "waiting",
]
# The order of the queue; a row stands where its first reason does, and a waiting one last.
REASONS: tuple[Reason, ...] = get_args(Reason)
ASKED: tuple[ReviewState, ...] = ("due-soon", "due", "overdue")
_WAITS = ("wait-for-review", "wait-for-room", "wait-for-date")
_OWNER_REASONS: Mapping[OwnerState, Reason] = {
    "orphaned": "orphaned",
    "declined": "owner-declined",
    "proposed": "owner-proposed",
    "ended": "owner-ended",
}


@dataclass(frozen=True)
class Item:
    """One row: a review (key <id>/review/<n>), a need (<id>/need/<n>) or a finding (no key).

    `type` and `id` name the output or platform it is about. `reasons` stand in order of weight;
    `details` are what their sentences name. `lateness` orders the rows of a group: of reviews
    days overdue by days of the cycle, of needs days past the target.
    """

    type: Literal["output", "platform"]
    id: str
    key: str | None
    due: date | None
    days_overdue: int | None
    state: ReviewState
    update_status: UpdateStatus
    owner: str | None
    reasons: tuple[Reason, ...]
    next: str
    lateness: float = 0.0
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> Reason:
        """The reason under which the row stands in the queue."""
        return "waiting" if "waiting" in self.reasons else self.reasons[0]

    @property
    def is_to_do(self) -> bool:
        """Whether somebody can do something about it now."""
        return self.next not in _WAITS

    @property
    def is_late_review(self) -> bool:
        """Whether it is the review of an output, and overdue."""
        return self.state == "overdue" and "overdue" in self.reasons


@dataclass(frozen=True)
class Filter:
    """Which rows are wanted; an empty part lets all pass."""

    owners: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def passes(self, item: Item, output: Output | None) -> bool:
        """Whether a row is wanted. `states` are review states or reasons.

        `output` is what the row is about, None for a platform, which has no project, theme or kind.
        """
        if self.states and not is_any(item, self.states):
            return False
        if self.owners and item.owner not in self.owners:
            return False
        if output is None:
            return not (self.projects or self.themes or self.kinds)
        return (
            (not self.projects or output.project in self.projects)
            and (not self.themes or not set(self.themes).isdisjoint(output.themes))
            and (not self.kinds or output.kind in self.kinds)
        )


ALL = Filter()


@dataclass(frozen=True)
class Issues:
    """What the issues that stand say of open keys.

    `waiting` are those that have no room under their owner's cap, `closed` those whose issue a
    person closed.
    """

    waiting: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


def is_any(item: Item, states: tuple[str, ...]) -> bool:
    """Whether a row has one of these review states or reasons."""
    return item.state in states or not set(states).isdisjoint(item.reasons)


def queue(
    registry: Registry,
    today: date,
    wanted: Filter = ALL,
    standings: Standings | None = None,
    issues: Issues | None = None,
) -> tuple[Item, ...]:
    """The rows of the queue on `today`, in the order in which they are worked.

    `standings` may be handed in where they are known already, of the same registry and day. Where
    it is not known which `issues` stand, the most late are taken for those that have room.
    Raises Refused when a policy could not be read.
    """
    rows = _Rows(standings or Standings(registry, today), issues)
    items = (item for item in rows.all() if wanted.passes(item, rows.output(item)))
    return tuple(sorted(items, key=_order))


def _order(item: Item) -> tuple[int, float, date, str, str]:
    lateness = -max(item.lateness, 0)
    return REASONS.index(item.group), lateness, item.due or date.max, item.id, item.key or ""


class _Rows:
    """Makes the rows of one registry on one day."""

    def __init__(self, standings: Standings, issues: Issues | None) -> None:
        self.registry = registry = standings.registry
        self.today = standings.today
        self.standings = standings
        self.of = {name: self.standings.of(output) for name, output in registry.outputs.items()}
        self.waiting = self._waiting() if issues is None else issues.waiting
        self.closed = issues.closed if issues else frozenset()

    def output(self, item: Item) -> Output | None:
        """The output that a row is about."""
        return self.registry.outputs[item.id] if item.type == "output" else None

    def all(self) -> Iterator[Item]:
        """Every row, in no order."""
        for name, output in self.registry.outputs.items():
            standing = self.of[name]
            if (row := self._review(output, standing)) is not None:
                yield row
            for need in standing.open_needs:
                yield self._need(output, standing, need)
        yield from self._citations()
        yield from self._evidence()

    def _review(self, output: Output, standing: Standing) -> Item | None:
        reasons: list[Reason] = []
        if standing.state in ASKED:
            reasons.append(standing.state)  # type: ignore[arg-type] # none of ASKED is ok or none
        if output.status == "current" and standing.owner_state in _OWNER_REASONS:
            reasons.append(_OWNER_REASONS[standing.owner_state])
        if self._never_recheck(output, standing):
            reasons.append("never-recheck")
        if self._old_draft(output):
            reasons.append("draft-old")
        details: dict[str, Any] = {}
        if standing.dated_ahead:
            reasons.append("dated-ahead")
            field, day = standing.dated_ahead[0]
            details = {"field": field, "date": day}
        key = f"{output.id}/review/{standing.number}"
        if reasons and key in self.closed:
            reasons.append("issue-closed")
        if key in self.waiting:
            reasons.append("waiting")
        if not reasons:
            return None
        step = self._step(reasons, standing)
        return self._row(output, standing, tuple(reasons), step, details, standing.lateness)

    def _step(self, reasons: list[Reason], standing: Standing) -> str:
        """The one thing to do: whether somebody answers at all comes first."""
        if "draft-old" in reasons:
            return self._asking(standing, "ask-draft", nobody="ask-draft-nobody")
        if "waiting" in reasons:
            return "wait-for-room"
        if "owner-proposed" in reasons:
            if "issue-closed" in reasons:
                return "ask-why-closed"
            return "ask-owner" if standing.state in ASKED else "wait-for-review"
        steps = {"never-recheck": "recheck-never", "dated-ahead": "wait-for-date"}
        step = steps.get(reasons[0], "owner-reviews")
        return self._asking(standing, "ask-why-closed" if "issue-closed" in reasons else step)

    def _need(self, output: Output, standing: Standing, need: UpdateNeed) -> Item:
        days = (self.today - need.target).days if need.target else None
        past = days is not None and days > 0
        step = "ask-progress" if past else "plan-update" if need.state == "open" else "make-update"
        key = f"{output.id}/need/{need.id}"
        reasons: tuple[Reason, ...] = ("need-past-target",) if past else ("need-open",)
        if key in self.closed:
            reasons, step = (*reasons, "issue-closed"), "ask-why-closed"
        step = self._asking(standing, step)
        details = {"need": need.summary}
        row = self._row(output, standing, reasons, step, details, float(days or 0))
        return replace(row, key=key, due=need.target, days_overdue=days)

    def _asking(self, standing: Standing, step: str, nobody: str = "find-owner") -> str:
        """A step that asks the owner, or what must come before it."""
        if standing.owner_state == "ended":
            return "hand-over"
        return nobody if standing.owner_state in ("orphaned", "declined") else step

    def _row(  # noqa: PLR0913, PLR0917 - one argument a part of the row
        self,
        output: Output,
        standing: Standing,
        reasons: tuple[Reason, ...],
        step: str,
        details: Mapping[str, Any],
        lateness: float,
    ) -> Item:
        organisation = self.registry.organisations.get(output.owner or "")
        successors = organisation.successors if organisation else ()
        return Item(
            type="output",
            id=output.id,
            key=f"{output.id}/review/{standing.number}" if standing.due else None,
            due=standing.due,
            days_overdue=standing.days_overdue,
            state=standing.state,
            update_status=standing.update_status,
            owner=output.owner,
            reasons=reasons,
            next=step,
            lateness=lateness,
            details={**details, "successors": successors},
        )

    def _waiting(self) -> frozenset[str]:
        """Reviews that are to be asked for but have no room under their owner's cap."""
        by_owner: dict[str, list[str]] = {}
        for name, standing in self.of.items():
            owner = self.registry.outputs[name].owner
            answers = standing.owner_state in ("accepted", "proposed")
            if owner and answers and standing.state in ASKED:
                by_owner.setdefault(owner, []).append(name)
        cap = self.standings.policy.open_per_owner
        late: set[str] = set()
        for names in by_owner.values():
            late.update(sorted(names, key=lambda name: (-self.of[name].lateness, name))[cap:])
        return frozenset(f"{name}/review/{self.of[name].number}" for name in late)

    def _never_recheck(self, output: Output, standing: Standing) -> bool:
        """Whether a cycle of `never` was decided, or last looked at, too long ago."""
        if output.status != "current" or standing.cycle != NEVER:
            return False
        limit = Period.parse(self.standings.policy.never_recheck)
        return limit.after(standing.anchor) <= self.today

    def _old_draft(self, output: Output) -> bool:
        if output.status != "draft":
            return False
        limit = Period.parse(self.standings.policy.draft_limit)
        return limit.after(output.registered) <= self.today

    def _citations(self) -> Iterator[Item]:
        """Citations of what has a newer version, is out of use, or whose review is due."""
        seen: set[tuple[str, str]] = set()
        for cited in citations(self.registry):
            output = self.registry.outputs.get(cited.output)
            if output is None or (cited.path, cited.output) in seen:
                continue
            if details := self._stale(cited, output):
                seen.add((cited.path, cited.output))
                row = self._row(
                    output, self.of[output.id], ("stale-citation",), "renew-citation", details, 0
                )
                yield replace(row, key=None, due=None, days_overdue=None)

    def _stale(self, cited: Citation, output: Output) -> dict[str, Any]:
        """Why a citation should be looked at again, empty when it need not."""
        place = cited.path if cited.line is None else f"{cited.path}:{cited.line}"
        newest = output.versions[-1].version if output.versions else None
        standing = self.of[output.id]
        if output.status in ("superseded", "retired"):
            return {"cause": "ended", "place": place, "status": output.status}
        if cited.version is not None and newest is not None and cited.version != newest:
            version = cited.version
            return {"cause": "version", "place": place, "version": version, "newest": newest}
        if standing.freshness == "review-due" or standing.state in ("due", "overdue"):
            return {"cause": "due", "place": place}
        return {}

    def _evidence(self) -> Iterator[Item]:
        """Platforms with evidence that was checked too long ago."""
        rules = self.registry.rules
        limit = Period.parse(rules.platform.evidence_limit)
        titles = {criterion.id: criterion.title for criterion in rules.platform.criteria}
        for name, platform in self.registry.platforms.items():
            old = [each for each in platform.evidence if limit.after(each.checked) <= self.today]
            if old:
                oldest = min(old, key=lambda each: each.checked)
                criterion = titles.get(oldest.criterion, {"": oldest.criterion})
                yield Item(
                    type="platform",
                    id=name,
                    key=None,
                    due=None,
                    days_overdue=None,
                    state="none",
                    update_status="unknown",
                    owner=rules.settings.maintainer,
                    reasons=("evidence-old",),
                    next="check-evidence",
                    details={"date": oldest.checked, "criterion": criterion},
                )
