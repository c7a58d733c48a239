"""Owners, strangers and maintainers comment at random while runs are killed, doubled and cut."""

import random
import threading

import pytest

from governance.rules.commands.parse import Command, parse
from tests.conftest import SEED, SOAK
from tests.e2e.commands.place import Place
from tests.github import BOT
from tests.github.message import Request
from tests.helpers.command import TODAY, tp3
from tests.helpers.runner import Job, Runner

IDS = ("aalto", "halla", "lumo")
PEOPLE = ("contact", "deputy", "member", "maintainer", "stranger")
TEXTS = (
    "/voimassa Luin läpi",
    "/aktuell läst",
    "/päivitetty luku 3",
    "/behöver uppdateras kapitel 2",
    "/korvattava uusi tarvitaan",
    "/ei meidän kysykää muilta",
    "/hyväksyn",
    "/poistettava vanha",
    "/voimassa",
    "/voimasa luettu",
    "/apua",
    "Kiitos!",
    "> /voimassa luettu",
)


def act(place: Place, draw: random.Random) -> None:
    """Somebody writes, edits or deletes something."""
    person = place.hub.person(draw.choice(PEOPLE))
    comment = person.comment(place.issue(draw.choice(IDS)), draw.choice(TEXTS))
    if draw.random() < 0.1:
        person.delete_comment(comment)
    elif draw.random() < 0.1:
        place.hub.clock += 60 * place.hub.tick
        person.edit_comment(comment, draw.choice(TEXTS))


def run_badly(place: Place, runner: Runner, draw: random.Random) -> None:
    """A run that is killed, doubled or cut, while people go on."""
    arguments = ("-C", place.clone.path, "--today", "2027-03-01", "commands", "run")
    kind = draw.choice(("alone", "killed", "two", "faults", "meanwhile"))
    at = len(place.hub.requests) + draw.randint(1, 30)
    ready = threading.Event()
    jobs: list[Job] = []

    def look(sent: Request) -> None:
        ready.wait(5)
        if kind == "killed" and sent.number >= at:
            jobs[0].kill()
        if kind == "meanwhile" and sent.number == at:
            act(place, draw)

    place.hub.on_request = look
    if kind in ("two", "faults"):
        place.hub.faults.random(draw.randrange(2**32), draw.choice((0.0, 0.05, 0.2)))
    count, env = 2 if kind == "two" else 1, place.hub.environment(BOT)
    jobs.extend(runner.start(*arguments, env=env) for _ in range(count))
    ready.set()
    for job in jobs:
        assert job.wait() in (0, 3, -9), job.said
        assert "Traceback" not in job.said, job.said
    place.hub.on_request = None
    place.hub.faults.clear()


@pytest.mark.parametrize("number", range(100 if SOAK else 4))
def test_whatever_happens_each_answer_counts_once(
    place: Place, runner: Runner, number: int
) -> None:
    draw = random.Random(SEED + number)
    for _ in range(draw.randint(2, 4)):
        for _ in range(draw.randint(1, 4)):
            act(place, draw)
        run_badly(place, runner, draw)
    assert place.run().code == 0
    _is_in_order(place)
    place.writes()
    assert place.run().code == 0
    assert place.writes() == []


def errors(place: Place, rev: str) -> list[str]:
    """What is wrong with a revision."""
    found = tp3("-C", place.clone.path, "--rev", rev, *TODAY, "validate", "--format", "json")
    assert found.out, found.err
    return [each["message"] for each in found.data["problems"] if each["severity"] == "error"]


def _is_in_order(place: Place) -> None:
    waiting = [pull for pull in place.pulls() if pull["state"] == "open"]
    assert all('"waits":true' in pull["body"] for pull in waiting)
    assert sorted(place.branches()) == sorted(["main", *(p["head"]["ref"] for p in waiting)])
    place.clone.git("pull", "--quiet")
    assert errors(place, "HEAD") == errors(place, "HEAD~" + str(len(place.commits()) - 1))
    for id in IDS:
        reviews = place.record(id).get("reviews", [])
        assert sum(each["outcome"] != "not-mine" for each in reviews) <= 1
        sources = [each["source"] for each in reviews]
        assert len(set(sources)) == len(sources)
        comments = {each["html_url"]: each for each in place.hub.comments(place.issue(id))}
        for review in reviews:
            comment = comments.get(review["source"])
            if comment is None:  # deleted since
                continue
            answer = place.answer(comment["id"])
            assert answer is not None
            assert review["evidence"] in answer
    _are_answered(place)


def _are_answered(place: Place) -> None:
    """Every command of somebody who may answer has its answer."""
    for id in IDS:
        owners = {"lumo": ("member",)}.get(id, ("contact", "deputy"))
        for comment in place.hub.comments(place.issue(id)):
            found = parse(comment["body"])
            if isinstance(found, Command) and comment["user"]["login"] in (*owners, "maintainer"):
                assert place.answer(comment["id"]), comment["body"]
