"""Answers by comment, from the event on: what a teacher writes, and what becomes of it."""

import json
from typing import Any

import pytest

from tests.github import BOT, GitHub
from tests.helpers.command import tp3
from tests.helpers.repo import Repo, git
from tests.workflows.act import Event, Machine, Ran, by_hand
from tests.workflows.on_github import run

TITLE = "Onko tämä tuotos yhä ajan tasalla? Käsikirja [handbook]"
ORGANISATION = "registry/organisations/org-a.yaml"
RECORD = "registry/outputs/alpha/handbook.yaml"
DAY = "2026-11-24"


@pytest.fixture
def asked(machine: Machine, registry: Repo, hub: GitHub, monkeypatch: pytest.MonkeyPatch) -> int:
    """The number of an issue that asks the contact of org-a."""
    text = (registry.path / ORGANISATION).read_text()
    registry.write(ORGANISATION, text.replace("github:1001", hub.person("contact").account))
    registry.commit("contact")
    machine.push(registry)
    hub.origin = machine.origin
    for name, value in hub.environment().items():
        monkeypatch.setenv(name, value)
    done = tp3("-C", registry.path, "--today", DAY, "issues", "apply")
    assert done.code == 0, done.err
    return next(int(each["number"]) for each in hub.issues() if each["title"] == TITLE)


def commented(
    machine: Machine, hub: GitHub, number: int, text: str, who: str = "contact", **issue: Any
) -> Ran:
    """The run on somebody's comment."""
    id = hub.person(who).comment(number, text)
    comment = next(each for each in hub.comments(number) if each["id"] == id)
    payload = {
        "action": "created",
        "comment": comment,
        "issue": hub.issue(number) | issue,
        "repository": hub.read(""),
        "sender": comment["user"],
    }
    return run(machine, hub, "comments", Event("issue_comment", payload))


def test_an_answer_becomes_an_entry_on_the_main_branch(
    machine: Machine, hub: GitHub, asked: int
) -> None:
    done = commented(machine, hub, asked, "/voimassa\nLuettu läpi, luvut pitävät; $(touch hacked)")
    assert done.code == 0, done.out
    jobs = ("answer", "all", "build", "deploy", "alarm")
    assert done.jobs == dict.fromkeys(jobs, "success")
    assert (machine.published / "fi/changelog/index.html").is_file()
    status = json.loads((machine.published / "v1/status.json").read_text())
    assert status["built"]
    assert status["revision"] == status["commit"] == git(machine.origin, "rev-parse", "main")
    record = git(machine.origin, "show", f"main:{RECORD}")
    assert "Luettu läpi, luvut pitävät; $(touch hacked)" in record
    assert hub.comments(asked)[-1]["user"]["login"] == BOT


def test_what_moves_no_record_publishes_nothing(machine: Machine, hub: GitHub, asked: int) -> None:
    """She gets an answer, and open pull requests are judged: hers might be one of them."""
    machine.still("approvals-all", "all")
    done = commented(machine, hub, asked, "/valid\nI have read it.", "stranger")
    assert hub.comments(asked)[-1]["user"]["login"] == BOT
    assert done.jobs == dict.fromkeys(("answer", "all", "alarm"), "success")
    assert not machine.published.exists()


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Kiitos, katson tätä huomenna.", {}),
        ("/voimassa\nLuettu.", {"labels": [{"name": "question"}]}),
        ("/voimassa\nLuettu.", {"pull_request": {"url": "https://api.github.com"}}),
    ],
)
def test_what_is_no_answer_to_us_starts_nothing(
    machine: Machine, hub: GitHub, text: str, issue: dict[str, Any]
) -> None:
    number = hub.person("stranger").open_issue("Kysymys")
    done = commented(machine, hub, number, text, **issue)
    assert done.code == 0
    assert set(done.jobs.values()) <= {"skipped"}
    assert [sent for sent in hub.requests if sent.who == BOT] == []


def test_a_comment_whose_run_was_lost_is_answered_by_night_before_anybody_is_reminded(
    machine: Machine, hub: GitHub, asked: int
) -> None:
    machine.still("approvals-all", "all")
    machine.still("site", "site")
    hub.person("contact").comment(asked, "/voimassa\nLuettu läpi.")
    done = run(machine, hub, "nightly", by_hand(**{"dry-run": "false", "today": DAY, "expect": ""}))
    assert set(done.jobs) == {"answers", "issues", "site", "all", "alarm"}
    assert set(done.jobs.values()) == {"success"}
    assert "Luettu läpi." in git(machine.origin, "show", f"main:{RECORD}")
    issue = hub.issue(asked)
    assert issue["state"] == "closed"
    assert {each["name"] for each in issue["labels"]} == {"tp3-done"}
