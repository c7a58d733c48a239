"""Faults and limits: what is asked again, what is looked at first, how long is waited."""

from collections.abc import Callable
from functools import partial

import pytest

from governance.forge.exchange import MOST_WAIT, TRIES
from governance.forge.stops import Unanswered
from governance.model.problem import Outside
from tests.forge.opened import Session, open_as, open_at
from tests.forge.scripted import REPOSITORY, Reply, scripted
from tests.github import Fault, GitHub

DONE = {Fault.BAD_GATEWAY_DONE, Fault.CUT_DONE, Fault.CUT_HALFWAY_DONE}
LOST = {*DONE, Fault.BAD_GATEWAY, Fault.UNAVAILABLE, Fault.CUT}
TOKEN = "ghs_0123456789abcdef"
DATE = {"Date": "Fri, 27 Nov 2026 10:00:00 GMT"}
TEN = 1_795_773_600  # the same moment


def by_value(faults: set[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.name)


@pytest.mark.parametrize("fault", list(Fault))
def test_a_read_is_repeated_until_it_is_answered(hub: GitHub, fault: Fault) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    session = open_as(hub)
    for n in range(1, TRIES):
        hub.faults.at(n, fault)
    issue = session.reader.issue(number)
    assert issue is not None
    assert len(session.waits) == TRIES - 1


def test_a_page_in_the_middle_is_read_again(hub: GitHub) -> None:
    for n in range(201):
        hub.person("colleague").open_issue(f"Otsikko {n}")
    hub.faults.at(2, Fault.CUT_HALFWAY_DONE)
    assert [each.number for each in open_as(hub).reader.issues()] == list(range(1, 202))


@pytest.mark.parametrize("fault", by_value(LOST))
def test_a_creation_whose_answer_is_lost_is_never_repeated(hub: GitHub, fault: Fault) -> None:
    session = open_as(hub)
    hub.faults.at(1, fault)
    with pytest.raises(Unanswered) as caught:
        session.writer.create_issue("Otsikko", "Runko", ["tp3"])
    assert caught.value.code == "github-unanswered"
    assert len(hub.issues()) == (fault in DONE)
    assert len(session.waits) == 1
    number = hub.person("contact").open_issue("Toinen")
    hub.faults.at(1, fault)
    with pytest.raises(Unanswered):
        session.writer.comment(number, "hei")
    assert len(hub.comments(number)) == (fault in DONE)


def test_a_creation_that_a_limit_held_up_is_repeated(hub: GitHub) -> None:
    session = open_as(hub)
    hub.faults.retry_after = 90
    hub.faults.at(1, Fault.SLOW_DOWN)
    hub.faults.at(2, Fault.SLOW_DOWN)
    session.writer.create_issue("Otsikko", "Runko", ["tp3"])
    assert len(hub.issues()) == 1
    assert session.waits == [90, 90]
    assert session.said == [("github.waiting", {"n": 2}), ("github.waiting", {"n": 2})]


@pytest.mark.parametrize("fault", list(Fault))
def test_an_edit_rests_on_what_was_read_and_is_never_repeated(hub: GitHub, fault: Fault) -> None:
    number = hub.person("colleague").open_issue("Otsikko", "Runko")
    session = open_as(hub)
    hub.faults.at(1, fault)
    with pytest.raises(Unanswered):
        session.writer.edit_issue(number, body="Uusi")
    assert (hub.issue(number)["body"] == "Uusi") == (fault in DONE)
    assert len(session.waits) == 1


WRITES: dict[str, Callable[[Session, int], object]] = {
    "label": lambda session, _: session.writer.create_label("tp3", "1d76db", "x"),
    "assign": lambda session, number: session.writer.assign(number, ["maintainer"]),
}


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("write", WRITES)
def test_what_may_be_done_twice_is_repeated(hub: GitHub, write: str, fault: Fault) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    session = open_as(hub)
    hub.faults.at(1, fault)
    WRITES[write](session, number)
    if write == "label":
        assert "tp3" in session.reader.labels()
    else:
        assert [each["login"] for each in hub.issue(number)["assignees"]] == ["maintainer"]


def test_nothing_is_asked_for_ever(hub: GitHub) -> None:
    session = open_as(hub)
    hub.faults.random(1, 1.0, [Fault.UNAVAILABLE])
    with pytest.raises(Outside) as caught:
        session.reader.issue(1)
    assert (caught.value.code, caught.value.values["answer"]) == ("github-failing", "503")
    assert len(hub.requests) == TRIES
    assert sum(session.waits) < 60
    assert session.waits == sorted(session.waits)


def limit(status: int = 403, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"message": "API rate limit exceeded"}, {**DATE, **named})


