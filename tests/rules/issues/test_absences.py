"""Who is away is passed over when somebody is asked, assigned and reminded, and nothing says so."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from governance.model.marker import Marker
from governance.model.policy import Addressee
from governance.model.private import Private
from governance.publish.issues.address import answering, turned_to
from governance.rules.absences import absence_problems, away_on
from governance.rules.issues.wording import Ask
from tests.helpers.questions import LADDER
from tests.helpers.registries import output, registry, review
from tests.rules.issues.world import CONTACTS, ORGS, Words, World

KEY, NEED = "a/review/1", "a/need/1"
ASKED, STEP_1, STEP_2, STEP_3 = "2026-12-07", "2026-12-21", "2026-12-30", "2027-01-08"
FIRST, SECOND, THIRD = ("org-a/first", "org-a/second", "org-a/third")


class Naming(Words):
    """Texts that name those to whom the real ones turn."""

    def body(self, ask: Ask, marker: Marker) -> str:
        keys = [each.key for each in answering(ask.people)]
        return f"{super().body(ask, marker)}: {' '.join(keys)}"

    def reminder(self, ask: Ask, marker: Marker, to: Addressee) -> str:
        del marker
        return f"{to}: {' '.join(each.key for each in turned_to(ask.people, to))}"


def world(*away: str, orgs: Any = ORGS, **fields: Any) -> World:
    made = registry([output(**fields)], orgs, policy={"ladder": LADDER})
    return World(made, away=frozenset(away), words=Naming())


def body(made: World, number: int = 1) -> str:
    return made.issues[number].body.split(": ")[-1].split("\n", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("away", "asked", "assigned"),
    [
        ((), "first second third", "github:11"),
        ((FIRST,), "second first third", "github:12"),
        ((FIRST, SECOND), "third first second", "github:13"),
        ((SECOND,), "first second third", "github:11"),
        ((FIRST, SECOND, THIRD), "first second third", "github:11"),
        (("org-b/first",), "first second third", "github:11"),
    ],
)
def test_who_is_asked_and_assigned(away: tuple[str, ...], asked: str, assigned: str) -> None:
    made = world(*away)
    [opening] = made.plan(ASKED).actions
    assert opening.assign == (assigned,)
    made.apply([opening], ASKED)
    assert body(made) == asked
    assert made.plan(ASKED).actions == ()


def test_who_has_no_account_stands_in_for_nobody() -> None:
    silent = {name: each for name, each in CONTACTS[1].items() if name != "account"}
    orgs = ({"id": "org-a", "contacts": [CONTACTS[0], silent, CONTACTS[2]]}, ORGS[1])
    made = world(FIRST, orgs=orgs)
    made.run(ASKED)
    assert body(made) == "third first"


def test_the_contact_of_the_output_is_passed_over_as_well() -> None:
    made = world(SECOND, contact="second")
    made.run(ASKED)
    assert body(made) == "first second third"


def test_an_issue_follows_the_record_where_nobody_was_away() -> None:
    made = world()
    made.run(ASKED)
    named = made.registry.outputs["a"].model_copy(update={"contact": "second"})
    made.registry = replace(made.registry, outputs={"a": named})
    assert made.run("2026-12-08") == [("update", KEY, "text-changed")]
    assert body(made) == "second first third"


@pytest.mark.parametrize("kind", [KEY, NEED])
def test_going_away_and_coming_back_writes_to_no_issue(kind: str) -> None:
    need = {"id": 1, "reported": "2026-02-01", "summary": {"fi": "luku"}, "state": "open"}
    late = review("2026-12-01") if kind == NEED else None
    made = world(FIRST, update_needs=[need], reviews=[late] if late else [])
    number = 1 if kind == NEED else 2
    made.run(ASKED)
    assert body(made, number) == "second first third"
    for away in ((), (SECOND,), (FIRST, SECOND)):
        made.away = frozenset(away)
        assert made.run("2026-12-08") == []


def test_a_step_turns_to_those_who_are_there_on_its_day() -> None:
    made = world()
    made.run(ASKED)
    made.away = frozenset({FIRST})
    assert [op for op, _, _ in made.run(STEP_1)] == ["comment", "update"]
    made.run(STEP_2)
    made.away = frozenset()
    made.run(STEP_3)
    assert made.said(1) == ["contact: second", "deputy: third", "organisation: third"]
    assert body(made) == "first second third"


def test_a_step_to_those_who_are_away_waits_for_them_or_for_the_next() -> None:
    made = world()
    made.run(ASKED)
    made.run(STEP_1)
    made.away = frozenset({SECOND, THIRD})
    assert made.run(STEP_2) == []
    made.away = frozenset({THIRD})
    made.run("2026-12-31")
    assert made.said(1) == ["contact: first", "deputy: second"]


def test_where_all_are_away_they_are_reminded_as_if_nobody_were() -> None:
    made = world(FIRST, SECOND, THIRD)
    made.run(ASKED)
    made.run(STEP_1)
    assert made.said(1) == ["contact: first"]


def test_another_owner_is_asked_by_who_is_away_then() -> None:
    made = world(FIRST)
    made.run(ASKED)
    orgs = ({"id": "org-a"}, {"id": "org-b", "contacts": CONTACTS[:2]})
    changed = registry([output(owner="org-b", owner_since="2026-12-10")], orgs)
    made.registry = replace(changed, review=made.registry.review)
    made.away = frozenset({"org-b/first"})
    assert made.run("2026-12-10") == [("update", KEY, "asked-again")]
    assert body(made) == "second first"


def test_who_was_asked_out_of_turn_and_has_left_is_asked_no_more() -> None:
    made = world(FIRST)
    made.run(ASKED)
    orgs = ({"id": "org-a", "contacts": [CONTACTS[0], CONTACTS[2]]}, ORGS[1])
    made.registry = replace(registry([output()], orgs), review=made.registry.review)
    assert made.run("2026-12-08") == [("update", KEY, "text-changed")]
    assert body(made) == "third first"


def test_an_owner_who_accepts_is_asked_by_who_is_there_then() -> None:
    made = world(FIRST, owner_since=None)
    made.run(ASKED)
    accepted = made.registry.outputs["a"].model_copy(update={"owner_since": date(2026, 12, 10)})
    made.registry = replace(made.registry, outputs={"a": accepted})
    made.away = frozenset()
    assert made.run("2026-12-10") == [("update", KEY, "asked-again")]
    assert body(made) == "first second third"


def test_a_lost_frame_keeps_who_was_asked_and_says_nothing_twice() -> None:
    made = world(FIRST)
    made.run(ASKED)
    text = made.issues[1].body.split("\n", 1)[1]
    made.change(1, body=f"ensin tämä\n{text}")
    made.away = frozenset()
    assert made.run("2026-12-08") == [("update", KEY, "marker-damaged")]
    assert body(made) == "second first third"
    assert made.issues[1].body.count("asks org-a") == 1


def test_a_day_lies_in_an_absence_from_its_first_to_its_last_day() -> None:
    spells = [
        {"from": "2027-01-04", "to": "2027-01-15"},
        {"from": "2027-02-01", "to": "2027-02-01"},
    ]
    private = Private.model_validate({FIRST: {"away": spells}, SECOND: {"email": "a@example.fi"}})
    days = ["2027-01-03", "2027-01-04", "2027-01-15", "2027-01-16", "2027-02-01"]
    found = [away_on(private, date.fromisoformat(day)) for day in days]
    assert found == [frozenset(), {FIRST}, {FIRST}, frozenset(), {FIRST}]


def test_what_is_wrong_is_told_by_its_place() -> None:
    spell = {"from": "2027-01-15", "to": "2027-01-04"}
    private = Private.model_validate({FIRST: {"away": [spell]}, "org-a/frist": {}})
    found = absence_problems(private, registry((), ORGS), "x.yaml")
    assert [(each.code, each.field, each.severity) for each in found] == [
        ("absence-reversed", (FIRST, "away", 0, "to"), "error"),
        ("absence-contact", ("org-a/frist",), "warning"),
    ]
