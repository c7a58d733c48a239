"""Runs that come late, twice, at the same moment, or are stopped: one entry, one answer."""

import threading
from pathlib import Path

import pytest

from tests.conftest import SOAK
from tests.e2e.commands.place import Place
from tests.github import BOT, Fault
from tests.github.message import Request
from tests.helpers.command import tp3
from tests.helpers.promised import must_be_promised
from tests.helpers.runner import Job, Runner

REQUESTS = 14  # of a run that enters one answer
WORDS = "/voimassa Luin läpi"


def is_done(place: Place, comment: int) -> None:
    """Everything that one answer is to make is there, and nothing else."""
    assert len(place.record("aalto")["reviews"]) == 1
    assert place.commits() == ["aalto: tarkistettu (voimassa)", "records"]
    assert place.branches() == ["main"]
    assert [pull["state"] for pull in place.pulls()] == ["closed"] * len(place.pulls())
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")


def start(place: Place, runner: Runner) -> Job:
    arguments = ("-C", place.clone.path, "--today", "2027-03-01", "commands", "run")
    return runner.start(*arguments, env=place.hub.environment(BOT))


def test_a_second_run_does_nothing(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.run()
    assert len(place.hub.requests) == REQUESTS
    place.writes()
    answer = place.run()
    assert (answer.code, answer.out, answer.err) == (0, "", "There are no new answers.\n")
    assert [str(sent) for sent in place.hub.requests] == [
        f"1 {BOT}: GET /repos/tts/rekisteri/issues/comments -> 200"
    ]
    is_done(place, comment)


def test_an_event_is_carried_out_and_the_sweep_finds_nothing_left(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    answer = place.run("--event", place.event(comment), "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.data["revision"] == place.git("rev-parse", "main")
    must_be_promised("commands run", answer.data)
    (handled,) = answer.data["comments"]
    assert handled | {"commit": None, "url": None} == {
        "comment": comment, "issue": place.issue("aalto"), "url": None, "output": "aalto",
        "result": "entered", "reply": "entered.valid", "commit": None,
        "pull": place.pulls()[0]["number"],
    }  # fmt: skip
    assert handled["commit"] == place.git("rev-parse", "main")
    is_done(place, comment)
    place.writes()
    assert place.run().out == ""
    again = place.run("--event", place.event(comment))
    assert (again.code, "had been answered already" in again.out) == (0, True)
    assert place.writes() == []


def test_an_event_is_of_its_comment_alone(place: Place) -> None:
    missed = place.say("halla", WORDS)
    comment = place.say("aalto", WORDS)
    place.run("--event", place.event(comment))
    is_done(place, comment)
    assert place.answer(missed) is None
    place.run()
    assert place.answer(missed)


def test_what_was_missed_is_carried_out_on_its_own_day(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    assert place.run(today=("--today", "2027-03-12")).code == 0
    is_done(place, comment)
    assert place.record("aalto")["reviews"][0]["date"] == "2027-03-01"


def test_a_comment_of_tomorrow_is_not_entered_today(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    answer = place.run(today=("--today", "2027-02-10"))
    assert answer.code == 1
    assert "it was written on 1 Mar 2027, and today would be 10 Feb 2027" in answer.out
    assert place.writes() == []
    assert place.commits() == ["records"]
    assert place.run().code == 0
    assert place.record("aalto")["reviews"][0]["date"] == "2027-03-01"
    assert place.answer(comment)


def test_what_is_older_than_two_weeks_is_left_to_people(place: Place) -> None:
    place.say("aalto", WORDS)
    assert place.run(today=("--today", "2027-03-17")).out == ""


@pytest.mark.parametrize("action", ["edited", "deleted"])
def test_only_a_new_comment_counts(place: Place, action: str) -> None:
    comment = place.say("aalto", WORDS)
    assert place.run("--event", place.event(comment, action=action)).out == ""
    assert place.commits() == ["records"]


def test_a_comment_that_was_deleted_or_edited_since_the_event(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.hub.tick *= 60
    place.hub.person("contact").edit_comment(comment, "Hups.")
    assert "nothing to answer" in place.run("--event", place.event(comment)).out
    place.hub.person("contact").delete_comment(comment)
    assert place.run("--event", place.event(comment)).out == ""
    assert place.commits() == ["records"]


@pytest.mark.parametrize("at", range(1, REQUESTS + 1))
def test_a_run_killed_anywhere_is_finished_by_the_next(
    place: Place, runner: Runner, at: int
) -> None:
    comment = place.say("aalto", WORDS)
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
    is_done(place, comment)
    place.writes()
    assert place.run().code == 0
    assert place.writes() == []


# Every fault at every request where there is time for it, else each request with one of them.
FAULTS = [
    (at, fault)
    for at in range(1, REQUESTS + 1)
    for number, fault in enumerate(Fault)
    if SOAK or (number - at) % len(Fault) == 0
]


@pytest.mark.parametrize(("at", "fault"), FAULTS)
def test_a_fault_anywhere_changes_nothing(place: Place, at: int, fault: Fault) -> None:
    comment = place.say("aalto", WORDS)
    place.hub.faults.at(at, fault)
    code = place.run().code
    assert code in (0, 3)
    assert place.run().code == 0
    is_done(place, comment)


@pytest.mark.parametrize("seed", range(60 if SOAK else 3))
def test_two_runs_at_once_make_one_entry_and_one_answer(
    place: Place, runner: Runner, seed: int
) -> None:
    comments = [place.say(id, WORDS) for id in ("aalto", "halla")]
    stranger = place.say("halla", WORDS, "stranger")
    place.hub.faults.random(seed, 0.02 * (seed % 3))
    jobs = [start(place, runner), start(place, runner)]
    for job in jobs:
        assert job.wait() in (0, 3), job.said
        assert "Traceback" not in job.said
    place.hub.faults.clear()
    assert place.run().code == 0
    for id in ("aalto", "halla"):
        assert len(place.record(id)["reviews"]) == 1
    assert all(place.answer(each) for each in (*comments, stranger))
    assert place.branches() == ["main"]
    assert all(pull["state"] == "closed" for pull in place.pulls())


def test_an_answer_that_was_given_twice_is_taken_back_once(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.run()
    body = f'<!-- tp3-answer:1 {{"comment":{comment}}} -->\nKiitos!'
    place.hub.person(BOT).comment(place.issue("aalto"), body)
    place.run()
    is_done(place, comment)


def test_a_forged_answer_hides_nothing(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    body = f'<!-- tp3-answer:1 {{"comment":{comment}}} -->\nKiitos!'
    place.hub.person("stranger").comment(place.issue("aalto"), body)
    assert place.run().code == 0
    assert len(place.record("aalto")["reviews"]) == 1


def test_the_same_entry_by_two_comments_is_one_review(place: Place) -> None:
    first, second = (place.say("aalto", WORDS) for _ in range(2))
    place.run()
    is_done(place, first)
    assert "on jo tehty" in (place.answer(second) or "")


def test_a_reverted_entry_is_not_made_again(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.run()
    place.git("update-ref", "refs/heads/main", "main~1")
    place.writes()
    assert place.run().out == ""
    assert place.writes() == []
    assert place.answer(comment)


def test_a_bare_clone_will_do(place: Place, tmp_path: Path) -> None:
    comment = place.say("aalto", WORDS)
    place.clone.git("clone", "--quiet", "--bare", str(place.origin), str(tmp_path / "bare.git"))
    answer = tp3("-C", tmp_path / "bare.git", "--today", "2027-03-01", "commands", "run")
    assert answer.code == 0, answer.err
    is_done(place, comment)


def test_a_shallow_clone_will_do(place: Place, tmp_path: Path) -> None:
    comment = place.say("aalto", WORDS)
    place.ground.output("halla", license="CC0-1.0")
    place.push("more")
    shallow = tmp_path / "shallow"
    place.clone.git("clone", "--quiet", "--depth=1", f"file://{place.origin}", str(shallow))
    answer = tp3("-C", shallow, "--today", "2027-03-01", "commands", "run")
    assert answer.code == 0, answer.err
    assert place.answer(comment)
