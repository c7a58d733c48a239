"""Two answers about one output at the same moment: neither is lost."""

import pytest
import yaml

from tests.conftest import SOAK
from tests.e2e.commands.place import Place
from tests.github import BOT
from tests.github.message import Request

ENTERED, WAITS = "/ei-meidän ei kuulu meille", "/poistettava vanha"
# Of the requests of a run by an event, those around which it writes: all where there is time.
ENTERING = range(1, 15) if SOAK else (5, 6, 7, 10, 11)
WAITING = range(1, 12) if SOAK else (5, 6, 7, 8, 9)


def run_both(place: Place, first: int, second: int, at: int) -> None:
    """Carry out a comment, and the other one when its run sends the request number `at`."""
    left = [at]

    def when(_: Request) -> bool:
        left[0] -= 1
        return left[0] == 0

    place.meanwhile(when, lambda: carried_on(place, second))
    carried_on(place, first)
    assert left[0] <= 0
    place.hub.on_request = None


def carried_on(place: Place, comment: int) -> None:
    """A run for a comment alone."""
    assert place.run("--event", place.event(comment)).code == 0


def must_wait(place: Place, comment: int) -> None:
    """What the comment was promised: its own entry, in a pull request that is open."""
    told = place.answer(comment) or ""
    (pull,) = (each for each in place.pulls() if each["state"] == "open")
    assert f"tarvitaan vielä muidenkin kuin omistajan hyväksyntä: #{pull['number']}" in told
    assert pull["body"].startswith(f'<!-- tp3-entry:1 {{"comment":{comment},"waits":true}} -->')
    text = place.git("show", f"{pull['head']['sha']}:registry/outputs/alpha/aalto.yaml")
    record = yaml.load(text, Loader=yaml.BaseLoader)
    assert (record["status"], record["reviews"][-1]["outcome"]) == ("retired", "retire")
    assert place.git("rev-parse", "tp3/review/aalto") == pull["head"]["sha"]


@pytest.mark.parametrize("at", ENTERING)
def test_an_answer_that_waits_outlives_one_that_is_entered(place: Place, at: int) -> None:
    entered, waits = place.say("aalto", ENTERED), place.say("aalto", WAITS, "deputy")
    run_both(place, entered, waits, at)
    place.run()
    told = place.answer(entered) or ""
    if "odottaa jo toinen vastaus" in told:
        assert place.commits() == ["records"]
    else:
        assert [each["outcome"] for each in place.record("aalto")["reviews"]] == ["not-mine"]
    must_wait(place, waits)


@pytest.mark.parametrize("at", WAITING)
def test_one_that_is_entered_leaves_what_waits(place: Place, at: int) -> None:
    entered, waits = place.say("aalto", ENTERED), place.say("aalto", WAITS, "deputy")
    run_both(place, waits, entered, at)
    place.run()
    assert place.answer(entered)
    must_wait(place, waits)


def test_what_was_pushed_over_is_given_back(place: Place) -> None:
    """Its run had pushed and been stopped; it is carried on while another one is about to push."""
    entered, waits = place.say("aalto", ENTERED), place.say("aalto", WAITS, "deputy")
    permissions = place.hub.person(BOT).permissions
    assert permissions is not None
    permissions["pull-requests"] = "read"
    assert place.run("--event", place.event(waits)).code == 3
    assert place.branches() == ["main", "tp3/review/aalto"]
    permissions["pull-requests"] = "write"
    place.meanwhile(
        lambda sent: sent.path.endswith("/git/ref/heads/main"),
        lambda: carried_on(place, waits),
    )
    carried_on(place, entered)
    assert "odottaa jo toinen vastaus" in (place.answer(entered) or "")
    must_wait(place, waits)


def test_a_run_that_waits_is_carried_on_to_its_end(place: Place) -> None:
    """Also where it was stopped before it said that the registry is valid."""
    waits = place.say("aalto", WAITS)
    permissions = place.hub.person(BOT).permissions
    assert permissions is not None
    permissions["statuses"] = "read"
    assert place.run().code == 3
    permissions["statuses"] = "write"
    place.ground.output("halla", license="CC0-1.0")
    place.push("more")
    assert place.run().code == 0
    must_wait(place, waits)
    (pull,) = place.pulls()
    (status,) = place.hub.world.statuses[pull["head"]["sha"]]
    assert status["state"] == "success"
    assert place.git("merge-base", "main", "tp3/review/aalto") == place.git("rev-parse", "main")


def test_what_another_comment_has_left_behind_is_closed(place: Place) -> None:
    left = place.say("aalto", ENTERED)
    permissions = place.hub.person(BOT).permissions
    assert permissions is not None
    permissions["statuses"] = "read"
    assert place.run().code == 3
    permissions["statuses"] = "write"
    place.hub.person("contact").delete_comment(left)
    waits = place.say("aalto", WAITS, "deputy")
    assert place.run().code == 0
    must_wait(place, waits)
    assert [pull["state"] for pull in place.pulls()] == ["open", "closed"]
    assert place.commits() == ["records"]


def test_what_a_maintainer_has_turned_down_is_not_in_the_way(place: Place) -> None:
    place.say("aalto", WAITS)
    place.run()
    (pull,) = place.pulls()
    maintainer = place.hub.person("maintainer")
    path = f"/repos/{place.hub.repository}/pulls/{pull['number']}"
    place.hub.do(maintainer, "PATCH", path, {"state": "closed"})
    comment = place.say("aalto", "/voimassa Onpas")
    assert place.run().code == 0
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")
    assert place.branches() == ["main"]


def test_what_came_into_the_default_branch_before_the_merge_is_read_first(place: Place) -> None:
    """The pull request stands: GitHub would merge it, whatever else there is by now."""
    comment = place.say("aalto", "/voimassa Luin läpi")

    def change() -> None:
        place.ground.output("aalto", status="retired")
        place.push("retired")

    place.meanwhile(lambda sent: sent.method == "POST" and "/statuses/" in sent.path, change)
    assert place.run().code == 0
    assert place.record("aalto").get("reviews", []) == []
    assert place.commits() == ["retired", "records"]
    assert place.answer(comment)
