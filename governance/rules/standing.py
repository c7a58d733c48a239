"""Where an output stands on a day: everything that is derived and never stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from governance.model.fields import AiImpact
from governance.model.period import Period
from governance.model.policy import LatenessRow
from governance.model.record import Output, Review, UpdateNeed
from governance.model.registry import Registry
from governance.model.version import number
from governance.model.working_days import WorkingDays, working_days

ReviewState = Literal["ok", "due-soon", "due", "overdue", "none"]
Freshness = Literal["in-date", "review-due", "not-yet-reviewed", "no-review"]
UpdateStatus = Literal["update-needed", "updating", "update-planned", "unknown", "up-to-date"]
OwnerState = Literal["accepted", "proposed", "declined", "ended", "orphaned"]
OPEN_NEED_STATES = ("open", "planned", "in-progress")
NEVER = "never"

parse_period = cache(Period.parse)


@dataclass(frozen=True)
class Standing:
    """The derived values of one output on one day, each with where it came from.

    `cycle` is the period's text or "never"; `cycle_from` says whether the record or
    the policy gave it.
    `anchor` is the day from which the cycle runs and `anchor_from` what happened on it.
    `due` is the working day by which the open cycle's review is due, `due_from` says whether it
    was agreed or counted; both None where nothing is reviewed. `days_overdue` is negative before.
    `lateness` is days overdue by the length of the cycle, to compare outputs with.
    """

    cycle: str
    cycle_from: Literal["record", "policy"]
    number: int
    anchor: date
    anchor_from: Literal["review", "version", "registered"]
    due: date | None
    due_from: Literal["agreed", "cycle"] | None
    due_before_moving: date | None
    days_overdue: int | None
    lateness: float
    state: ReviewState
    freshness: Freshness
    update_status: UpdateStatus
    owner_state: OwnerState
    last_review: Review | None
    ai_impact: AiImpact | None
    open_needs: tuple[UpdateNeed, ...]


class Clock:
    """One day by the rules of one registry: computes where its outputs stand."""

    def __init__(self, registry: Registry, today: date) -> None:
        self.registry = registry
        self.today = today
        self.policy = registry.rules.review
        self.days = _working_days(registry)
        self._rows = [
            (parse_period(row.up_to).length, row)
            for row in sorted(self.policy.lateness, key=lambda row: parse_period(row.up_to).length)
        ]

    def standing(self, output: Output) -> Standing:
        """Where the output stands today."""
        today = self.today
        done = [each for each in output.reviews if each.date <= today and completes(each)]
        cycle = output.review.cycle or self.policy.cycles[output.kind]
        anchor, anchor_from = _anchor(output, done, today)
        number = len(done) + 1
        reviewed = output.status == "current" and cycle != NEVER
        due = natural = before = days_overdue = None
        due_from: Literal["agreed", "cycle"] | None = None
        state: ReviewState = "none"
        lateness = 0.0
        if reviewed:
            period = parse_period(cycle)
            natural = self.days.on_or_after(period.after(anchor))
            agreed = [
                each.due
                for each in output.review.schedule
                if each.cycle == number and each.date <= today
            ]
            before = agreed[-1] if agreed else period.after(anchor)
            due_from = "agreed" if agreed else "cycle"
            due = self.days.on_or_after(before)
            days_overdue = (today - due).days
            state = _state(days_overdue, self._row(period))
            lateness = days_overdue / period.length
        return Standing(
            cycle=cycle,
            cycle_from="record" if output.review.cycle else "policy",
            number=number,
            anchor=anchor,
            anchor_from=anchor_from,
            due=due,
            due_from=due_from,
            due_before_moving=before,
            days_overdue=days_overdue,
            lateness=lateness,
            state=state,
            freshness=_freshness(done, natural, today),
            update_status=_update_status(output, done, today),
            owner_state=self.owner_state(output, done),
            last_review=done[-1] if done else None,
            ai_impact=_ai_impact(output, today),
            open_needs=open_needs(output, today),
        )

    def owner_state(self, output: Output, done: list[Review]) -> OwnerState:
        """Whether somebody answers for the output today."""
        if output.owner is None:
            return "orphaned"
        if self.has_ended(output.owner):
            return "ended"
        in_cycle = output.reviews[output.reviews.index(done[-1]) + 1 :] if done else output.reviews
        since = output.owner_since or date.min
        declined = any(
            not completes(each) and each.by == output.owner and since <= each.date <= self.today
            for each in in_cycle
        )
        if declined:
            return "declined"
        accepted = output.owner_since is not None and output.owner_since <= self.today
        return "accepted" if accepted else "proposed"

    def has_ended(self, organisation: str) -> bool:
        """Whether the organisation's last day has passed."""
        found = self.registry.organisations.get(organisation)
        return found is not None and found.ended is not None and found.ended < self.today

    def _row(self, period: Period) -> LatenessRow:
        fitting = (row for length, row in self._rows if period.length <= length)
        return next(fitting, self._rows[-1][1])