def used_up(seconds: int, status: int = 403) -> Reply:
    reset = str(TEN + seconds)
    return limit(status, X_RateLimit_Remaining="0", X_RateLimit_Reset=reset)


SLOW = Reply(403, {"message": "You have exceeded a secondary rate limit."}, DATE)
FINE = Reply(200, REPOSITORY)


@pytest.mark.parametrize(
    ("replies", "waits"),
    [
        ([used_up(1500), FINE], [1501]),
        ([used_up(-5), FINE], [1]),
        ([used_up(30, status=429), FINE], [31]),
        ([limit(Retry_After="7"), FINE], [7]),
        ([limit(429, Retry_After="7"), FINE], [7]),
        ([limit(429), FINE], [60]),
        ([limit(403), FINE], [60]),
        ([SLOW, SLOW, SLOW, FINE], [60, 120, 240]),
        ([Reply(503, {}, {"Retry-After": "40"}), FINE], [40]),
    ],
)
def test_how_long_is_waited(replies: list[Reply], waits: list[float]) -> None:
    with scripted(*replies) as script:
        session = open_at(script.url, TOKEN)
        assert session.reader.repository().full_name == "tts/rekisteri"
    assert session.waits == waits
    assert len(session.said) == sum(wait >= 10 for wait in waits)


def test_the_time_of_a_limit_is_counted_by_the_clock_of_github() -> None:
    ours_is_wrong = Reply(403, {}, used_up(60).headers | {"Date": "Fri, 27 Nov 2026 09:59:50 GMT"})
    with scripted(ours_is_wrong, FINE) as script:
        session = open_at(script.url, TOKEN)
        session.reader.repository()
    assert session.waits == [71]
    assert session.said == [("github.waiting", {"n": 2})]


def test_waiting_has_an_end() -> None:
    with scripted(used_up(int(MOST_WAIT) + 600)) as script:
        session = open_at(script.url, TOKEN)
        with pytest.raises(Outside) as caught:
            session.reader.repository()
    assert (caught.value.code, caught.value.values["minutes"]) == ("github-limit", "71")
    assert session.waits == []


def test_waiting_has_an_end_over_all_requests_together() -> None:
    with scripted(used_up(2000), FINE, used_up(2000)) as script:
        session = open_at(script.url, TOKEN)
        session.reader.repository()
        with pytest.raises(Outside) as caught:
            session.reader.repository()
    assert caught.value.code == "github-limit"
    assert session.waits == [2001]


def test_a_refusal_that_is_no_limit_is_not_waited_for() -> None:
    refused = Reply(403, {"message": "Resource not accessible by integration"}, DATE)
    with scripted(refused) as script:
        session = open_at(script.url, TOKEN)
        with pytest.raises(Outside) as caught:
            session.reader.repository()
    assert caught.value.code == "github-forbidden"
    assert session.waits == []


@pytest.mark.parametrize("write", ["create", "comment"])
def test_a_creation_before_which_the_connection_never_stood_is_repeated(write: str) -> None:
    with scripted(FINE) as script:
        url = script.url
    session = open_at(url, TOKEN)
    writes = {
        "create": partial(session.writer.create_issue, "Otsikko", "Runko", []),
        "comment": partial(session.writer.comment, 1, "hei"),
    }
    with pytest.raises(Outside) as caught:
        writes[write]()
    assert caught.value.code == "github-network"
    assert caught.value.values["detail"] == "Connection refused"
    assert len(session.waits) == TRIES - 1
