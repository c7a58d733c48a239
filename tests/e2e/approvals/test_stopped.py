"""Runs that are cut, killed or answered badly at any request: the next one sets all right."""

import threading

import pytest

from tests.conftest import SOAK
from tests.e2e.approvals.place import Place
from tests.github import BOT, Fault
from tests.github.message import Request
from tests.helpers.runner import Job, Runner

MOST = 16  # requests of a run that tells of one pull request for the first time


def must_be_told(place: Place, number: int) -> None:
    """Once, and a further run writes nothing."""
    assert len(place.said(number)) == 1
    assert place.state(number) == "pending"
    place.writes()
    assert place.run("run").code == 0
    assert place.writes() == []


def forget(place: Place, number: int) -> None:
    """As if nothing had been told yet."""
    place.hub.world.statuses.clear()
    for each in place.hub.comments(number):
        place.hub.person("maintainer").delete_comment(each["id"])
    place.hub.requests.clear()


@pytest.mark.parametrize("offset", range(len(Fault) if SOAK else 1))
def test_a_fault_at_any_request_changes_nothing(place: Place, offset: int) -> None:
    number = place.open()
    faults = list(Fault)
    for at in range(1, MOST + 1):
        place.hub.faults.at(at, faults[(at + offset) % len(faults)])
        assert place.run("run").code == 0
        assert len(place.hub.requests) < MOST + 5
        assert (len(place.said(number)), place.state(number)) == (1, "pending")
        place.hub.faults.clear()
        forget(place, number)


@pytest.mark.parametrize("at", range(1, MOST) if SOAK else ("comments", "statuses"))
def test_a_run_killed_anywhere_is_finished_by_the_next(
    place: Place, runner: Runner, at: int | str
) -> None:
    number = place.open()
    ready = threading.Event()
    jobs: list[Job] = []

    def kill(sent: Request) -> None:
        ready.wait(5)
        is_write = sent.method == "POST" and f"/{at}" in sent.path
        if is_write or sent.number == at:
            jobs[0].kill()

    place.hub.on_request = kill
    jobs.append(start(place, runner))
    ready.set()
    assert jobs[0].wait() == -9
    place.hub.on_request = None
    assert place.run("run").code == 0
    must_be_told(place, number)


def start(place: Place, runner: Runner) -> Job:
    arguments = ("-C", place.clone.path, "--today", "2027-03-01", "approvals", "run")
    return runner.start(*arguments, env=place.hub.environment(BOT))


@pytest.mark.parametrize("seed", range(30 if SOAK else 1))
def test_two_runs_beside_each_other_leave_one_comment(
    place: Place, runner: Runner, seed: int
) -> None:
    number = place.open()
    place.hub.faults.random(seed, 0.02 * (seed % 3))
    jobs = [start(place, runner) for _ in range(2)]
    assert {job.wait() for job in jobs} <= {0, 3}
    place.hub.faults.clear()
    assert place.run("run").code == 0
    must_be_told(place, number)


def test_where_nothing_can_be_written_it_is_told(place: Place) -> None:
    number = place.open()
    permissions = place.hub.person(BOT).permissions
    assert permissions is not None
    permissions["pull-requests"] = "read"
    answer = place.run("run")
    assert (answer.code, "not judged" in answer.out) == (3, True)
    assert place.state(number) == "error"
    permissions["pull-requests"] = "write"
    assert place.run("run").code == 0
    must_be_told(place, number)


def test_an_origin_that_is_gone_is_told(place: Place) -> None:
    place.open()
    place.clone.git("remote", "set-url", "origin", str(place.origin.parent / "nowhere.git"))
    answer = place.run("run")
    assert answer.code == 3
    assert place.run("check", "--pull", 1).code == 3
    assert place.run("record").code == 3