def completes(review: Review) -> bool:
    """Whether the review completes its cycle."""
    return review.outcome != "not-mine"


def open_needs(output: Output, today: date) -> tuple[UpdateNeed, ...]:
    """The update needs reported by today that are neither done nor declined."""
    return tuple(
        need
        for need in output.update_needs
        if need.state in OPEN_NEED_STATES and need.reported <= today
    )


def translation_lag(output: Output) -> Mapping[str, str]:
    """For each language that shows an older version than the newest: the version it shows."""
    if not output.versions:
        return {}
    newest = number(output.versions[-1].version)
    shown: dict[str, str | None] = {}
    for location in output.locations:
        before = shown.get(location.language, "0.0")
        if location.version is None or before is None:
            shown[location.language] = None
        else:
            shown[location.language] = max(before, location.version, key=number)
    return {
        language: version
        for language, version in sorted(shown.items())
        if version is not None and number(version) < newest
    }


def dated_ahead(output: Output, today: date) -> tuple[tuple[str, date], ...]:
    """Entries that do not count yet because their date lies after today: field and date."""
    dated: Iterable[tuple[str, date | None]] = [
        ("registered", output.registered),
        ("owner_since", output.owner_since),
        *((f"reviews[{at}]", each.date) for at, each in enumerate(output.reviews)),
        *((f"review.schedule[{at}]", each.date) for at, each in enumerate(output.review.schedule)),
        *((f"versions[{at}]", each.date) for at, each in enumerate(output.versions)),
        *((f"update_needs[{at}]", each.reported) for at, each in enumerate(output.update_needs)),
        *((f"update_needs[{at}]", each.closed) for at, each in enumerate(output.update_needs)),
    ]
    return tuple((field, day) for field, day in dated if day is not None and day > today)


def _working_days(registry: Registry) -> WorkingDays:
    rules = registry.rules
    return working_days(
        rules.settings.calendar,
        (holiday.date for holiday in rules.review.extra_holidays),
        rules.review.removed_holidays,
        ((period.start, period.end) for period in rules.review.quiet_periods),
    )


def _anchor(
    output: Output, done: list[Review], today: date
) -> tuple[date, Literal["review", "version", "registered"]]:
    if done:
        return done[-1].date, "review"
    first = output.versions[0].date if output.versions else None
    if first is not None and first <= today:
        return first, "version"
    return output.registered, "registered"


def _state(days_overdue: int, row: LatenessRow) -> ReviewState:
    if days_overdue >= row.overdue:
        return "overdue"
    if days_overdue >= 0:
        return "due"
    return "due-soon" if days_overdue >= -row.due_soon else "ok"


def _freshness(done: list[Review], natural: date | None, today: date) -> Freshness:
    """What readers see; agreed dates do not make old content fresh."""
    if natural is None:
        return "no-review"
    if not done:
        return "not-yet-reviewed"
    return "in-date" if today < natural else "review-due"


def _update_status(output: Output, done: list[Review], today: date) -> UpdateStatus:
    states = {need.state for need in open_needs(output, today)}
    if "open" in states:
        return "update-needed"
    if "in-progress" in states:
        return "updating"
    if "planned" in states:
        return "update-planned"
    return "up-to-date" if done else "unknown"


def _ai_impact(output: Output, today: date) -> AiImpact | None:
    stated = [each.ai_impact for each in output.reviews if each.date <= today and each.ai_impact]
    return stated[-1] if stated else None
