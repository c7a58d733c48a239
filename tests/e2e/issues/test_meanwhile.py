"""Between the look at an issue and the write to it: people close it, or have locked it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.e2e.issues.ground import Ground
from tests.github import BOT, GitHub
from tests.github.message import Answer as Sent
from tests.github.message import Request
from tests.helpers.command import Answer, tp3

DAY, STEP = "2027-01-11", "2027-02-01"


@pytest.fixture
def ground(signed_in: GitHub, tmp_path: Path) -> Ground:
    hub = signed_in
    made = Ground(tmp_path / "registry", hub.repository, [hub.person("contact").account])
    made.output("aalto")
    hub.clock = datetime(2027, 1, 11, 5, tzinfo=UTC)
    assert apply(made).code == 0
    return made


def apply(ground: Ground, day: str = DAY, *arguments: str) -> Answer:
    return tp3("-C", ground.root, "--today", day, "--lang", "en", "issues", "apply", *arguments)


def results(answer: Answer) -> list[tuple[str, str]]:
    return [(each["op"], each["result"]) for each in answer.data["results"]]


def said(hub: GitHub, number: int = 1) -> list[str]:
    return [each["body"] for each in hub.comments(number) if each["user"]["login"] != "contact"]


def test_a_locked_issue_waits_for_who_may_write_there(
    hub: GitHub, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its comment is refused, so no body says that the step was sent; the others go on."""
    ground.output("halla")
    assert apply(ground).code == 0
    monkeypatch.setenv("GITHUB_TOKEN", hub.token("triager"))
    hub.person("maintainer").lock(1)
    before = hub.issue(1)["body"]
    answer = apply(ground, STEP, "--format", "json")
    assert answer.code == 0, answer.err
    assert results(answer)[:4] == [
        ("comment", "unwritable"), ("comment", "done"), ("update", "changed"), ("update", "done"),
    ]  # fmt: skip
    assert "2 things were left" in answer.err
    assert (hub.issue(1)["body"], said(hub)) == (before, [])
    hub.person("maintainer").unlock(1)
    assert results(apply(ground, "2027-02-02", "--format", "json"))[:2] == [
        ("comment", "done"), ("update", "done"),
    ]  # fmt: skip
    assert len(said(hub)) == 1


@pytest.mark.parametrize("step", [True, False], ids=["a step", "a text"])
def test_an_issue_that_is_closed_meanwhile_is_written_no_more(
    hub: GitHub, ground: Ground, *, step: bool
) -> None:
    if not step:
        ground.output("aalto", title={"fi": "Uusi nimi"})
    seen = hub.issue(1)

    def close(request: Request, answer: Sent) -> None:
        del answer
        if request.path.endswith("/issues/1/comments" if step else "/issues"):
            hub.on_answer = None
            hub.person("maintainer").close(1, "not_planned")

    hub.on_answer = close
    answer = apply(ground, STEP if step else DAY, "--format", "json")
    wanted = [("comment", "changed"), ("update", "changed")] if step else [("update", "changed")]
    assert results(answer)[: len(wanted)] == wanted
    now = hub.issue(1)
    assert (now["state"], now["title"], now["body"]) == ("closed", seen["title"], seen["body"])
    assert said(hub) == []
    assert hub.person(BOT).login not in {each["user"]["login"] for each in hub.comments(1)}
