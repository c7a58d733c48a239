"""The repository renamed, archived, private; and what is checked of every request."""

import pytest

from tests.github import GitHub
from tests.github.client import Client


@pytest.fixture
def bot(hub: GitHub) -> Client:
    return Client(hub)


def test_a_renamed_repository_is_found_by_its_old_name(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.rename_repository("uusi")
    old = "/repos/tts/rekisteri"
    moved = bot("GET", f"{old}/issues/{number}")
    assert moved.status_code == 301
    assert moved.headers["location"] == f"{hub.url}/repositories/1/issues/{number}"
    assert bot("POST", f"{old}/issues", {"title": "a"}).status_code == 307
    issue = bot.get(f"{old}/issues/{number}", follow=True)
    assert issue["url"] == f"{hub.url}/repos/tts/uusi/issues/{number}"
    repository = bot.get("~")
    assert (repository["name"], repository["full_name"]) == ("uusi", "tts/uusi")
    assert bot.open("Toinen") == number + 1
    assert [each["number"] for each in bot.get("~/issues?per_page=1")] == [number + 1]


def test_a_repository_says_what_its_reader_may(hub: GitHub, bot: Client) -> None:
    def may(key: str) -> list[str]:
        permissions = Client(hub, key).get("~")["permissions"]
        return [name for name, given in permissions.items() if given]

    assert may("maintainer") == ["pull", "triage", "push", "maintain", "admin"]
    assert may("colleague") == ["pull", "triage", "push"]
    assert may("stranger") == ["pull"]
    assert "permissions" not in Client(hub, None).get("~")
    assert not any(bot.get("~")["permissions"].values())  # its job's permissions are told nowhere


def test_an_archived_repository_is_read_only(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.archived = True
    assert bot.get(f"~/issues/{number}")["title"] == "Asia"
    answer = bot("PATCH", f"~/issues/{number}", {"title": "b"})
    assert answer.status_code == 403
    assert answer.json()["message"] == "Repository was archived so is read-only."
    assert bot.get("~")["archived"] is True


def test_issues_may_be_switched_off(hub: GitHub, bot: Client) -> None:
    hub.issues_enabled = False
    assert bot("GET", "~/issues").status_code == 410
    assert bot("POST", "~/issues", {"title": "a"}).status_code == 410
    assert bot.get("~")["has_issues"] is False


def test_a_private_repository_is_not_there_for_others(hub: GitHub, bot: Client) -> None:
    hub.private = True
    assert Client(hub, "stranger")("GET", "~").status_code == 404
    assert Client(hub, None)("GET", "~/issues").status_code == 404
    assert bot.get("~")["private"] is True
    assert bot("GET", "/repos/tts/ei-ole").status_code == 404


def test_an_answer_that_did_not_change_is_not_sent_again(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    first = bot("GET", "~/issues")
    assert first.headers["cache-control"] == "private, max-age=60, s-maxage=60"
    condition = {"If-None-Match": first.headers["etag"]}
    left = int(first.headers["x-ratelimit-remaining"])
    second = bot("GET", "~/issues", headers=condition)
    assert (second.status_code, second.content) == (304, b"")
    assert int(second.headers["x-ratelimit-remaining"]) == left  # it does not count
    hub.person("contact").comment(number, "Hei")
    assert bot("GET", "~/issues", headers=condition).status_code == 200


def test_the_full_media_type_shows_text_and_html(bot: Client) -> None:
    number = bot.open(body="<b>")
    full = {"Accept": "application/vnd.github.v3.full+json"}
    issue = bot.get(f"~/issues/{number}", headers=full)
    assert (issue["body_text"], issue["body_html"]) == ("<b>", "<p>&lt;b&gt;</p>")
    assert "body_html" not in bot.get(f"~/issues/{number}")


def test_an_enterprise_server_has_its_api_elsewhere(hub: GitHub, bot: Client) -> None:
    bot.open()
    bot.open()
    base = f"{hub.url}/api/v3"
    answer = bot("GET", f"{base}/repos/tts/rekisteri/issues?per_page=1")
    assert answer.json()[0]["url"] == f"{base}/repos/tts/rekisteri/issues/2"
    assert answer.links["next"]["url"].startswith(f"{base}/repositories/1/issues?")
    assert bot.get(answer.links["next"]["url"])[0]["number"] == 1


@pytest.mark.parametrize(
    ("asked", "body", "why"),
    [
        ("POST ~/issues", {"titel": "a", "title": "b"}, "titel"),
        ("POST ~/issues", {}, "title"),
        ("GET ~/issues?staet=all", None, "no parameter 'staet'"),
        ("GET ~/issues?state=al", None, "state='al' is no such value"),
        ("GET ~/issues?page=two", None, "page='two' is no such value"),
        ("PATCH ~/issues/1", {"state": "shut"}, "state"),
        ("PATCH ~/issues/1", {"labels": [{"nmae": "a"}]}, "labels"),
        ("GET ~/issue", None, "not among"),
        ("PUT ~/issues", {}, "not among"),
        ("GET ~/labels", {"a": 1}, "takes no body"),
    ],
)
def test_a_request_that_github_does_not_know_fails_the_test(
    hub: GitHub, bot: Client, asked: str, body: object, why: str
) -> None:
    bot.open()
    method, path = asked.split()
    bot(method, path, body)
    assert len(hub.violations) == 1
    assert why in hub.violations[0]
    with pytest.raises(AssertionError, match="requests GitHub does not know"):
        hub.check()
    hub.violations.clear()


def test_a_body_that_is_no_json(hub: GitHub, bot: Client) -> None:
    answer = bot.session.post(f"{hub.url}/repos/tts/rekisteri/issues", data=b"{", timeout=10)
    assert answer.status_code == 400


def test_a_request_names_its_agent(hub: GitHub, bot: Client) -> None:
    answer = bot("GET", "~", headers={"User-Agent": ""})
    assert answer.status_code == 403
    assert len(hub.requests) == 1


def test_after_a_reset_all_is_as_at_the_beginning(hub: GitHub, bot: Client) -> None:
    bot.open(labels=["tp3"])
    hub.archived = True
    hub.person("contact").rename("toinen")
    hub.person("colleague").expired = True
    hub.rename_repository("uusi")
    hub.reset()
    assert (hub.repository, hub.archived, hub.requests) == ("tts/rekisteri", False, [])
    assert (bot.get("~/issues"), bot.get("~/labels")) == ([], [])
    assert hub.person("contact").login == "contact"
    assert bot.open() == 1
    assert hub.issue(1)["created_at"] == "2026-11-24T07:00:01Z"
