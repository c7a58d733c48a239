"""The harness itself: what it promises to the tests that stand on it."""

import pytest
import requests

from tests.github import Denied, GitHub


class Client:
    """Somebody who speaks HTTP to the hub, and nothing more."""

    def __init__(self, hub: GitHub, key: str | None = "github-actions[bot]") -> None:
        self._hub = hub
        self._session = requests.Session()
        if key:
            self._session.headers["Authorization"] = f"token {hub.token(key)}"

    def __call__(
        self, method: str, path: str, json: object = None, **more: object
    ) -> requests.Response:
        place = path if path.startswith("http") else self._place(path)
        options = {"allow_redirects": False, "timeout": 10} | more
        return self._session.request(method, place, json=json, **options)  # type: ignore[arg-type]

    def _place(self, path: str) -> str:
        if path.startswith("~"):
            path = f"/repos/{self._hub.repository}{path[1:]}"
        return self._hub.url + path

    def open(self, title: str = "Asia", **fields: object) -> int:
        answer = self("POST", "~/issues", {"title": title} | fields)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["number"])


@pytest.fixture
def bot(hub: GitHub) -> Client:
    return Client(hub)


def test_an_issue_is_opened_and_read(hub: GitHub, bot: Client) -> None:
    number = bot.open(body="Hei", labels=["tp3"])
    issue = bot("GET", f"~/issues/{number}").json()
    assert (issue["title"], issue["body"], issue["state"]) == ("Asia", "Hei", "open")
    assert [label["name"] for label in issue["labels"]] == ["tp3"]
    assert (issue["user"]["type"], issue["author_association"]) == ("Bot", "NONE")
    assert [str(sent) for sent in hub.requests] == [
        "1 github-actions[bot]: POST /repos/tts/rekisteri/issues -> 201",
        "2 github-actions[bot]: GET /repos/tts/rekisteri/issues/1 -> 200",
    ]


def test_people_act_on_the_web(hub: GitHub, bot: Client) -> None:
    number = bot.open()
    hub.person("contact").comment(number, "/voimassa\n\nLuettu.")
    assert hub.comments(number)[0]["body"] == "/voimassa\r\n\r\nLuettu."
    with pytest.raises(Denied, match="403"):
        hub.person("contact").close(number)
    hub.person("triager").close(number)
    assert hub.issue(number)["state"] == "closed"
    assert len(hub.requests) == 1
