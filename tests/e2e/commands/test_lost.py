"""GitHub's lists lag and its answers are lost: we speak once, and what is done is closed."""

from itertools import count

import pytest

from tests.e2e.commands.place import Place
from tests.github.faults import Fault
from tests.github.message import Answer, Request

OURS = "<!-- tp3-answer"


def test_an_answer_that_a_list_does_not_show_yet_is_not_sent_again(place: Place) -> None:
    comment = place.say("aalto", "/apua")

    def lag(sent: Request, answer: Answer) -> None:
        if sent.method == "GET" and sent.path.endswith("/comments") and answer.body:
            answer.body = [each for each in answer.body if not each["body"].startswith(OURS)]

    place.hub.on_answer = lag
    assert place.run("--event", place.event(comment)).code == 0
    place.hub.on_answer = None
    assert place.writes() == [f"POST {issue_path(place)}/comments"]
    assert place.answer(comment)


def test_an_answer_that_was_lost_is_sent_again(place: Place) -> None:
    comment = place.say("aalto", "/apua")
    tries = count(1)

    def lose(sent: Request) -> Fault | None:
        is_answer = sent.method == "POST" and sent.path.endswith("/comments")
        return Fault.BAD_GATEWAY if is_answer and next(tries) < 3 else None

    place.hub.on_request = lose
    assert place.run("--event", place.event(comment)).code == 0
    assert place.writes() == [f"POST {issue_path(place)}/comments"] * 3
    assert place.answer(comment)


@pytest.mark.parametrize(
    "fault", [Fault.SLOW_DOWN, Fault.BAD_GATEWAY, Fault.BAD_GATEWAY_DONE, Fault.CUT_DONE]
)
@pytest.mark.parametrize("times", [1, 9])
def test_a_report_is_closed_before_it_is_answered(place: Place, fault: Fault, times: int) -> None:
    number = place.hub.person("stranger").open_issue("Luku 3 on vanhentunut", "")
    place.hub.person("maintainer").label(number, "tp3-report")
    taken = place.hub.person("contact").comment(number, "/tp3 accept aalto")
    tries = count(1)

    def fail(sent: Request) -> Fault | None:
        is_closing = sent.method == "PATCH" and sent.path.endswith(f"/issues/{number}")
        return fault if is_closing and next(tries) <= times else None

    place.hub.on_request = fail
    code = place.run().code
    place.hub.on_request = None
    is_closed = place.hub.issue(number)["state"] == "closed"
    assert code == (0 if is_closed else 3)
    assert is_closed == (times == 1 or "DONE" in fault.name)
    assert bool(place.answer(taken)) == is_closed
    assert place.run().code == 0
    assert place.hub.issue(number)["state"] == "closed"
    assert place.answer(taken)
    assert len(place.record("aalto")["update_needs"]) == 1


def issue_path(place: Place) -> str:
    return f"/repos/{place.hub.repository}/issues/{place.issue('aalto')}"
