"""What the issues say, as whole texts: tests/cases/issues holds one file for each.

TP3_BLESS=1 writes what is said now: read every line aloud before you commit it.
"""

import os
from collections.abc import Callable
from typing import Any, get_args

import pytest

from governance.model.marker import Marker
from governance.model.policy import Addressee
from governance.publish.issues.address import turned_to
from governance.publish.issues.overview import Asked, overview
from governance.publish.issues.wording import IssueWords
from governance.rules.issues.wording import Ending
from governance.rules.queue import queue
from tests.helpers.cases import CASES
from tests.helpers.questions import (
    ASKED,
    NEED,
    TODAY,
    guide,
    issue,
    of_guide,
    questions,
)
from tests.helpers.registries import output, review

FOLDER = CASES / "issues"
BLESS = bool(os.environ.get("TP3_BLESS"))
OWNERS = {"fi": "karjala", "sv": "kusten", "en": "college"}
NEVER_REVIEWED: dict[str, Any] = {"reviews": [], "versions": [], "locations": [], "relations": []}
PROPOSED = {
    **NEVER_REVIEWED,
    "owner_since": None,
    "owner_basis": "teki oppaan aikanaan",
    "update_needs": [],
}
AGREED = {
    "cycle": 1,
    "date": "2026-11-24",
    "due": "2027-03-15",
    "reason": "lukuvuoden alku on liian kiireinen",
}
TWO_REVIEWS = [review("2026-01-12"), review("2027-01-14", "needs-work", by="karjala")]
NOT_OURS = review("2027-01-12", "not-mine", by="karjala", evidence="Kysykää rannikolta")
CLOSED = {**NEED, "closed": "2027-01-14", "target": None}


def _issue(owner: str | None, kind: str = "review", **fields: Any) -> str:
    made = questions(guide(owner, **fields))
    title, body = issue(made, of_guide(made, kind))
    return f"{title}\n\n{body}"


def _reminders(owner: str) -> str:
    made = questions(guide(owner))
    ask, words = of_guide(made), IssueWords(made)
    reached = [
        to
        for to in get_args(Addressee)
        if to in ("maintainers", "steering-group") or turned_to(ask.people, to)
    ]
    said = (
        f"[{to}]\n\n{words.reminder(ask, Marker(ask.key, ASKED, step), to)}"
        for step, to in enumerate(reached, 1)
    )
    return "\n\n".join(said)


def _ended(ending: Ending, key: str = "opas/review/2", **fields: Any) -> str:
    made = questions(guide("karjala", **fields))
    return IssueWords(made).ended(key, made.outputs["opas"], ending)


def _twin() -> str:
    made = questions(guide("kusten"))
    return IssueWords(made).twin("opas/review/2", made.outputs["opas"], 12)


def _replaced() -> str:
    replaces = [{"type": "replaces", "output": "opas"}]
    newer = output("uusi", title={"fi": "Uusi opas"}, relations=replaces)
    made = questions(guide("karjala", status="superseded"), newer)
    return IssueWords(made).ended("opas/review/2", made.outputs["opas"], "not-current")


def _overview() -> str:
    due = {"cycle": "P1Y", "schedule": [AGREED | {"due": "2026-10-01"}]}
    made = questions(
        guide("karjala"),
        output("late", title={"fi": "Myöhästynyt"}, owner="karjala", review=due),
        output("nobody", title={"fi": "Orpo"}, owner=None, owner_since=None),
        output("new", title={"fi": "Uusin"}, owner="kusten", owner_since=None, review=due),
        output("asked", title={"fi": "Kysytty"}, owner="uusi", owner_since=None, review=due),
    )
    asked = Asked(
        {"opas/review/2": 12, "late/review/1": 13, "asked/review/1": 14},
        steering=frozenset(["late/review/1"]),
        unanswered=frozenset(["asked/review/1"]),
        closed=frozenset(["opas/review/2"]),
    )
    return overview(made, queue(made, TODAY), asked, TODAY)


CASE_TEXTS: dict[str, Callable[[], str]] = {
    **{f"review-{tongue}": lambda owner=owner: _issue(owner) for tongue, owner in OWNERS.items()},
    **{
        f"review-first-{tongue}": lambda owner=owner: _issue(
            owner, **NEVER_REVIEWED, review={"cycle": "P1Y", "schedule": [AGREED]}
        )
        for tongue, owner in OWNERS.items()
    },
    **{
        f"propose-{tongue}": lambda owner=owner: _issue(owner, **PROPOSED)
        for tongue, owner in OWNERS.items()
    },
    **{
        f"need-{tongue}": lambda owner=owner: _issue(owner, "need")
        for tongue, owner in OWNERS.items()
    },
    **{
        f"reminders-{tongue}": lambda owner=owner: _reminders(owner)
        for tongue, owner in OWNERS.items()
    },
    "need-proposed": lambda: _issue("karjala", "need", owner_since=None, owner_basis="tekijä"),
    "nobody-orphaned": lambda: _issue(None, owner_since=None),
    "nobody-declined": lambda: _issue("karjala", reviews=[TWO_REVIEWS[0], NOT_OURS]),
    "nobody-ended": lambda: _issue("vanha"),
    "nobody-need": lambda: _issue(None, "need", owner_since=None),
    "no-contacts": lambda: _issue("uusi"),
    "ended-reviewed": lambda: _ended("reviewed", reviews=TWO_REVIEWS),
    "ended-need-done": lambda: _ended(
        "need-done", "opas/need/1", update_needs=[CLOSED | {"state": "done", "version": "1.1"}]
    ),
    "ended-need-declined": lambda: _ended(
        "need-declined",
        "opas/need/1",
        update_needs=[CLOSED | {"state": "declined", "reason": "kirjoitetaan uusi opas"}],
    ),
    "ended-never": lambda: _ended(
        "not-current", review={"cycle": "never", "never_reason": "jää arkistoksi"}
    ),
    "ended-replaced": _replaced,
    "ended-gone": lambda: _ended("gone"),
    "twin": _twin,
    "overview": _overview,
}


@pytest.mark.parametrize("name", CASE_TEXTS)
def test_it_says_what_a_person_has_read(name: str) -> None:
    text = CASE_TEXTS[name]() + "\n"
    path = FOLDER / f"{name}.md"
    if BLESS:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_no_text_is_left_over() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == CASE_TEXTS.keys()
