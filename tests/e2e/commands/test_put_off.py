"""An answer that cannot be entered yet: its author is told so once, and it is tried again."""

from tests.e2e.commands.place import Place
from tests.helpers.command import tp3
from tests.helpers.promised import must_be_promised

WORDS = "/voimassa Luin läpi"


def notices(place: Place, comment: int, id: str = "aalto") -> list[str]:
    """What was said of an answer that must wait."""
    line = f'<!-- tp3-later:1 {{"comment":{comment}}} -->\n'
    bodies = (each["body"] for each in place.hub.comments(place.issue(id)))
    return [body.removeprefix(line) for body in bodies if body.startswith(line)]


def test_it_is_told_once_and_entered_when_all_is_well(place: Place) -> None:
    place.git("branch", "tp3/review", "main")
    comment, other = place.say("aalto", WORDS), place.say("lumo", "/hjalp", "member")
    answer = place.run("--format", "json")
    assert answer.code == 1
    must_be_promised("commands run", answer.data)
    found = {each["comment"]: (each["result"], each["reply"]) for each in answer.data["comments"]}
    assert found == {comment: ("failed", "later"), other: ("answered", "help")}
    (told,) = notices(place, comment)
    assert told.startswith("Kiitos! Vastaustasi ei voitu vielä kirjata")
    place.writes()
    assert place.run().code == 1
    assert place.writes() == []
    number = place.issue("aalto")
    before = len(place.hub.comments(number))
    later = ("-C", place.clone.path, "--today", "2027-03-15", "issues", "apply")
    assert tp3(*later).code == 0  # who has answered is not reminded
    assert len(place.hub.comments(number)) == before
    place.git("branch", "-D", "tp3/review")
    assert place.run(today=("--today", "2027-03-04")).code == 0
    assert place.record("aalto")["reviews"][0]["date"] == "2027-03-01"
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")
    assert len(notices(place, comment)) == 1
    place.writes()
    assert place.run().out == ""


def test_of_a_broken_registry_only_its_people_are_told(place: Place) -> None:
    (place.ground.root / "workflows/review.yaml").write_text("cycles: {}\n")
    place.push("broken")
    comments = [place.say("aalto", WORDS, who) for who in ("contact", "maintainer", "stranger")]
    talk = [place.say("aalto", text) for text in ("/apua", "/voimasa luettu", "Kiitos!")]
    assert place.run().code == 1
    told = [len(notices(place, each)) for each in (*comments, *talk)]
    assert told == [1, 1, 0, 0, 0, 0]
    assert [place.answer(each) for each in (*comments, *talk)] == [None] * 6
    place.writes()
    assert place.run().code == 1
    assert place.writes() == []


def test_of_a_broken_record_as_well(place: Place) -> None:
    (place.ground.root / "registry/outputs/alpha/aalto.yaml").write_text("id: aalto\nid: aalto\n")
    place.push("broken")
    comment = place.say("aalto", "/aktuell Läst")
    stranger = place.say("aalto", WORDS, "stranger")
    assert place.run().code == 1
    assert notices(place, comment)[0].startswith("Tack! Ditt svar kunde inte antecknas ännu")
    assert notices(place, stranger) == []


def test_two_notices_are_one(place: Place) -> None:
    place.git("branch", "tp3", "main")
    comment = place.say("aalto", WORDS)
    place.meanwhile(
        lambda sent: sent.method == "POST" and sent.path.endswith("/comments"),
        lambda: _run(place),
    )
    assert place.run().code == 1
    place.hub.on_request = None
    assert len(notices(place, comment)) == 1


def test_a_forged_notice_hides_nothing(place: Place) -> None:
    place.git("branch", "tp3", "main")
    comment = place.say("aalto", WORDS)
    line = f'<!-- tp3-later:1 {{"comment":{comment}}} -->'
    place.hub.person("stranger").comment(place.issue("aalto"), f"{line}\r\nEi kirjata.")
    place.run()
    assert len(notices(place, comment)) == 1


def _run(place: Place) -> None:
    assert place.run().code == 1
