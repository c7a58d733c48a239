"""Faults, limits and hooks: what goes wrong does so where the test says."""

import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.github import BOT, Fault, GitHub
from tests.github.client import Client
from tests.github.emulator import MOST_COUNTED, token
from tests.github.faults import EVERY, Faults
from tests.github.message import Answer, Request


@pytest.fixture
def bot(hub: GitHub) -> Client:
    return Client(hub)


@pytest.mark.parametrize("fault", EVERY)
def test_a_fault_is_what_it_says(hub: GitHub, bot: Client, fault: Fault) -> None:
    hub.faults.at(2, fault)
    bot.open()
    try:
        answer = bot("POST", "~/issues", {"title": "Toinen"})
    except requests.RequestException:
        status = 0
    else:
        status = answer.status_code
    expected = {"BAD": 502, "UNA": 503, "CUT": 0, "SLO": 403}
    assert status == expected[fault.name[:3]]
    assert len(hub.issues()) == (2 if fault.name.endswith("DONE") else 1)
    assert [sent.status for sent in hub.requests] == [201, status]
    bot.open()


def test_an_answer_cut_in_the_midst_is_no_json(hub: GitHub, bot: Client) -> None:
    bot.open()
    hub.faults.at(1, Fault.CUT_HALFWAY_DONE)
    with pytest.raises(requests.RequestException):
        bot("GET", "~/issues")
    assert len(bot.get("~/issues")) == 1


def test_a_secondary_limit_says_how_long(hub: GitHub, bot: Client) -> None:
    hub.faults.retry_after, hub.faults.limit_status = 1, 429
    hub.faults.at(1, Fault.SLOW_DOWN)
    answer = bot("GET", "~")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "secondary rate limit" in answer.json()["message"]


def test_random_faults_come_again_with_their_seed() -> None:
    def drawn(seed: int) -> list[Fault | None]:
        faults = Faults()
        faults.random(seed, 0.2, most=50)
        return [faults.next() for _ in range(1000)]

    assert drawn(1) == drawn(1) != drawn(2)
    counted = Counter(drawn(1))
    assert counted.total() - counted[None] == 50
    assert set(counted) == {None, *EVERY}


def test_people_meet_no_faults(hub: GitHub) -> None:
    hub.faults.random(1, 1.0)
    hub.limits.exhaust(60)
    number = hub.person("contact").open_issue("Asia")
    hub.person("contact").comment(number, "Hei")
    assert len(hub.comments(number)) == 1
    hub.faults.clear()


def test_the_primary_limit_ends_when_it_says(hub: GitHub, bot: Client) -> None:
    hub.limits.exhaust(0.3, after=1)
    first = bot("GET", "~/issues")
    assert (first.status_code, first.headers["x-ratelimit-limit"]) == (200, "1000")
    refused = bot("GET", "~/issues")
    assert (refused.status_code, refused.headers["x-ratelimit-remaining"]) == (403, "0")
    assert refused.json()["message"].startswith("API rate limit exceeded for user ID")
    assert bot.get("/rate_limit")["rate"]["remaining"] == 0
    reset = int(refused.headers["x-ratelimit-reset"])
    wait = reset - time.time_ns() / 1e9
    assert 0 < wait < 2
    time.sleep(wait + 0.05)
    assert bot("GET", "~/issues").status_code == 200
    assert Client(hub, "maintainer")("GET", "~").headers["x-ratelimit-limit"] == "5000"


def test_something_happens_between_two_requests(hub: GitHub, bot: Client) -> None:
    bot.open(body="a")

    def edit(request: Request) -> None:
        if request.method == "PATCH":
            hub.person("colleague").edit(1, body="ihmisen")

    hub.on_request = edit
    assert bot.get("~/issues/1")["body"] == "a"
    answer = bot("PATCH", "~/issues/1", {"title": "b"}).json()
    assert (answer["title"], answer["body"]) == ("b", "ihmisen")


def test_something_happens_before_the_answer(hub: GitHub, bot: Client) -> None:
    seen: list[tuple[int, int]] = []

    def note(request: Request, answer: Answer) -> Fault | None:
        seen.append((request.number, answer.status))
        hub.person("contact").comment(1, "heti")
        return Fault.CUT_DONE

    hub.on_answer = note
    with pytest.raises(requests.ConnectionError):
        bot.open()
    assert (seen, len(hub.comments(1))) == ([(1, 201)], 1)


CHILD = """
import sys, requests
for number in range(1, 9):
    requests.post(sys.argv[1], json={"title": str(number)}, headers={"Authorization": sys.argv[2]})
"""


@pytest.mark.parametrize(
    ("moment", "opened"), [("never arrives", 2), ("before", 3), ("answered", 3)]
)
def test_a_process_is_killed_at_a_request(hub: GitHub, moment: str, opened: int) -> None:
    place = f"{hub.api}/issues"
    child = subprocess.Popen([sys.executable, "-c", CHILD, place, f"token {hub.token(BOT)}"])

    def kill(request: Request, _: Answer | None = None) -> Fault | None:
        if request.number != 3:
            return None
        child.kill()
        child.wait()
        return Fault.CUT if moment == "never arrives" else None

    if moment == "answered":
        hub.on_answer = kill
    else:
        hub.on_request = kill
    child.wait(20)
    while hub.busy:
        time.sleep(0.001)
    assert child.returncode == -signal.SIGKILL
    assert len(hub.issues()) == opened


def test_two_at_once_are_told_apart(hub: GitHub) -> None:
    def work(each: int) -> Any:
        return Client(hub).open(str(each))

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(work, range(40)))
    assert sorted(numbers) == list(range(1, 41))
    assert [sent.number for sent in hub.requests] == list(range(1, 41))


def test_the_emulator_forgets_whom_it_counted_before_it_refuses(hub: GitHub) -> None:
    emulator, person = hub._emulator, hub.person("maintainer")

    def left() -> int:
        headers = {"x-now": "2026-11-24T07:00:00Z", "authorization": f"token {token(person.key)}"}
        emulator._connection.request("GET", "/users/ghost", headers=headers)
        answer = emulator._connection.getresponse()
        answer.read()
        return int(answer.headers["x-ratelimit-remaining"])

    for _ in range(50):
        hub.ask("GET", "/users/ghost", person)
    assert left() < 4950
    for _ in range(2):
        emulator._counted = MOST_COUNTED
        hub.ask("GET", "/users/ghost", person)
        assert left() == 4998


def test_a_defect_of_the_harness_fails_the_test(hub: GitHub, bot: Client) -> None:
    def broken(_: Request) -> None:
        raise ZeroDivisionError

    hub.on_request = broken
    assert bot("GET", "~").status_code == 500
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        hub.check()
    hub.defects.clear()


def test_it_is_quick(hub: GitHub, bot: Client) -> None:
    for _ in range(20):
        bot.open(labels=["tp3"])
    start = time.perf_counter()
    for _ in range(100):
        bot("GET", "~/issues/1")
    per_request = (time.perf_counter() - start) / 100
    start = time.perf_counter()
    for _ in range(20):
        hub.reset()
    per_reset = (time.perf_counter() - start) / 20
    assert per_request < 0.02  # 0.003 where nothing else runs
    assert per_reset < 0.02  # 0.001
