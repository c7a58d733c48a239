"""tp3 queue --issues: what the issues say of the queue, asked and never written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.e2e.issues.ground import Ground
from tests.github import BOT, GitHub
from tests.helpers.command import Answer, tp3

DAY = "2027-01-11"


@pytest.fixture
def ground(signed_in: GitHub, tmp_path: Path) -> Ground:
    hub = signed_in
    made = Ground(tmp_path / "registry", hub.repository, [hub.person("contact").account])
    made.policy(open_per_owner=2)
    for id in ("aalto", "halla"):
        made.output(id)
    hub.clock = datetime(2027, 1, 11, 5, tzinfo=UTC)
    return made


def run(ground: Ground, *arguments: str, lang: str = "en") -> Answer:
    return tp3("-C", ground.root, "--today", DAY, "--lang", lang, *arguments)


def rows(ground: Ground, *arguments: str) -> list[tuple[str, list[str], str]]:
    answer = run(ground, "queue", "--format", "json", *arguments)
    assert answer.code == 0, answer.err
    return [(each["id"], each["reasons"], each["next"]) for each in answer.data["items"]]


def test_what_people_closed_and_who_waits_is_as_the_plan_says(hub: GitHub, ground: Ground) -> None:
    assert run(ground, "issues", "apply").code == 0
    hub.person("maintainer").close(1, "not_planned")
    ground.output("kaisla", registered="2025-01-01")
    ground.policy(open_per_owner=1)
    before = len(hub.requests)
    assert rows(ground) == [
        ("kaisla", ["overdue"], "owner-reviews"),
        ("aalto", ["due", "waiting"], "wait-for-room"),
        ("halla", ["due", "waiting"], "wait-for-room"),
    ]
    assert len(hub.requests) == before
    assert rows(ground, "--issues") == [
        ("aalto", ["due", "issue-closed"], "ask-why-closed"),
        ("halla", ["due"], "owner-reviews"),
        ("kaisla", ["overdue", "waiting"], "wait-for-room"),
    ]
    notes = run(ground, "issues", "plan", "--format", "json").data["notes"]
    assert {(each["key"], each["reason"]) for each in notes} == {
        ("aalto/review/1", "closed-by-person"),
        ("kaisla/review/1", "waiting"),
    }
    assert not any(each.writes for each in hub.requests[before:])
    assert rows(ground, "--issues", "--state", "issue-closed")[0][0] == "aalto"
    assert run(ground, "queue", "--issues", "--fail-on", "issue-closed").code == 1


def test_it_is_told_in_three_languages(hub: GitHub, ground: Ground) -> None:
    run(ground, "issues", "apply")
    hub.person("maintainer").close(1, "completed")
    for lang, why in (
        ("fi", "joku sulki tehtävän ilman vastausta"),
        ("sv", "någon stängde ärendet utan svar"),
        ("en", "somebody closed its issue without an answer"),
    ):
        for form in ("text", "markdown", "csv"):
            assert why in run(ground, "queue", "--issues", "--format", form, lang=lang).out
        assert why not in run(ground, "queue", lang=lang).out


def test_what_only_issues_know_is_not_asked_for_without_them(ground: Ground) -> None:
    for option in ("--state", "--fail-on"):
        answer = run(ground, "queue", option, "issue-closed")
        assert (answer.code, answer.out) == (2, "")
        assert "--issues" in answer.err


def test_without_a_place_for_issues_it_cannot_be_asked(hub: GitHub, ground: Ground) -> None:
    settings = ground.root / "registry/registry.yaml"
    text = settings.read_text()
    start = text.index("forge:")
    settings.write_text(text.replace(text[start : text.index("\n", start)], "forge: null"))
    assert run(ground, "queue", "--issues").code == 3
    assert run(ground, "queue").code == 0
    assert hub.requests == []


def test_a_registry_that_cannot_be_asked_is_no_empty_queue(hub: GitHub, ground: Ground) -> None:
    hub.issues_enabled = False
    hub.person(BOT).expired = True
    answer = run(ground, "queue", "--issues")
    assert (answer.code, answer.out) == (3, "")
