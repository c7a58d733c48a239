"""The ladder of an open review: from which day it counts, and which step is sent today."""

from datetime import date, timedelta

from governance.model.marker import Marker
from governance.model.policy import ReviewPolicy
from governance.rules.commands.talk import SWEEP_DAYS, Talk
from governance.rules.issues.clock import Clock, next_step
from governance.rules.issues.observed import Observed
from governance.rules.issues.people import reached
from governance.rules.issues.wording import Ask
from governance.rules.queue import ASKED


class Ladder:
    """The steps of a policy, by a clock."""

    def __init__(self, policy: ReviewPolicy, clock: Clock) -> None:
        self.policy = policy
        self.clock = clock

    def asked_again(self, ask: Ask, old: Marker, before: str | None) -> Marker:
        """The marker with its ladder begun anew where the asking itself did.

        It does when another owner than `before` is asked, when a proposed one accepted, and when
        the date was moved: what is not even due soon is asked when it is again.
        """
        if ask.kind == "need":
            return old
        if before is not None and before != ask.output.owner:
            return Marker(ask.key, self.clock.today)
        since = old.asked
        if ask.standing.due_soon_from is not None:
            since = max(since, self.clock.on_or_after(ask.standing.due_soon_from))
        if ask.standing.owner_state == "accepted" and ask.output.owner_since:
            since = max(since, ask.output.owner_since)
        return old if since == old.asked else Marker(ask.key, since)

    def step(self, ask: Ask, marker: Marker) -> int | None:
        """The step that is to be sent today to the people of the ask; None where none is."""
        answers = ask.kind == "review" and ask.standing.owner_state == "accepted"
        if not (answers and ask.standing.state in ASKED and self.clock.is_asking):
            return None
        elapsed = self.clock.elapsed(marker.asked)
        return next_step(self.policy.ladder, marker.step, elapsed, reached(ask.people))

    def stepped(self, old: Marker, step: int) -> Marker:
        """The marker once the step is sent.

        Sent late, the ladder's days count from later on: else the steps that were missed would
        follow on the next days, one upon the other.
        """
        after = self.policy.ladder[step - 1].after
        late = self.clock.elapsed(old.asked) > after
        return Marker(old.key, self.clock.asked_before(after) if late else old.asked, step)


def has_answered(ask: Ask, observed: Observed, number: int, marker: Marker, today: date) -> bool:
    """Whether the owner's answer waits: for somebody's approval, or until it can be entered.

    An answer that was put off counts while its comment stands, as long as it is tried again.
    """
    talk = Talk(observed.comments.get(number, ()))
    waiting = (talk.find(id) for id in talk.put_off.keys() - talk.answers.keys())
    days = [each.created.date() for each in waiting if each]
    first = max(marker.asked, today - timedelta(days=SWEEP_DAYS))
    return ask.output.id in observed.waiting or any(day >= first for day in days)
