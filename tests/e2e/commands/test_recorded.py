"""What owners answer by comment is recorded as their approval, and an audit takes it."""

import json
import threading
from typing import Any

import pytest

from tests.conftest import SOAK
from tests.e2e.commands.place import Place
from tests.e2e.commands.test_runs import REQUESTS, WORDS, start
from tests.github.message import Request
from tests.helpers.command import TODAY, tp3
from tests.helpers.runner import Job, Runner

NOTES = "refs/notes/approvals"


def lines(place: Place, commit: str = "main") -> list[dict[str, Any]]:
    """The lines of a commit's note, at origin."""
    return [json.loads(line) for line in place.git("notes", "--ref", NOTES, "show", commit).split()]


def audited(place: Place) -> list[str]:
    """What an audit finds in a clone of now."""
    place.clone.git("pull", "--quiet")
    place.clone.git("fetch", "--quiet", "origin", f"+{NOTES}:{NOTES}")
    answer = tp3("-C", place.clone.path, *TODAY, "audit", "--lang", "en")
    assert answer.code == bool(answer.out), answer.err
    return answer.out.splitlines()


def test_an_answer_is_recorded_as_the_owners_approval(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.run()
    (pull,) = place.pulls()
    said = next(each for each in place.hub.comments(place.issue("aalto")) if each["id"] == comment)
    assert lines(place) == [
        {
            "change": "reviewed",
            "record": {"type": "output", "id": "aalto"},
            "rule": "owner",
            "organisation": "org-a",
            "contact": "role-1",
            "account": place.hub.person("contact").account,
            "head": pull["head"]["sha"],
            "source": f"{place.hub.page}/issues/{place.issue('aalto')}#issuecomment-{comment}",
            "time": said["created_at"],
            "fallback": None,
        }
    ]
    assert audited(place) == []


def test_what_an_answer_entails_is_approved_by_it(place: Place) -> None:
    place.say("lumo", "/behöver uppdateras: kapitel 3 är föråldrat", "member")
    place.run()
    told = {(each["change"], each["rule"], each["contact"]) for each in lines(place)}
    assert told == {
        (kind, "owner", "role-1") for kind in ("reviewed", "need-reported", "owner-accepted")
    }
    assert audited(place) == []


def test_a_maintainer_who_answers_for_an_owner_is_recorded_as_such(place: Place) -> None:
    place.say("aalto", "/voimassa Puhelimessa sanottu", "maintainer")
    place.run()
    (line,) = lines(place)
    assert line["account"] == place.hub.person("maintainer").account
    assert (line["organisation"], line["contact"]) == ("org-a", None)
    assert audited(place) == []


def test_each_entry_of_a_run_has_its_own_note(place: Place) -> None:
    for id in ("aalto", "halla"):
        place.say(id, WORDS)
    place.run()
    told = {lines(place, commit)[0]["record"]["id"] for commit in ("main", "main~1")}
    assert told == {"aalto", "halla"}
    assert audited(place) == []


def test_what_waits_is_not_recorded_yet(place: Place) -> None:
    place.say("aalto", "/poistettava Vanhentunut")
    place.run()
    assert place.git("for-each-ref", NOTES) == ""


@pytest.mark.parametrize("at", range(1 if SOAK else REQUESTS - 4, REQUESTS + 1))
def test_a_run_killed_anywhere_leaves_it_to_the_next(place: Place, runner: Runner, at: int) -> None:
    place.say("aalto", WORDS)
    ready = threading.Event()
    jobs: list[Job] = []

    def kill(sent: Request) -> None:
        ready.wait(5)
        if sent.number == at:
            jobs[0].kill()

    place.hub.on_request = kill
    jobs.append(start(place, runner))
    ready.set()
    assert jobs[0].wait() == -9
    place.hub.on_request = None
    assert place.run().code == 0
    assert len(lines(place)) == 1
    assert audited(place) == []


@pytest.mark.parametrize("seed", range(30 if SOAK else 2))
def test_two_runs_at_once_record_each_answer_once(place: Place, runner: Runner, seed: int) -> None:
    for id in ("aalto", "halla"):
        place.say(id, WORDS)
    place.hub.faults.random(seed, 0.02 * (seed % 3))
    for job in [start(place, runner), start(place, runner)]:
        assert job.wait() in (0, 3), job.said
    place.hub.faults.clear()
    assert place.run().code == 0
    assert [len(lines(place, commit)) for commit in ("main", "main~1")] == [1, 1]
    assert audited(place) == []


def test_an_origin_that_takes_no_notes_is_told_and_nobody_is_answered(place: Place) -> None:
    """The next run records and answers."""
    hook = place.origin / "hooks/update"
    hook.write_text('#!/bin/sh\ncase "$1" in refs/notes/*) exit 1;; esac\n')
    hook.chmod(0o755)
    comment = place.say("aalto", WORDS)
    answer = place.run()
    assert answer.code == 3
    assert place.answer(comment) is None
    hook.unlink()
    assert place.run().code == 0
    assert place.answer(comment)
    assert len(lines(place)) == 1
