"""What should be done to the issues: the difference between what is asked and what stands."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from governance.model.issue import DONE_KEY, Issue
from governance.model.marker import Marker
from governance.model.registry import Registry
from governance.rules.issues.action import (
    Action,
    ClosedAs,
    Note,
    Plan,
    has_room,
    in_order,
    stands_as,
)
from governance.rules.issues.asks import asks, ending
from governance.rules.issues.brake import brake
from governance.rules.issues.clock import Clock
from governance.rules.issues.ladder import Ladder, has_answered
from governance.rules.issues.observed import Observed, Seen, by_key, step_sent
from governance.rules.issues.owner_line import Asked, asked_in, owner_line
from governance.rules.issues.people import asked_first, stand_in, there
from governance.rules.issues.wording import Ask, Ending, Sentence, Wording
from governance.rules.queue import ASKED
from governance.rules.standing import Standings

_CLOSED_AS: dict[Ending, ClosedAs] = {"reviewed": "completed", "need-done": "completed"}
_ANSWERING = ("accepted", "proposed")
# An issue is made after the day its key became open; a day more for the zones of the world.
_SLACK = timedelta(days=1)


@dataclass(frozen=True)
class Missing:
    """What must be read besides, before anything is decided.

    `since`: the day from which to look for earlier issues of keys that would be opened, None
    where nothing would. `steps`: the issues to which a step would be sent, and their outputs.
    """

    since: date | None
    steps: tuple[tuple[int, str], ...]


@dataclass
class _Draft:
    actions: list[Action] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    opened_since: list[date] = field(default_factory=list)
    stepped: set[tuple[int, str]] = field(default_factory=set)
    existing: int = 0


class Planner:
    """Plans for one registry on one day; `away` are contacts who are, as organisation/contact."""

    def __init__(
        self, standings: Standings, wording: Wording, away: AbstractSet[str] = frozenset()
    ) -> None:
        self.registry: Registry = standings.registry
        self.standings = standings
        self.wording = wording
        self.away = away
        self.policy = standings.policy
        self.clock = Clock(standings.policy, standings.days, standings.today)
        self.ladder = Ladder(standings.policy, self.clock)
        self.zone = ZoneInfo(self.registry.rules.settings.timezone)

    def missing(self, observed: Observed) -> Missing:
        """What must be read besides what was observed so far."""
        draft = self._draft(observed)
        since = min(draft.opened_since, default=None)
        return Missing(since and since - _SLACK, tuple(sorted(draft.stepped)))

    def plan(self, observed: Observed) -> Plan:
        """What should be done. Applied to what stands, the next plan is empty.

        Raises Refused when a policy could not be read.
        """
        draft = self._draft(observed)
        actions = in_order(draft.actions)
        held = brake(self.policy.brake, actions, draft.existing)
        return Plan(actions, tuple(draft.notes), draft.existing, held, self.clock.asks_from)

    def _draft(self, observed: Observed) -> _Draft:
        draft = _Draft()
        standing, without = by_key(observed.issues)
        earlier, _ = by_key(observed.earlier)
        asked = asks(self.registry, self.standings, standing.keys() | earlier.keys())
        self._adopt(draft, asked, standing, without)
        draft.existing = len(standing)
        for key, issues in standing.items():
            first, *twins = issues
            for twin in twins:
                draft.actions.append(self._twin(key, first, twin))
            if (ask := asked.get(key)) is None:
                draft.actions.append(self._close(key, first))
            elif first.issue.is_open:
                draft.actions.extend(self._keep(draft, ask, first, observed))
            else:
                reason = Sentence("closed-by-person", {"number": first.issue.number})
                draft.notes.append(Note(key, first.issue.number, reason))
        self._relabel(draft, asked, standing, earlier, observed)
        self._open(draft, asked, standing, earlier)
        return draft

    def _relabel(
        self,
        draft: _Draft,
        asked: Mapping[str, Ask],
        standing: dict[str, list[Seen]],
        earlier: Mapping[str, list[Seen]],
        observed: Observed,
    ) -> None:
        """Give issues of open keys the label back that they have lost; they fill room as before."""
        for key in sorted(earlier.keys() & asked.keys() - standing.keys()):
            lost = [each for each in earlier[key] if DONE_KEY not in each.issue.labels]
            if not lost:
                continue
            found, ask = lost[0], asked[key]
            reason, marker = Sentence("label-lost"), found.marker or Marker(key, date.min)
            draft.actions.append(
                Action(
                    "label", key, found.issue.title, reason, marker, found.body.ours,
                    found.issue.number, found.marker,
                )
            )  # fmt: skip
            standing[key] = lost[:1]
            if found.issue.is_open:
                draft.actions.extend(self._keep(draft, ask, found, observed))

    def _adopt(
        self,
        draft: _Draft,
        asked: Mapping[str, Ask],
        standing: dict[str, list[Seen]],
        without: list[Seen],
    ) -> None:
        """Give issues that lost their marker the open key that their title names."""
        for each in without:
            free = [ask for key, ask in asked.items() if key not in standing]
            key = self._named(each.issue, free) if each.issue.author.is_ours else None
            if key is None:
                reason = Sentence("stray", {"number": each.issue.number})
                draft.notes.append(Note(None, each.issue.number, reason))
            else:
                standing[key] = [each]

    def _named(self, issue: Issue, free: list[Ask]) -> str | None:
        """The key that a title names: by all of its words, else one of its output.

        Of several it is the newest that was open when the issue was made: one left over would be
        adopted on the next day, when the others have issues.
        """
        made = self._created(issue) + _SLACK
        of_output = [ask for ask in free if issue.title.endswith(f" [{ask.output.id}]")]
        same = [ask for ask in of_output if self.wording.title(ask) == issue.title]
        found = max(
            same or of_output,
            key=lambda ask: (_first_day(ask) <= made, _first_day(ask), ask.key),
            default=None,
        )
        return found.key if found else None

    def _twin(self, key: str, first: Seen, twin: Seen) -> Action:
        winner = first.issue.number
        output = self.registry.outputs.get(key.split("/", maxsplit=1)[0])
        marker = twin.marker or Marker(key, self._created(twin.issue))
        return Action(
            "close", key, twin.issue.title, Sentence("twin", {"number": winner}), marker,
            self.wording.twin(key, output, winner), twin.issue.number, twin.marker, "duplicate",
        )  # fmt: skip

    def _close(self, key: str, first: Seen) -> Action:
        output, why = ending(self.registry, self.standings, key)
        marker = first.marker or Marker(key, self._created(first.issue))
        return Action(
            "close", key, first.issue.title, Sentence(why), marker,
            self.wording.ended(key, output, why), first.issue.number, first.marker,
            _CLOSED_AS.get(why, "not_planned"),
        )  # fmt: skip

    def _keep(self, draft: _Draft, ask: Ask, first: Seen, observed: Observed) -> Iterator[Action]:
        """What an open issue of an open key needs: a step sent, its text as it should be."""
        number = first.issue.number
        old = first.marker or Marker(ask.key, self._created(first.issue))
        title = self.wording.title(ask)
        stood = asked_in(first.issue.body)
        marker = self.ladder.asked_again(ask, old, stood.owner if stood else None)
        reminding = replace(ask, people=there(ask.people, self.away))
        reason = Sentence("marker-damaged" if first.marker is None else "text-changed")
        if marker != old:
            reason = Sentence("asked-again", {"date": marker.asked})
            stood = None
        while step := self.ladder.step(reminding, marker):
            draft.stepped.add((number, ask.output.id))
            if has_answered(ask, observed, number, marker, self.standings.today):
                break
            to = self.policy.ladder[step - 1].to
            reason = Sentence("ladder", {"step": step, "to": to})
            if sent := step_sent(observed.comments.get(number, ()), marker, step):
                marker = sent
                continue
            since, marker = marker, self.ladder.stepped(marker, step)
            text = self.wording.reminder(reminding, marker, to)
            yield Action(
                "comment", ask.key, title, reason, marker, text, number, first.marker, since=since
            )
            break
        if not has_room(first.body, marker):
            draft.notes.append(Note(ask.key, number, Sentence("body-full", {"number": number})))
            return
        ours = self._ours(self._asking(ask, stood), marker)
        same = first.marker == marker and title == first.issue.title
        if not (same and stands_as(first.body, marker, ours)):
            yield Action("update", ask.key, title, reason, marker, ours, number, first.marker)

    def _asking(self, ask: Ask, stood: Asked | None = None) -> Ask:
        """The ask as its issue puts it: to whom it has asked so far, else to who is there today.

        So nobody's going away or coming back writes to an issue.
        """
        keys = {None, *(each.key for each in ask.people.contacts)}
        holds = stood and stood.owner == ask.output.owner and stood.contact in keys
        key = stood.contact if stood and holds else stand_in(ask.people, self.away)
        return replace(ask, people=asked_first(ask.people, key))

    def _ours(self, asking: Ask, marker: Marker) -> str:
        """Our part of the body: it says, unseen, whom it asks."""
        text = self.wording.body(asking, marker)
        if asking.output.owner is None:
            return text
        contact = asking.people.contact
        key = contact.key if contact and asking.people.is_stand_in else None
        return f"{owner_line(Asked(asking.output.owner, key))}\n{text}"

    def _open(
        self,
        draft: _Draft,
        asked: Mapping[str, Ask],
        standing: Mapping[str, list[Seen]],
        earlier: Mapping[str, list[Seen]],
    ) -> None:
        for ask in self._with_room(draft, asked, standing):
            draft.opened_since.append(_first_day(ask))
            marker = Marker(ask.key, self.standings.today)
            if found := earlier.get(ask.key):
                draft.actions.append(self._again(ask, marker, found[0]))
                continue
            asking = self._asking(ask)
            contact = asking.people.contact
            draft.actions.append(
                Action(
                    "open", ask.key, self.wording.title(ask), Sentence("new"), marker,
                    self._ours(asking, marker),
                    assign=(contact.account,) if contact and contact.account else (),
                )
            )  # fmt: skip

    def _again(self, ask: Ask, marker: Marker, found: Seen) -> Action:
        """The issue of a key that was done: what had ended it was taken back."""
        return Action(
            "reopen", ask.key, self.wording.title(ask), Sentence("reverted"), marker,
            self._ours(self._asking(ask), marker), found.issue.number, found.marker,
        )  # fmt: skip

    def _with_room(
        self, draft: _Draft, asked: Mapping[str, Ask], standing: Mapping[str, list[Seen]]
    ) -> Iterator[Ask]:
        """Asks without an issue that may have one today: needs, and reviews under the cap."""
        room: dict[str, int] = {}
        for key, (first, *_) in standing.items():
            ask = asked.get(key)
            if ask and ask.kind == "review" and first.issue.is_open and self._fills(ask, first):
                owner = ask.output.owner or ""
                room[owner] = room.get(owner, self.policy.open_per_owner) - 1
        new = [ask for key, ask in asked.items() if key not in standing]
        for ask in sorted(new, key=lambda ask: (-ask.standing.lateness, ask.key)):
            if ask.kind == "need":
                yield ask
            elif ask.standing.state in ASKED and ask.standing.owner_state in _ANSWERING:
                owner = ask.output.owner or ""
                room[owner] = room.get(owner, self.policy.open_per_owner) - 1
                if room[owner] < 0:
                    draft.notes.append(Note(ask.key, None, Sentence("waiting")))
                elif self.clock.is_asking:
                    yield ask

    def _fills(self, ask: Ask, first: Seen) -> bool:
        """Whether an open issue takes room under its owner's cap."""
        if ask.standing.owner_state == "proposed":
            asked = first.marker.asked if first.marker else self._created(first.issue)
            return self.clock.elapsed(asked) < self.policy.proposed_days
        return ask.standing.owner_state == "accepted"

    def _created(self, issue: Issue) -> date:
        return issue.created.astimezone(self.zone).date()


def _first_day(ask: Ask) -> date:
    """From when on a key is open."""
    return ask.need.reported if ask.need else ask.standing.anchor
