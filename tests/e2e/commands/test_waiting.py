"""Who has answered is not reminded, though others must approve her answer."""

from tests.e2e.commands.place import Place
from tests.helpers.command import tp3


def test_the_ladder_waits_while_an_answer_waits_for_approval(place: Place) -> None:
    place.say("aalto", "/poistettava Tätä ei enää tarvita.")
    assert place.run().code == 0
    assert place.pulls()[0]["state"] == "open"
    number = place.issue("aalto")
    before = len(place.hub.comments(number))
    for day in ("2027-03-15", "2027-04-12"):
        answer = tp3("-C", place.clone.path, "--today", day, "issues", "apply")
        assert answer.code == 0, answer.err
    assert len(place.hub.comments(number)) == before
    other = place.issue("halla")
    assert any('"step":1}' in each["body"] for each in place.hub.comments(other))
