"""What people with some rights do by mistake or on purpose; nothing of theirs is taken over."""

import pytest

from tests.e2e.issues.ground import Ground
from tests.e2e.issues.test_apply import DAY, body, ground, issues
from tests.github import BOT, GitHub
from tests.github.message import Answer, Request

__all__ = ["ground"]  # the fixture
pytestmark = pytest.mark.usefixtures("signed_in")
MARKER = '<!-- tp3:1 {"key":"aalto/review/1","asked":"2027-01-11","step":%d} -->'


def open_keys(hub: GitHub) -> list[int]:
    return [
        each["number"]
        for each in hub.issues()
        if each["state"] == "open" and "tp3" in {label["name"] for label in each["labels"]}
    ]


def is_settled(ground: Ground, day: str = DAY) -> bool:
    return issues(ground, "plan", "--format", "json", day=day).data["actions"] == []


def test_the_label_of_the_overview_makes_no_overview(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    mine = hub.person("member").open_issue("Oma juttuni", "omat sanani")
    hub.person("member").close(mine)
    before = hub.issues()
    for number in (1, mine):
        hub.person("triager").label(number, "tp3-overview")
    assert issues(ground, "apply").code == 0
    for was, each in zip(before, hub.issues(), strict=True):
        assert (was["title"], was["body"], was["state"]) == (
            each["title"], each["body"], each["state"],
        )  # fmt: skip
    assert open_keys(hub) == [1]


def test_somebodys_issue_is_not_adopted_by_its_title(hub: GitHub, ground: Ground) -> None:
    text = f"Ajatuksiani. <!--@{hub.person('stranger').account}-->"
    hub.person("member").open_issue("Ajatuksiani tuotoksesta [aalto]", text)
    hub.person("triager").label(1, "tp3")
    assert issues(ground, "apply").code == 0
    assert hub.issue(1)["body"] == text
    assert open_keys(hub) == [1, 2]
    assert is_settled(ground)


def test_a_place_of_a_mention_in_peoples_words_mentions_nobody(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    place = f"<!--@{hub.person('stranger').account}-->"
    hub.person("maintainer").edit(1, body=f"{body(hub)}\n{place}")
    ground.output("aalto", title={"fi": "Uusi nimi"})
    assert issues(ground, "apply").code == 0
    assert "@stranger" not in body(hub)
    assert body(hub).endswith(place)


def test_a_quoted_body_is_no_twin_and_keeps_its_words(hub: GitHub, ground: Ground) -> None:
    ground.maintainer(hub.person("maintainer").account)
    issues(ground, "apply")
    report = f"Tässä on virhe:\n```\n{body(hub)}\n```\nKorjataanko?"
    number = hub.person("maintainer").open_issue("Virhe", report, labels=("tp3",))
    assert issues(ground, "apply").code == 0
    found = hub.issue(number)
    assert found["state"] == "open"
    assert found["body"].replace("\r\n", "\n") == report
    assert is_settled(ground)


def test_a_body_that_people_filled_is_left_and_the_others_go_on(
    hub: GitHub, ground: Ground
) -> None:
    issues(ground, "apply")
    full = "x" * 65_536
    hub.person("maintainer").edit(1, body=full)
    ground.output("halla")
    assert issues(ground, "apply").code == 0
    assert hub.issue(1)["body"] == full
    assert len(open_keys(hub)) == 2
    plan = issues(ground, "plan", "--format", "json").data
    assert plan["actions"] == []
    assert {"key": "aalto/review/1", "number": 1, "reason": "body-full"} in plan["notes"]
    ground.review("aalto", DAY)  # nothing says any more that the issue was of this key
    notes = issues(ground, "plan", "--format", "json").data["notes"]
    assert {"key": None, "number": 1, "reason": "stray"} in notes


def test_a_day_before_what_stands_is_refused(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    before = len(hub.requests)
    answer = issues(ground, "apply", day="2027-01-08")
    assert answer.code == 1
    assert "2027" in answer.err
    assert not any(each.writes for each in hub.requests[before:])


def test_labels_differ_by_more_than_their_case(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    hub.person("maintainer").rename_label("tp3", "TP3")
    ground.review("aalto", DAY)
    assert issues(ground, "apply").code == 0
    assert hub.issue(1)["state"] == "closed"


def test_a_list_that_shifts_between_its_pages_makes_no_duplicate(
    hub: GitHub, ground: Ground
) -> None:
    ground.policy(brake={"free": 200, "open": 50, "close": 50})
    for _ in range(110):
        ground.need("aalto", "2027-01-11")
    issues(ground, "apply")
    assert len(open_keys(hub)) == 111

    def shift(request: Request, answer: Answer) -> None:
        del answer
        if request.query.get("labels") == "tp3":
            hub.on_answer = None
            hub.person("triager").unlabel(3, "tp3")

    hub.on_answer = shift
    assert issues(ground, "apply").code == 0
    assert issues(ground, "apply").code == 0
    keys = [each["body"].partition("\n")[0] for each in hub.issues() if "tp3:1" in each["body"]]
    assert len(keys) == len(set(keys)) == 112


def test_another_token_finds_what_the_first_has_written(
    hub: GitHub, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.need("aalto", "2027-01-11")
    issues(ground, "apply")
    hub.person("triager").unlabel(1, "tp3")
    monkeypatch.setenv("GITHUB_TOKEN", hub.token("maintainer"))
    assert issues(ground, "apply").code == 0
    assert open_keys(hub) == [1, 2]
    assert len(hub.issues()) == 3


def test_a_readers_marker_silences_no_ladder(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    hub.person("member").comment(1, f"{MARKER % 6}\nhiljaa")
    issues(ground, "apply", day="2027-02-01")
    said = [each["body"] for each in hub.comments(1) if each["user"]["login"] == BOT]
    assert len(said) == 1
    assert '"step":1}' in said[0]


def test_an_overview_that_lost_its_label_gets_it_back(hub: GitHub, ground: Ground) -> None:
    issues(ground, "apply")
    for _ in range(2):
        hub.person("triager").unlabel(2, "tp3-overview")
        assert issues(ground, "apply").code == 0
    assert len(hub.issues()) == 2
    assert [each["name"] for each in hub.issue(2)["labels"]] == ["tp3-overview"]
    assert is_settled(ground)
