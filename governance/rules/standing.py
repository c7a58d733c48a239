"""Where an output stands on a day: everything that is derived and never stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from governance.model.fields import AiImpact
from governance.model.period import Period
from governance.model.policy import LatenessRow
from governance.model.record import AgreedDate, Output, Review, UpdateNeed
from governance.model.registry import Registry
from governance.model.version import number
from governance.model.working_days import WorkingDays, working_days
from governance.rules.contacts import has_ended

ReviewState = Literal["ok", "due-soon", "due", "overdue", "none"]
Freshness = Literal["in-date", "review-due", "not-yet-reviewed", "no-review"]
UpdateStatus = Literal["update-needed", "updating", "update-planned", "unknown", "up-to-date"]
OwnerState = Literal["accepted", "proposed", "declined", "ended", "orphaned"]
OPEN_NEED_STATES = ("open", "planned", "in-progress")
NEVER = "never"


@dataclass(frozen=True)
class Standing:
    """The derived values of one output on one day, each with where it came from.

    `cycle` is the period's text or "never"; `cycle_from` says whether the record or
    the policy gave it.
    `anchor` is the day from which the cycle runs and `anchor_from` what happened on it.
    `due` is the working day by which the open cycle's review is due, None where nothing is
    reviewed; `agreed` is the agreed date that decided it, if one did. `due_soon_from` is the first
    day on which it is due soon. `days_overdue` is negative before.
    `in_date_until` is the first day on which the last review no longer counts, None where there
    is none or nothing is reviewed; agreed dates do not make old content fresh.
    `dated_ahead` are the entries, by field, that do not count yet.
    `lateness` is days overdue by the length of the cycle, to compare outputs with.
    """

    cycle: str
    cycle_from: Literal["record", "policy"]
    number: int
    anchor: date
    anchor_from: Literal["review", "version", "registered"]
    due: date | None
    agreed: AgreedDate | None
    due_before_moving: date | None
    due_soon_from: date | None
    days_overdue: int | None
    lateness: float
    state: ReviewState
    freshness: Freshness
    in_date_until: date | None
    update_status: UpdateStatus
    owner_state: OwnerState
    last_review: Review | None
    ai_impact: AiImpact | None
    open_needs: tuple[UpdateNeed, ...]
    translation_lag: Mapping[str, str]
    dated_ahead: tuple[tuple[str, date], ...]


class Standings:
    """Where the outputs of one registry stand on one day, by its own rules."""

    def __init__(self, registry: Registry, today: date) -> None:
        """Raises Refused when a policy could not be read."""
        self.registry = registry
        self.today = today
        self.policy = registry.rules.review
        self.days = _working_days(registry)
        self._known: dict[str, Standing] = {}
        self._rows = [
            (Period.parse(row.up_to).length, row)
            for row in sorted(self.policy.lateness, key=lambda row: Period.parse(row.up_to).length)
        ]

    def of(self, output: Output) -> Standing:
        """Where an output of the registry stands, worked out once.

        Raises KeyError for a kind without a default cycle.
        """
        if output.id not in self._known:
            self._known[output.id] = self._of(output)
        return self._known[output.id]

    def _of(self, output: Output) -> Standing:
        ahead = dated_ahead(output, self.today)
        if ahead:
            output = as_of(output, self.today)
        done = [at for at, review in enumerate(output.reviews) if completes(review)]
        last = output.reviews[done[-1]] if done else None
        number = len(done) + 1
        cycle = output.review.cycle or self.policy.cycles[output.kind]
        anchor, anchor_from = _anchor(output, last)
        natural = due = agreed = soon = None
        state: ReviewState = "none"
        days_overdue, lateness = None, 0.0
        if output.status == "current" and cycle != NEVER:
            period = Period.parse(cycle)
            natural = period.after(anchor)
            dates = [each for each in output.review.schedule if each.cycle == number]
            agreed = dates[-1] if dates else None
            due = self.days.on_or_after(agreed.due if agreed else natural)
            days_overdue = (self.today - due).days
            row = self._row(period)
            soon = due - timedelta(days=row.due_soon)
            state = _state(days_overdue, row)
            lateness = days_overdue / period.length
        until = self.days.on_or_after(natural) if natural and last else None
        return Standing(
            cycle=cycle,
            cycle_from="record" if output.review.cycle else "policy",
            number=number,
            anchor=anchor,
            anchor_from=anchor_from,
            due=due,
            agreed=agreed,
            due_before_moving=agreed.due if agreed else natural,
            due_soon_from=soon,
            days_overdue=days_overdue,
            lateness=lateness,
            state=state,
            freshness=self._freshness(last, until, is_reviewed=natural is not None),
            in_date_until=until,
            update_status=_update_status(output, last),
            owner_state=self._owner_state(output, done[-1] + 1 if done else 0),
            last_review=last,
            ai_impact=_ai_impact(output),
            open_needs=tuple(each for each in output.update_needs if is_open(each)),
            translation_lag=translation_lag(output),
            dated_ahead=ahead,
        )

    def _owner_state(self, output: Output, open_from: int) -> OwnerState:
        """Whether somebody answers; reviews from `open_from` on belong to the open cycle."""
        if output.owner is None:
            return "orphaned"
        owner = self.registry.organisations.get(output.owner)
        if owner and has_ended(owner, self.today):
            return "ended"
        since = output.owner_since or date.min
        for review in output.reviews[open_from:]:
            if review.by == output.owner and review.date >= since:
                return "declined"
        return "proposed" if output.owner_since is None else "accepted"

    def _freshness(
        self, last: Review | None, until: date | None, *, is_reviewed: bool
    ) -> Freshness:
        """What readers see."""
        if not is_reviewed:
            return "no-review"
        if last is None or until is None:
            return "not-yet-reviewed"
        return "in-date" if self.today < until else "review-due"

    def _row(self, period: Period) -> LatenessRow:
        fitting = (row for length, row in self._rows if period.length <= length)
        return next(fitting, self._rows[-1][1])


def as_of(output: Output, today: date) -> Output:
    """The output without what is dated after today: it does not count yet.

    A need whose closing lies ahead is still to be done; an owner accepted ahead is proposed.
    """
    schedule = tuple(each for each in output.review.schedule if each.date <= today)
    needs = tuple(
        _still_open(each) if each.closed is not None and each.closed > today else each
        for each in output.update_needs
        if each.reported <= today
    )
    accepted = output.owner_since is not None and output.owner_since <= today
    return output.model_copy(
        update={
            "owner_since": output.owner_since if accepted else None,
            "reviews": tuple(each for each in output.reviews if each.date <= today),
            "review": output.review.model_copy(update={"schedule": schedule}),
            "versions": tuple(
                each for each in output.versions if each.date is None or each.date <= today
            ),
            "update_needs": needs,
        }
    )


def _still_open(need: UpdateNeed) -> UpdateNeed:
    state = "planned" if need.target else "open"
    return need.model_copy(update={"state": state, "closed": None})


def completes(review: Review) -> bool:
    """Whether the review completes its cycle."""
    return review.outcome != "not-mine"


def is_open(need: UpdateNeed) -> bool:
    """Whether the need is neither done nor declined."""
    return need.state in OPEN_NEED_STATES


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
    )


def _anchor(
    output: Output, last: Review | None
) -> tuple[date, Literal["review", "version", "registered"]]:
    if last is not None:
        return last.date, "review"
    first = output.versions[0].date if output.versions else None
    return (output.registered, "registered") if first is None else (first, "version")


def _state(days_overdue: int, row: LatenessRow) -> ReviewState:
    if days_overdue >= row.overdue:
        return "overdue"
    if days_overdue >= 0:
        return "due"
    return "due-soon" if days_overdue >= -row.due_soon else "ok"


def _update_status(output: Output, last: Review | None) -> UpdateStatus:
    states = {need.state for need in output.update_needs}
    if "open" in states:
        return "update-needed"
    if "in-progress" in states:
        return "updating"
    if "planned" in states:
        return "update-planned"
    return "up-to-date" if last is not None else "unknown"


def _ai_impact(output: Output) -> AiImpact | None:
    stated = [each.ai_impact for each in output.reviews if each.ai_impact]
    return stated[-1] if stated else None
