"""tp3 issues over HTTP: what a run does, what it leaves, and what it says where it cannot."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.issues.ground import Ground
from tests.github import BOT, GitHub
from tests.helpers.command import Answer, tp3
from tests.helpers.promised import must_be_promised

DAY = "2027-01-11"
LANGUAGES = ("fi", "sv", "en")
pytestmark = pytest.mark.usefixtures("signed_in")


@pytest.fixture
def ground(hub: GitHub, tmp_path: Path) -> Ground:
    contacts = [hub.person(key).account for key in ("contact", "colleague", "member")]
    made = Ground(tmp_path / "registry", hub.repository, contacts)
    made.output("aalto")
    hub.clock = datetime(2027, 1, 11, 5, tzinfo=UTC)
    return made


def issues(ground: Ground, *arguments: str, day: str = DAY, lang: str = "en") -> Answer:
    return tp3("-C", ground.root, "--today", day, "--lang", lang, "issues", *arguments)


def writes(hub: GitHub) -> list[str]:
    return [str(each) for each in hub.requests if each.writes]


def body(hub: GitHub, number: int = 1) -> str:
    return str(hub.issue(number)["body"])


def test_a_plan_is_data_and_writes_nothing_even_without_a_token(
    hub: GitHub, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    answer = issues(ground, "plan", "--format", "json")
    assert answer.code == 0
    assert answer.data["actions"] == [
        {
            "op": "open", "key": "aalto/review/1", "number": None, "reason": "new",
            "title": "Onko tämä tuotos yhä ajan tasalla? Tuotos aalto [aalto]",
        },
        {
            "op": "open", "key": "overview", "number": None, "reason": "new",
            "title": "Päivitysjono lyhyesti",
        },
    ]  # fmt: skip
    assert answer.data.keys() == {
        "format", "revision", "today", "repository", "hash", "held", "actions", "notes",
    }  # fmt: skip
    assert writes(hub) == []


def test_a_run_opens_labels_mentions_and_tries_to_assign(hub: GitHub, ground: Ground) -> None:
    answer = issues(ground, "apply")
    assert answer.code == 0, answer.err
    assert "nobody could be assigned" in answer.out
    first, overview = hub.issues()
    assert [each["name"] for each in first["labels"]] == ["tp3"]
    assert [each["name"] for each in overview["labels"]] == ["tp3-overview"]
    assert f"@contact<!--@{hub.person('contact').account}-->" in first["body"]
    assert body(hub).startswith('<!-- tp3:1 {"key":"aalto/review/1","asked":"2027-01-11","step":0}')


def test_the_answer_for_programs_says_what_became_of_each_action(
    hub: GitHub, ground: Ground
) -> None:
    data = issues(ground, "apply", "--format", "json").data
    must_be_promised("issues apply", data)
    assert [(each["number"], each["result"]) for each in data["results"]] == [
        (1, "unassigned"),
        (2, "done"),
    ]
    assert len(hub.issues()) == 2


def test_somebody_with_rights_is_assigned(hub: GitHub, ground: Ground) -> None:
    ground.organisation("org-a", "fi", [hub.person("colleague").account])
    issues(ground, "apply")
    assert [each["login"] for each in hub.issue(1)["assignees"]] == ["colleague"]


def test_the_overview_says_where_nobody_could_be_assigned(hub: GitHub, ground: Ground) -> None:
    ground.organisation("org-b", "fi", [hub.person("colleague").account])
    ground.output("halla", owner="org-b")
    said = "kysymystä ei ole osoitettu kenellekään"
    issues(ground, "apply")
    assert [len(each["assignees"]) for each in hub.issues()] == [0, 1, 0]
    assert f"**1** {said}" in body(hub, 3)
    before = writes(hub)
    issues(ground, "apply")
    assert writes(hub) == before
    hub.person("triager").assign(1, "colleague")
    issues(ground, "apply")
    assert said not in body(hub, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_day_run_twice_does_nothing(hub: GitHub, ground: Ground, lang: str) -> None:
    issues(ground, "apply")
    before = len(hub.requests)
    answer = issues(ground, "apply", lang=lang)
    assert answer.code == 0
    assert [each.method for each in hub.requests[before:]] == ["GET", "GET"]
    assert issues(ground, "plan", "--format", "json", lang=lang).data["actions"] == []


def test_elsewhere_than_at_home_nobody_is_mentioned_or_assigned(
    hub: GitHub, ground: Ground
) -> None:
    settings = ground.root / "registry/registry.yaml"
    settings.write_text(settings.read_text().replace(hub.repository, "else/where"))
    ground.organisation("org-a", "fi", [hub.person("colleague").account])
    assert issues(ground, "apply").code == 0
    assert "@colleague" not in body(hub)
    assert hub.issue(1)["assignees"] == []


def test_an_account_that_is_gone_is_neither_mentioned_nor_in_the_way(
    hub: GitHub, ground: Ground
) -> None:
    ground.organisation("org-a", "fi", ["github:999999"])
    answer = issues(ground, "apply")
    assert answer.code == 0, answer.err
    assert "@" not in body(hub).replace("<!--@", "")


def test_without_a_forge_issues_do_not_exist_whatever_the_environment_says(
    hub: GitHub, ground: Ground
) -> None:
    settings = ground.root / "registry/registry.yaml"
    text = settings.read_text()
    start = text.index("forge:")
    settings.write_text(text.replace(text[start : text.index("\n", start)], "forge: null"))
    answer = issues(ground, "plan")
    assert answer.code == 0
    assert "compared with nothing" in answer.err
    assert issues(ground, "apply").code == 3
    assert hub.requests == []


def test_a_large_plan_is_held_until_somebody_says_yes_to_exactly_it(
    hub: GitHub, ground: Ground
) -> None:
    ground.policy(brake={"free": 0, "open": 0, "close": 0})
    held = issues(ground, "apply")
    assert held.code == 1
    assert writes(hub) == []
    plan = issues(ground, "plan", "--format", "json").data
    assert plan["held"] == {"code": "brake-open", "n": 1, "of": 0, "share": 0}
    assert f"--expect {plan['hash']}" in held.err
    other = issues(ground, "apply", "--expect", "0" * 16)
    assert other.code == 1
    assert plan["hash"] in other.err
    assert issues(ground, "apply", "--expect", plan["hash"]).code == 0
    assert len(hub.issues()) == 2


def test_the_plan_reads_as_a_page_in_three_languages(ground: Ground) -> None:
    pages = {
        lang: issues(ground, "plan", "--format", "markdown", lang=lang).out for lang in LANGUAGES
    }
    assert len(set(pages.values())) == 3
    assert all("aalto/review/1" in page for page in pages.values())


def _people_write_much(hub: GitHub) -> None:
    text = "sana " * 13_000
    hub.person("maintainer").edit(1, body=f"{body(hub)[:400]}\n{text}"[:65_536])


def _convert(hub: GitHub) -> None:
    hub.person("maintainer").convert(1)


def _delete(hub: GitHub) -> None:
    hub.person("maintainer").delete(1)


def _transfer(hub: GitHub) -> None:
    hub.person("maintainer").transfer(1)


def _lock(hub: GitHub) -> None:
    hub.person("maintainer").lock(1)


def _lose_label(hub: GitHub) -> None:
    hub.person("maintainer").delete_label("tp3")


@pytest.mark.parametrize(
    ("happens", "opens"),
    [
        (_people_write_much, 0), (_convert, 0), (_delete, 1), (_transfer, 1), (_lock, 0),
        (_lose_label, 0),
    ],
    ids=["70,000 characters", "converted", "deleted", "transferred", "locked", "no label"],
)  # fmt: skip
def test_what_happens_to_an_issue_is_met_in_one_run(
    hub: GitHub, ground: Ground, happens: Any, opens: int
) -> None:
    issues(ground, "apply")
    happens(hub)
    before = len(hub.issues())
    answer = issues(ground, "apply", day="2027-02-01")
    assert answer.code == 0, answer.err
    assert len(hub.issues()) - before == opens
    assert issues(ground, "plan", "--format", "json", day="2027-02-01").data["actions"] == []


def test_a_form_with_a_forged_marker_is_no_question_of_ours(hub: GitHub, ground: Ground) -> None:
    forged = '<!-- tp3:1 {"key":"aalto/review/1","asked":"2027-01-01","step":6} -->'
    hub.person("stranger").open_issue("Onko tämä [aalto]", forged)
    hub.person("triager").label(1, "tp3")
    issues(ground, "apply")
    plan = issues(ground, "plan", "--format", "json").data
    assert plan["actions"] == []
    assert plan["notes"] == [{"key": None, "number": 1, "reason": "stray"}]
    assert hub.issue(1)["body"] == forged


def _off(hub: GitHub) -> None:
    hub.issues_enabled = False


def _archived(hub: GitHub) -> None:
    hub.archived = True


def _renamed(hub: GitHub) -> None:
    hub.rename_repository("uusi")


def _expired(hub: GitHub) -> None:
    hub.person(BOT).expired = True


def _without_rights(hub: GitHub) -> None:
    hub.person(BOT).permissions = {"issues": "read"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("broken", [_off, _archived, _renamed, _expired, _without_rights])
def test_what_github_does_not_let_us_do_is_said_in_a_sentence(
    hub: GitHub, ground: Ground, broken: Any, lang: str
) -> None:
    broken(hub)
    answer = issues(ground, "apply", lang=lang)
    assert answer.code == 3
    assert "Traceback" not in answer.err
    assert len(answer.err) > 40
    assert hub.token(BOT) not in answer.err + answer.out
    broken_only_for_us = broken in (_expired, _without_rights)
    assert not broken_only_for_us or hub.issues() == []


def test_without_a_token_nothing_is_written(
    hub: GitHub, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    answer = issues(ground, "apply")
    assert answer.code == 3
    assert "GITHUB_TOKEN" in answer.err
    assert hub.issues() == []


def test_an_alarm_is_one_issue_until_the_run_succeeds_again(hub: GitHub, ground: Ground) -> None:
    run = "https://github.com/tts/rekisteri/actions/runs/7"
    for _ in range(2):
        assert issues(ground, "alarm", "nightly", "--failed", "--run", run).code == 0
    assert issues(ground, "alarm", "comments", "--failed").code == 0
    assert [each["state"] for each in hub.issues()] == ["open", "open"]
    hub.person("maintainer").edit(1, body=f"{body(hub)}\nkatson tätä")
    assert issues(ground, "alarm", "nightly", "--healed", "--run", run).code == 0
    assert [each["state"] for each in hub.issues()] == ["closed", "open"]
    assert "katson tätä" in body(hub)
    assert run in body(hub)


def test_an_alarm_is_raised_though_the_registry_is_broken(hub: GitHub, ground: Ground) -> None:
    (ground.root / "registry/registry.yaml").write_text("title: [")
    assert issues(ground, "alarm", "nightly", "--failed").code == 0
    assert hub.issue(1)["title"] == "nightly: the scheduled run fails"
    assert issues(ground, "alarm", "Nightly!", "--failed").code == 2
    assert issues(ground, "alarm", "nightly", "--failed", "--run", "javascript:x").code == 2


def test_a_broken_registry_is_no_reason_to_close_anything(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    before = len(hub.requests)
    (ground.root / "registry/outputs/alpha/aalto.yaml").write_text("id: [")
    answer = issues(ground, "apply")
    assert answer.code == 1
    assert len(hub.requests) == before
