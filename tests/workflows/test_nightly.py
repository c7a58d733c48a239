"""The nightly workflow against a GitHub: what it opens, shows, refuses and tells of."""

import pytest

from tests.github import BOT, GitHub
from tests.helpers.command import tp3
from tests.helpers.repo import Repo, git
from tests.workflows.act import Event, Machine, by_clock, by_hand
from tests.workflows.on_github import run

DAY = "2026-11-24"  # a Tuesday
RECORD = "registry/outputs/alpha/handbook.yaml"


@pytest.fixture(autouse=True)
def without_pulls_and_site(machine: Machine) -> None:
    """They have tests of their own, and are looked at after an answer in test_comments."""
    machine.still("approvals-all", "all")
    machine.still("site", "site")


def asked(today: str = "", expect: str = "", *, dry: bool = False) -> Event:
    return by_hand(**{"dry-run": str(dry).lower(), "today": today, "expect": expect})


def titles(hub: GitHub, label: str) -> list[str]:
    """Titles of the open issues with a label."""
    return [
        issue["title"]
        for issue in hub.issues()
        if issue["state"] == "open" and label in {each["name"] for each in issue["labels"]}
    ]


@pytest.mark.usefixtures("registry")
def test_a_dry_run_shows_the_plan_without_a_right_to_write(machine: Machine, hub: GitHub) -> None:
    done = run(machine, hub, "nightly", asked(DAY, dry=True), jobs=("plan",))
    assert hub.person(BOT).permissions == {"contents": "read", "issues": "read"}
    assert done.code == 0, done.out
    assert done.jobs == {"plan": "success"}
    assert "handbook" in done.page
    assert [str(sent) for sent in hub.requests if sent.writes] == []


@pytest.mark.usefixtures("registry")
def test_a_day_ahead_is_only_for_a_dry_run(machine: Machine, hub: GitHub) -> None:
    for day in ("2099-01-07", "7.1.2026"):
        done = run(machine, hub, "nightly", asked(day))
        assert done.jobs["answers"] == "failure"
        assert "A day ahead is only for a dry run" in done.out
        assert hub.issues() == []
    done = run(machine, hub, "nightly", asked("2099-01-07", dry=True))
    assert done.jobs == {"plan": "success"}


@pytest.mark.usefixtures("registry")
def test_only_the_plan_that_was_looked_at_is_carried_out(machine: Machine, hub: GitHub) -> None:
    done = run(machine, hub, "nightly", asked(DAY, "0123456789abcdef"))
    assert done.jobs == {"answers": "success", "issues": "failure", "all": "success"}
    assert titles(hub, "tp3") == []


@pytest.mark.usefixtures("registry")
def test_who_is_away_comes_from_a_secret_that_nothing_shows(machine: Machine, hub: GitHub) -> None:
    secrets = {"TP3_PRIVATE": "org-a/lead:\n  away: [{from: 2026-11-20, to: some-day}]\n"}
    done = run(machine, hub, "nightly", asked(DAY), secrets=secrets)
    assert done.jobs["issues"] == "failure"
    assert "The private file cannot be used" in done.out
    assert "some-day" not in done.out
    assert titles(hub, "tp3") == []


def test_an_answer_that_must_wait_holds_up_no_other_issue(
    machine: Machine, registry: Repo, hub: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = registry.path / "registry/organisations/org-a.yaml"
    accounts.write_text(accounts.read_text().replace("github:1001", hub.person("contact").account))
    registry.commit("contact")
    machine.push(registry)
    hub.origin = machine.origin
    for name, value in hub.environment().items():
        monkeypatch.setenv(name, value)
    assert tp3("-C", registry.path, "--today", DAY, "issues", "apply").code == 0
    number = next(each["number"] for each in hub.issues() if "handbook/review" in each["body"])
    hub.person("contact").comment(number, "/voimassa Luin läpi")
    git(machine.origin, "branch", "tp3", "main")
    done = run(machine, hub, "nightly", asked(DAY))
    assert done.jobs == {
        "answers": "failure", "issues": "success", "site": "success", "all": "success",
    }, done.out  # fmt: skip
    assert "because there is a branch tp3" in done.out
    assert "Vastaustasi ei voitu vielä kirjata" in hub.comments(number)[-1]["body"]
    assert "Nothing was to be done." in done.out


@pytest.mark.usefixtures("registry")
def test_where_answers_cannot_be_read_nobody_is_asked(machine: Machine, hub: GitHub) -> None:
    hub.person(BOT).expired = True
    done = run(machine, hub, "nightly", asked(DAY))
    assert done.jobs == {"answers": "failure", "all": "success"}, done.out
    assert hub.issues() == []


def test_a_failure_opens_an_issue_and_the_next_good_run_closes_it(
    machine: Machine, registry: Repo, hub: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = (registry.path / RECORD).read_text()
    registry.write(RECORD, sound.replace("owner: org-a", "owner: [org-a"))
    registry.commit("broken")
    machine.push(registry)
    done = run(machine, hub, "nightly", by_clock("15 6 * * 1-5"))
    assert done.code != 0
    assert done.jobs["alarm"] == "success", done.out
    assert len(titles(hub, "tp3-alarm")) == 1
    assert titles(hub, "tp3") == []
    assert f"https://github.com/{hub.repository}/actions/runs/" in hub.issue(1)["body"]

    registry.write(RECORD, sound)
    registry.commit("mended")
    machine.push(registry)
    for name, value in hub.environment().items():
        monkeypatch.setenv(name, value)
    plan = tp3("-C", registry.path, "--today", DAY, "issues", "plan", "--format", "json").data
    done = run(machine, hub, "nightly", asked(DAY, plan["hash"]))
    assert done.code == 0, done.out
    assert set(done.jobs) == {"answers", "issues", "site", "all", "alarm"}
    assert titles(hub, "tp3-alarm") == []
    assert "Onko tämä tuotos yhä ajan tasalla? Käsikirja [handbook]" in titles(hub, "tp3")
    assert len(titles(hub, "tp3-overview")) == 1
