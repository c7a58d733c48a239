"""Issues, comments, labels and accounts: that GitHub's rules hold here too."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.github import BOT, Denied, GitHub
from tests.github.client import Client


@pytest.fixture
def bot(hub: GitHub) -> Client:
    return Client(hub)


def field(answer: Any) -> tuple[int, str, str]:
    error = answer.json()["errors"][0]
    return answer.status_code, error["field"], error["code"]


def titles(found: list[dict[str, Any]]) -> list[str]:
    return [issue["title"] for issue in found]


def test_an_issue_is_opened_and_read(hub: GitHub, bot: Client) -> None:
    number = bot.open(" Asia ", body="Hei", labels=["tp3"], assignees=["colleague"])
    issue = bot.get(f"~/issues/{number}")
    assert (issue["title"], issue["body"], issue["state"]) == ("Asia", "Hei", "open")
    assert [label["name"] for label in issue["labels"]] == ["tp3"]
    assert [person["login"] for person in issue["assignees"]] == ["colleague"]
    assert (issue["user"]["type"], issue["author_association"]) == ("Bot", "NONE")
    assert issue["url"] == f"{hub.url}/repos/{hub.repository}/issues/{number}"
    assert [str(sent) for sent in hub.requests] == [
        f"1 {BOT}: POST /repos/tts/rekisteri/issues -> 201",
        f"2 {BOT}: GET /repos/tts/rekisteri/issues/1 -> 200",
    ]


def test_people_act_on_the_web(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    contact = hub.person("contact")
    comment = contact.comment(number, "/voimassa\n\nLuettu.")
    assert hub.comments(number)[0]["body"] == "/voimassa\r\n\r\nLuettu."
    contact.edit_comment(comment, "/apua")
    hub.person("colleague").edit(number, title="Toinen", body="Runko")
    hub.person("triager").label(number, "tp3", "muu")
    hub.person("triager").unlabel(number, "muu")
    hub.person("triager").assign(number, "member")
    hub.person("triager").close(number, "not_planned")
    issue = hub.issue(number)
    assert (issue["title"], issue["body"], issue["comments"]) == ("Toinen", "Runko", 1)
    assert (issue["state"], issue["state_reason"]) == ("closed", "not_planned")
    assert [label["name"] for label in issue["labels"]] == ["tp3"]
    assert hub.comments(number)[0]["body"] == "/apua"
    hub.person("triager").reopen(number)
    contact.delete_comment(comment)
    assert (hub.issue(number)["state"], hub.comments(number)) == ("open", [])
    assert len(hub.requests) == 1  # what people do is not what the code under test asks


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("stranger", set()),
        ("member", set()),
        ("triager", {"close", "edit", "label"}),
        ("colleague", {"close", "edit", "label", "lock", "edit comment", "rename label"}),
        (
            "maintainer",
            {"close", "edit", "label", "lock", "edit comment", "rename label", "delete"},
        ),
    ],
)
def test_who_may_what_with_the_issues_of_others(
    hub: GitHub, bot: Client, key: str, allowed: set[str]
) -> None:
    number = bot.open(labels=["tp3"])
    comment = bot("POST", f"~/issues/{number}/comments", {"body": "Hei"}).json()["id"]
    person = hub.person(key)
    actions: dict[str, Callable[[], None]] = {
        "close": lambda: person.close(number),
        "edit": lambda: person.edit(number, body="Uusi"),
        "label": lambda: person.label(number, "muu"),
        "lock": lambda: person.lock(number),
        "edit comment": lambda: person.edit_comment(comment, "Uusi"),
        "rename label": lambda: person.rename_label("tp3", "TP3!"),
        "delete": lambda: person.delete(number),
    }
    done = set()
    for name, act in actions.items():
        with suppress(Denied):
            act()
            done.add(name)
    assert done == allowed


def test_authors_may_close_and_edit_their_own(hub: GitHub) -> None:
    contact = hub.person("contact")
    number = contact.open_issue("Oma", "a", labels=("tp3",))
    assert hub.issue(number)["labels"] == []  # dropped in silence
    contact.edit(number, body="b")
    contact.close(number)
    contact.reopen(number)
    hub.person("triager").close(number)
    with pytest.raises(Denied, match="403"):
        contact.reopen(number)


def test_a_form_labels_whoever_fills_it_in(hub: GitHub) -> None:
    number = hub.person("stranger").fill_form("Tarve", "Teksti", labels=("tp3-report",))
    issue = hub.issue(number)
    assert ([label["name"] for label in issue["labels"]], issue["user"]["login"]) == (
        ["tp3-report"],
        "stranger",
    )


@pytest.mark.parametrize(
    ("key", "association", "kind"),
    [
        ("maintainer", "MEMBER", "User"),
        ("member", "MEMBER", "User"),
        ("colleague", "COLLABORATOR", "User"),
        ("contact", "NONE", "User"),
        (BOT, "NONE", "Bot"),
    ],
)
def test_authors_are_shown_as_what_they_are(
    hub: GitHub, bot: Client, key: str, association: str, kind: str
) -> None:
    number = hub.person(key).open_issue("Asia")
    comment = hub.person(key).comment(number, "Hei")
    for path in (f"issues/{number}", f"issues/comments/{comment}"):
        made = bot.get(f"~/{path}")
        assert (made["author_association"], made["user"]["type"]) == (association, kind)


def test_lengths_are_limited(bot: Client) -> None:
    number = bot.open("x" * 256, body="ä" * 65_536)
    place = f"~/issues/{number}"
    assert field(bot("POST", "~/issues", {"title": "x" * 257})) == (422, "title", "custom")
    assert field(bot("POST", "~/issues", {"title": " "})) == (422, "title", "missing_field")
    assert field(bot("PATCH", place, {"body": "x" * 65_537})) == (422, "body", "custom")
    long = bot("POST", f"{place}/comments", {"body": "x" * 65_537})
    assert field(long) == (422, "data", "unprocessable")
    assert bot("POST", f"{place}/comments", {"body": " \n"}).status_code == 422
    assert field(bot("POST", "~/labels", {"name": "x" * 51})) == (422, "name", "custom")
    assert bot("POST", "~/issues", {"title": "a", "labels": ["x" * 51]}).status_code == 422
    assert field(bot("POST", "~/labels", {"name": "a", "color": "#ededed"})) == (
        422,
        "color",
        "invalid",
    )


def test_an_emptied_body_is_null(bot: Client) -> None:
    number = bot.open(body="a")
    assert bot("PATCH", f"~/issues/{number}", {"body": ""}).json()["body"] is None


def test_labels_are_one_in_any_case(hub: GitHub, bot: Client) -> None:
    assert bot("POST", "~/labels", {"name": "tp3", "color": "0e8a16"}).status_code == 201
    again = bot("POST", "~/labels", {"name": "TP3"})
    assert field(again) == (422, "name", "already_exists")
    number = bot.open(labels=["Tp3", {"name": "uusi"}])
    assert [label["name"] for label in bot.get("~/labels")] == ["tp3", "uusi"]
    assert len(bot.get("~/issues?labels=TP3,UUSI")) == 1
    assert bot.get("~/labels/TP3")["color"] == "0e8a16"
    assert bot("DELETE", f"~/issues/{number}/labels/TP3").status_code == 200
    assert bot("DELETE", f"~/issues/{number}/labels/TP3").status_code == 404
    hub.person("maintainer").delete_label("uusi")
    assert hub.issue(number)["labels"] == []
    assert bot("GET", "~/labels/uusi").status_code == 404


def test_labels_of_an_issue_are_added_replaced_and_cleared(bot: Client) -> None:
    number = bot.open(labels=["a"])
    place = f"~/issues/{number}/labels"

    def names() -> list[str]:
        return [label["name"] for label in bot.get(place)]

    bot("POST", place, {"labels": ["b"]})
    assert names() == ["a", "b"]
    bot("PUT", place, {"labels": ["c"]})
    assert names() == ["c"]
    bot("PATCH", f"~/issues/{number}", {"labels": ["d"]})
    assert names() == ["d"]
    bot("DELETE", place)
    assert names() == []


def test_issues_are_listed_by_label_state_and_time(hub: GitHub, bot: Client) -> None:
    for day in range(4):
        hub.clock = datetime(2027, 1, 1 + day, tzinfo=UTC)
        bot.open(f"{day}", labels=["tp3"] if day % 2 else [])
    hub.person("maintainer").close(2)
    assert titles(bot.get("~/issues")) == ["3", "2", "0"]
    assert titles(bot.get("~/issues?labels=tp3&state=all")) == ["3", "1"]
    assert titles(bot.get("~/issues?state=all&sort=created&direction=asc")) == ["0", "1", "2", "3"]
    assert titles(bot.get("~/issues?state=closed")) == ["1"]
    assert titles(bot.get("~/issues?state=all&since=2027-01-04T00:00:01Z")) == ["3", "1"]
    assert titles(bot.get("~/issues?state=all&since=2027-01-04T02:00:01%2B02:00")) == ["3", "1"]
    assert titles(bot.get("~/issues?state=all&since=2027-01-04T00:00:02Z")) == ["1"]
    assert titles(bot.get(f"~/issues?creator={BOT.replace('[', '%5B')}&per_page=1")) == ["3"]


def test_pages_lead_through_the_number_of_the_repository(hub: GitHub, bot: Client) -> None:
    for each in range(5):
        bot.open(str(each))
    answer = bot("GET", "~/issues?per_page=2&direction=asc")
    links = answer.links
    assert links["next"]["url"] == (
        f"{hub.url}/repositories/1/issues?per_page=2&direction=asc&page=2"
    )
    assert titles(bot.get(links["next"]["url"])) == ["2", "3"]
    last = bot("GET", links["last"]["url"])
    assert titles(last.json()) == ["4"]
    assert set(last.links) == {"first", "prev"}


def test_pages_are_whole_when_issues_were_deleted(hub: GitHub, bot: Client) -> None:
    for each in range(5):
        bot.open(str(each))
    hub.person("maintainer").delete(3)
    pages = [titles(bot.get(f"~/issues?per_page=2&direction=asc&page={n}")) for n in (1, 2, 3)]
    assert pages == [["0", "1"], ["3", "4"], []]


def test_comments_of_an_issue_and_of_all(hub: GitHub, bot: Client) -> None:
    first, second = bot.open(), bot.open()
    contact = hub.person("contact")
    made = []
    for day, number in enumerate((first, second, first)):
        hub.clock = datetime(2027, 1, 1 + day, tzinfo=UTC)
        made.append(contact.comment(number, f"{day}"))

    def bodies(path: str) -> list[str]:
        return [comment["body"] for comment in bot.get(path)]

    assert bodies(f"~/issues/{first}/comments") == ["0", "2"]
    assert bodies(f"~/issues/{first}/comments?since=2027-01-02T00:00:00Z") == ["2"]
    assert bodies("~/issues/comments") == ["0", "1", "2"]
    assert bodies("~/issues/comments?since=2027-01-02T00:00:01Z") == ["1", "2"]
    hub.clock += timedelta(days=1)
    contact.edit_comment(made[0], "3")
    query = "sort=updated&direction=desc&since=2027-01-03T00:00:00Z"
    assert bodies(f"~/issues/comments?{query}") == ["3", "2"]
    edited = bot.get(f"~/issues/comments/{made[0]}")
    assert edited["updated_at"] > edited["created_at"]
    assert bot("DELETE", f"~/issues/comments/{made[1]}").status_code == 204
    assert bot("GET", f"~/issues/comments/{made[1]}").status_code == 404


def test_a_comment_taken_away_leaves_no_trace_in_time(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    comment = hub.person("contact").comment(number, "Hei")
    before = bot.get(f"~/issues/{number}")
    hub.clock += timedelta(days=1)
    hub.person("contact").delete_comment(comment)
    after = bot.get(f"~/issues/{number}")
    assert after["updated_at"] == before["updated_at"]
    assert (before["comments"], after["comments"]) == (1, 0)


def test_the_clock_stamps_what_is_written(hub: GitHub, bot: Client) -> None:
    hub.clock = datetime(2027, 6, 1, 6, 15, tzinfo=UTC)
    hub.tick = timedelta(0)
    number = bot.open()
    hub.clock = datetime(2027, 6, 2, 6, 15, tzinfo=UTC)
    hub.person("contact").comment(number, "Hei")
    issue = bot.get(f"~/issues/{number}")
    assert issue["created_at"] == "2027-06-01T06:15:00Z"
    assert issue["updated_at"] == "2027-06-02T06:15:00Z"
    assert hub.comments(number)[0]["created_at"] == "2027-06-02T06:15:00Z"
    hub.person("maintainer").close(number)
    assert bot.get(f"~/issues/{number}")["closed_at"] == "2027-06-02T06:15:00Z"


def test_the_unassignable_are_refused_or_ignored(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    place = f"~/issues/{number}"
    for login in ("contact", "ei-ole"):
        refused = (422, "assignees", "invalid")
        assert field(bot("POST", "~/issues", {"title": "a", "assignees": [login]})) == refused
        assert field(bot("PATCH", place, {"assignees": [login]})) == refused
    added = bot("POST", f"{place}/assignees", {"assignees": ["contact", "member"]})
    assert added.status_code == 201
    assert [person["login"] for person in added.json()["assignees"]] == ["member"]
    assert bot("POST", f"{place}/assignees", {"assignees": ["ei-ole"]}).status_code == 404
    hub.person("contact").comment(number, "Minä teen")
    assert bot("GET", f"{place}/assignees/contact").status_code == 204
    assert bot("PATCH", place, {"assignees": ["contact"]}).status_code == 200
    other = bot.open()
    assert bot("PATCH", f"~/issues/{other}", {"assignees": ["contact"]}).status_code == 422
    bot("DELETE", f"{place}/assignees", {"assignees": ["contact"]})
    assert hub.issue(number)["assignees"] == []


def test_who_is_assignable_in_the_repository(bot: Client) -> None:
    found = [person["login"] for person in bot.get("~/assignees")]
    assert found == ["maintainer", "colleague", "triager", "member"]
    assert bot("GET", "~/assignees/member").status_code == 204
    assert bot("GET", "~/assignees/contact").status_code == 404


def test_closing_says_why(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    place = f"~/issues/{number}"
    data = {"state": "closed", "state_reason": "duplicate"}
    assert bot("PATCH", place, data).json()["state_reason"] == "duplicate"
    ignored = bot("PATCH", place, {"state_reason": "not_planned"}).json()
    assert ignored["state_reason"] == "duplicate"  # "Ignored unless `state` is changed"
    assert bot("PATCH", place, {"state": "open"}).json()["state_reason"] == "reopened"
    assert bot("PATCH", place, {"state": "closed"}).json()["state_reason"] == "completed"
    assert hub.issue(number)["closed_by"]["login"] == BOT


def test_a_locked_issue_takes_comments_of_writers_only(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.person("colleague").lock(number, "too heated")
    issue = bot.get(f"~/issues/{number}")
    assert (issue["locked"], issue["active_lock_reason"]) == (True, "too heated")
    for key in ("contact", "triager"):
        with pytest.raises(Denied, match="issue is locked"):
            hub.person(key).comment(number, "Hei")
    assert bot("POST", f"~/issues/{number}/comments", {"body": "Hei"}).status_code == 201
    assert bot("DELETE", f"~/issues/{number}/lock").status_code == 204
    hub.person("contact").comment(number, "Hei")
    assert bot("PUT", f"~/issues/{number}/lock").status_code == 204
    assert bot.get(f"~/issues/{number}")["active_lock_reason"] is None


def test_a_deleted_issue_is_gone(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.person("contact").comment(number, "Hei")
    hub.person("maintainer").delete(number)
    for method, path in (
        ("GET", ""),
        ("PATCH", ""),
        ("GET", "/comments"),
        ("POST", "/comments"),
        ("GET", "/labels"),
    ):
        body = {"body": "x"} if method != "GET" else None
        assert bot(method, f"~/issues/{number}{path}", body).status_code == 410
    assert bot.get("~/issues?state=all") == []
    assert bot.get("~/issues/comments") == []
    assert hub.issues() == []
    assert bot.open() == number + 1


def test_a_transferred_issue_leads_to_where_it_is(hub: GitHub, bot: Client) -> None:
    number = hub.person("contact").open_issue("Asia", "Teksti")
    hub.person("deputy").comment(number, "Hei")
    there = hub.person("maintainer").transfer(number)
    moved = bot("GET", f"~/issues/{number}")
    assert (moved.status_code, moved.json()["message"]) == (301, "Moved Permanently")
    assert bot("PATCH", f"~/issues/{number}", {"title": "x"}).status_code == 307
    found = bot.get(f"~/issues/{number}", follow=True)
    assert (found["title"], found["user"]["login"], found["number"]) == ("Asia", "contact", there)
    assert found["url"].startswith(f"{hub.url}/repos/tts/toinen/issues/")
    assert bot.get("~/issues?state=all") == []


def test_a_converted_issue_stays_closed_and_locked(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.person("maintainer").convert(number)
    issue = bot.get(f"~/issues/{number}")
    assert (issue["state"], issue["locked"]) == ("closed", True)


def test_events_tell_who_did_it(hub: GitHub, bot: Client) -> None:
    number = bot.open(body="a")
    hub.person("triager").label(number, "muu")
    hub.person("triager").edit(number, body="b")
    hub.person("triager").edit(number, title="Uusi")
    hub.person("triager").close(number)
    events = bot.get(f"~/issues/{number}/events")
    assert [(event["event"], event["actor"]["login"]) for event in events] == [
        ("labeled", "triager"),
        ("renamed", "triager"),
        ("closed", "triager"),
    ]
    assert events[1]["rename"] == {"from": "Asia", "to": "Uusi"}


def test_tokens_that_do_not_count(hub: GitHub) -> None:
    stranger = Client(hub)
    stranger.session.headers["Authorization"] = "token nonsense"
    answer = stranger("GET", "~/issues")
    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")
    hub.person("contact").expired = True
    assert Client(hub, "contact")("GET", "~/issues").status_code == 401
    nobody = Client(hub, None)
    assert nobody("GET", "~/issues").status_code == 200
    assert nobody("POST", "~/issues", {"title": "a"}).status_code == 401
    assert [sent.who for sent in hub.requests] == ["nobody", "contact", "nobody", "nobody"]


def test_a_workflow_token_may_what_its_job_grants(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.person(BOT).permissions = {"contents": "write", "issues": "read"}
    for method, path, body in (
        ("POST", "~/issues", {"title": "a"}),
        ("PATCH", f"~/issues/{number}", {"title": "a"}),
        ("POST", f"~/issues/{number}/comments", {"body": "a"}),
        ("POST", f"~/issues/{number}/labels", {"labels": ["a"]}),
        ("POST", "~/labels", {"name": "a"}),
    ):
        answer = bot(method, path, body)
        assert answer.json()["message"] == "Resource not accessible by integration"
        assert answer.status_code == 403
    assert bot("GET", f"~/issues/{number}").status_code == 200
    answer = bot("GET", "/user")
    assert answer.json()["message"] == "Resource not accessible by integration"
    assert Client(hub, "maintainer").get("/user")["login"] == "maintainer"


def test_accounts_are_found_by_login_and_by_number(hub: GitHub, bot: Client) -> None:
    contact = hub.person("contact")
    assert contact.account == f"github:{contact.id}"
    assert bot.get("/users/CONTACT")["id"] == contact.id
    assert bot.get(f"/user/{contact.id}")["login"] == "contact"
    number = contact.open_issue("Asia")
    contact.rename("uusi-nimi")
    assert bot.get(f"/user/{contact.id}")["login"] == "uusi-nimi"
    assert bot("GET", "/users/contact").status_code == 404
    user = bot.get(f"~/issues/{number}")["user"]
    assert (user["login"], user["url"]) == ("uusi-nimi", f"{hub.url}/users/uusi-nimi")
    assert len(bot.get("~/issues?creator=uusi-nimi")) == 1
    assert bot("GET", "/user/99999").status_code == 404
    assert bot("GET", "/users/ei-ole").status_code == 404


def test_who_left_is_the_ghost(hub: GitHub, bot: Client) -> None:
    member = hub.person("member")
    number = member.open_issue("Asia")
    comment = member.comment(number, "Hei")
    bot("POST", f"~/issues/{number}/assignees", {"assignees": ["member"]})
    member.leave()
    issue = bot.get(f"~/issues/{number}")
    assert (issue["user"]["login"], issue["author_association"]) == ("ghost", "NONE")
    assert issue["assignees"] == []
    assert bot.get(f"~/issues/comments/{comment}")["user"]["login"] == "ghost"
    assert bot("GET", f"/user/{member.id}").status_code == 404
    assert field(bot("PATCH", f"~/issues/{number}", {"assignees": ["member"]}))[0] == 422
    assert Client(hub, "member")("GET", "~/issues").status_code == 401


def test_permissions_of_people(hub: GitHub, bot: Client) -> None:
    found = {}
    for key in ("maintainer", "colleague", "triager", "contact"):
        answer = bot.get(f"~/collaborators/{key}/permission")
        found[key] = answer["permission"], answer["role_name"]
    assert found == {
        "maintainer": ("admin", "admin"),
        "colleague": ("write", "write"),
        "triager": ("read", "triage"),
        "contact": ("read", "read"),
    }
    assert Client(hub, "contact")("GET", "~/collaborators/contact/permission").status_code == 403
    assert [each["login"] for each in bot.get("~/collaborators")] == [
        "maintainer",
        "colleague",
        "triager",
        "member",
    ]
    assert bot("GET", "~/collaborators/colleague").status_code == 204
    assert bot("GET", "~/collaborators/stranger").status_code == 404


def test_what_a_workflow_is_told(hub: GitHub, bot: Client) -> None:
    number = bot.open(labels=["tp3"])
    comment = hub.person("contact").comment(number, "/voimassa")
    event = hub.comment_event(comment)
    assert (event["action"], event["comment"]["id"]) == ("created", comment)
    assert (event["issue"]["number"], event["sender"]["login"]) == (number, "contact")
    assert event["repository"]["full_name"] == hub.repository
