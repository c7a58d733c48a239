"""A forge in memory that takes actions the way the real one does, for tests of the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from governance.model.issue import DONE_KEY, OPEN_KEY, Comment, Issue, Person
from governance.model.marker import Body, Marker, parse_body
from governance.model.policy import Addressee
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.issues.action import Action, Plan, rewritten
from governance.rules.issues.observed import Observed
from governance.rules.issues.plan import Planner
from governance.rules.issues.wording import Ask, Ending, Wording
from governance.rules.standing import Standings

BOT = Person("github:1", "bot", trusted=True, is_ours=True)
STRANGER = Person("github:9", "stranger", trusted=False)
CONTACTS = [
    {"key": "first", "title": {"fi": "Ensimmäinen"}, "account": "github:11"},
    {"key": "second", "title": {"fi": "Toinen"}, "account": "github:12"},
    {"key": "third", "title": {"fi": "Kolmas"}, "account": "github:13"},
]
ORGS = ({"id": "org-a", "contacts": CONTACTS}, {"id": "org-b", "contacts": CONTACTS[:1]})


class Words:
    """Texts that say what they were made from, and nothing else."""

    def title(self, ask: Ask) -> str:
        about = ask.need.summary["fi"] if ask.need else ask.output.title["fi"]
        return f"{ask.kind}: {about} [{ask.output.id}]"

    def body(self, ask: Ask, marker: Marker) -> str:
        return f"asks {ask.output.owner} by {ask.standing.due} since {marker.asked}"

    def reminder(self, ask: Ask, marker: Marker, to: Addressee) -> str:  # noqa: ARG002
        return f"reminds {to} of {marker.key}"

    def ended(self, key: str, output: Output | None, ending: Ending) -> str:  # noqa: ARG002
        return f"{key} ended: {ending}"

    def twin(self, key: str, output: Output | None, winner: int) -> str:  # noqa: ARG002
        return f"go on in {winner}"


@dataclass
class World:
    """Issues and comments that stand, and a registry planned against them day by day."""

    registry: Registry
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: dict[int, list[Comment]] = field(default_factory=dict)
    away: frozenset[str] = frozenset()
    words: Wording = field(default_factory=Words)

    def observed(self, planner: Planner) -> Observed:
        first = Observed(tuple(self._with(OPEN_KEY)))
        missing = planner.missing(first)
        earlier = [
            each
            for each in self.issues.values()
            if OPEN_KEY not in each.labels and each.author == BOT
        ]
        found = replace(first, earlier=tuple(earlier) if missing.since else ())
        comments = {
            number: tuple(self.comments.get(number, ()))
            for number, _ in planner.missing(found).steps
        }
        return replace(found, comments=comments)

    def plan(self, day: str) -> Plan:
        planner = Planner(Standings(self.registry, date.fromisoformat(day)), self.words, self.away)
        return planner.plan(self.observed(planner))

    def run(self, day: str) -> list[tuple[str, str, str]]:
        """Plan and apply; what was done as (op, key, reason), and afterwards nothing is left."""
        done = self.plan(day)
        self.apply(done.actions, day)
        assert self.plan(day).actions == ()
        return [(each.op, each.key, each.reason.code) for each in done.actions]

    def apply(self, actions: Iterable[Action], day: str) -> None:
        at = datetime.combine(date.fromisoformat(day), time(6), UTC)
        for action in actions:
            self._apply(action, at)

    def open(self, body: str, title: str = "t", **fields: Any) -> int:
        number = len(self.issues) + 1
        made = {
            "labels": frozenset({OPEN_KEY}), "author": BOT, "is_open": True,
            "created": datetime(2027, 1, 4, 6, tzinfo=UTC), "assignees": frozenset(),
        }  # fmt: skip
        self.issues[number] = Issue(
            number=number, title=title, body=body, url="", **(made | fields),
        )  # fmt: skip
        return number

    def change(self, number: int, **fields: Any) -> None:
        self.issues[number] = replace(self.issues[number], **fields)

    def marker(self, number: int) -> Marker | None:
        return parse_body(self.issues[number].body).marker

    def said(self, number: int) -> list[str]:
        return [parse_comment(each.body) for each in self.comments.get(number, ())]

    def say(self, number: int, body: str, at: datetime, author: Person = BOT) -> None:
        id = 1 + sum(map(len, self.comments.values()))
        made = Comment(id, number, body, author, at, edited=False, url="")
        self.comments.setdefault(number, []).append(made)

    def _with(self, label: str) -> list[Issue]:
        return [each for each in self.issues.values() if label in each.labels]

    def _apply(self, action: Action, at: datetime) -> None:
        if action.op == "open":
            body = rewritten(Body(None, "", ""), action.marker, action.ours).text
            self.open(body, action.title, created=at)
            return
        number = action.number or 0
        if action.op == "comment":
            self.say(number, f"{action.marker.line}\n{action.ours}", at)
            return
        issue = self.issues[number]
        body = rewritten(parse_body(issue.body), action.marker, action.ours).text
        labels = issue.labels
        swaps: Mapping[str, frozenset[str]] = {
            "close": labels - {OPEN_KEY} | {DONE_KEY},
            "reopen": labels - {DONE_KEY} | {OPEN_KEY},
            "label": labels | {OPEN_KEY},
        }
        is_open = {"close": False, "reopen": True}.get(action.op, issue.is_open)
        self.change(
            number, title=action.title, body=body, is_open=is_open,
            labels=swaps.get(action.op, labels),
        )  # fmt: skip


def parse_comment(text: str) -> str:
    return text.split("\n", 1)[1]
