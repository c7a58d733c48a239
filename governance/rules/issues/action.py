"""The plan as data: what would be done to which issue, and why."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from governance.model.marker import Body, Marker
from governance.rules.issues.mention import without_logins
from governance.rules.issues.wording import Sentence
from governance.rules.queue import Issues

# In the order in which they are carried out: closing makes room, a step's comment comes before
# the body that says it was sent, and what is new comes last.
Op = Literal["close", "label", "reopen", "comment", "update", "open"]
ClosedAs = Literal["completed", "not_planned", "duplicate"]
OPS: tuple[Op, ...] = get_args(Op)
MOST_CHARACTERS = (
    65_536  # of a body or comment, https://github.com/orgs/community/discussions/27190
)
_FRAME = 1_000  # characters for the marker, the end, and logins put in


@dataclass(frozen=True)
class Action:
    """One thing to do. `number` is None where the issue does not exist yet.

    `marker` and `ours` are what our part says afterwards (of a comment, what it says); `was` is
    the marker from which this was planned. `assign` are accounts to try to assign. Of a comment,
    `since` is the marker from which its step counts: a comment of an earlier asking is another.
    """

    op: Op
    key: str
    title: str
    reason: Sentence
    marker: Marker
    ours: str
    number: int | None = None
    was: Marker | None = None
    closed_as: ClosedAs | None = None
    assign: tuple[str, ...] = ()
    since: Marker | None = None


@dataclass(frozen=True)
class Note:
    """Something that is left to people: no action follows from it."""

    key: str | None
    number: int | None
    reason: Sentence


@dataclass(frozen=True)
class Plan:
    """Actions in the order in which they are carried out, and what is left to people.

    `existing` is how many issues of open keys there are now; `brake` says why the plan must not
    be carried out unseen; `asks_from` is the next day on which somebody is asked or reminded,
    where today nobody is.
    """

    actions: tuple[Action, ...]
    notes: tuple[Note, ...] = ()
    existing: int = 0
    brake: Sentence | None = None
    asks_from: date | None = None

    @property
    def digest(self) -> str:
        """Names exactly this plan: 16 hexadecimal digits of a SHA-256."""
        data = [
            [each.op, each.key, each.number, each.title, each.marker.line, each.ours]
            for each in self.actions
        ]
        return hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]

    @property
    def issues(self) -> Issues:
        """What the issues say of the keys of the queue."""
        return Issues(self._noted("waiting"), self._noted("closed-by-person"))

    def _noted(self, code: str) -> frozenset[str]:
        return frozenset(each.key for each in self.notes if each.key and each.reason.code == code)


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions as they are carried out."""
    return tuple(sorted(actions, key=lambda each: (OPS.index(each.op), each.key, each.number or 0)))


def rewritten(stands: Body, marker: Marker, ours: str) -> Body:
    """The body with our part as it should be, and people's words kept.

    Where our part had lost its frame its old words are among theirs: the same words are not said
    twice. Our part gives way where people have written so much that both do not fit.
    """
    theirs = without_logins(stands.theirs)
    if not stands.ours and ours and ours in theirs:
        theirs = theirs.replace(ours, "").strip("\n")
    else:
        theirs = stands.theirs
    return Body(marker, fitting(ours, MOST_CHARACTERS - len(theirs) - _FRAME), theirs)


def has_room(stands: Body, marker: Marker) -> bool:
    """Whether at least our marker fits beside what people have written."""
    return len(Body(marker, "", stands.theirs).text) <= MOST_CHARACTERS


def fitting(text: str, room: int) -> str:
    """The text, whole lines left out at its end where it is longer than there is room."""
    if len(text) <= room:
        return text
    kept: list[str] = []
    room -= 2
    for line in text.split("\n"):
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, "…"]) if kept else ""


def stands_as(body: Body, marker: Marker, ours: str) -> bool:
    """Whether our part of a body says this already; who is mentioned by which login is the same."""
    wanted = rewritten(body, marker, ours)
    return body.marker == marker and without_logins(body.ours) == wanted.ours.strip()
