"""Many write, or write again and again: the night is theirs who may answer, and we say little."""

from collections import Counter

from tests.e2e.commands.place import ANSWER, Place
from tests.github import BOT

WORDS = "/voimassa Luin läpi"
MANY = 250


def answers(place: Place, id: str) -> list[str]:
    """The first words of our answers in an issue."""
    bodies = (each["body"] for each in place.hub.comments(place.issue(id)))
    return [body[start.end() :].split("!")[0] for body in bodies if (start := ANSWER.match(body))]


def test_a_night_costs_what_is_new_and_not_what_strangers_wrote(place: Place) -> None:
    number, stranger = place.issue("aalto"), place.hub.person("stranger")
    for _ in range(MANY):
        stranger.comment(number, WORDS)
    comment = place.say("aalto", WORDS)
    place.hub.requests.clear()
    assert place.run().code == 0
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")
    asked = Counter(f"{sent.method} {sent.path.rpartition('/')[2]}" for sent in place.hub.requests)
    assert asked["POST comments"] == 2  # the answer, and one to the stranger
    assert len(place.hub.requests) < 40, asked
    place.hub.requests.clear()
    assert place.run().code == 0
    # Three pages of the repository's comments, the issue, and three pages of its own.
    assert len(place.hub.requests) == 8, asked
    assert place.writes() == []


def test_who_may_answer_does_not_wait_for_others(place: Place) -> None:
    for who in ("stranger", "triager", "contact", "colleague", "maintainer", "member"):
        place.say("aalto" if who != "member" else "halla", WORDS, who)
    lines = place.run().out.splitlines()
    order = [line.split("\t")[0].rpartition("-")[2] for line in lines]
    people = {
        str(each["id"]): each["user"]["login"]
        for id in ("aalto", "halla")
        for each in place.hub.comments(place.issue(id))
    }
    names = [people[each] for each in order]
    assert names == ["contact", "maintainer", "stranger", "triager", "colleague", "member"]


def test_a_stranger_who_takes_her_words_back_is_answered_once(place: Place) -> None:
    stranger = place.hub.person("stranger")
    for _ in range(4):
        comment = place.say("aalto", WORDS, "stranger")
        assert place.run("--event", place.event(comment)).code == 0
        stranger.delete_comment(comment)
    assert len(answers(place, "aalto")) == 1
    comment = place.say("halla", WORDS, "stranger")
    place.run()
    assert place.answer(comment)


def test_a_contact_is_answered_whatever_others_took_back(place: Place) -> None:
    lost = place.say("aalto", WORDS, "stranger")
    place.run()
    place.hub.person("stranger").delete_comment(lost)
    asked, talk = place.say("aalto", "/apua"), place.say("aalto", WORDS, "member")
    place.run()
    assert "Näin vastaat" in (place.answer(asked) or "")
    assert place.answer(talk)  # of another organisation in the registry


def test_what_people_wrote_is_never_deleted(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    marker = f'<!-- tp3-answer:1 {{"comment":{comment}}} -->'
    for who in ("member", "maintainer", "colleague"):
        for text in ("ensimmäinen", "toinen"):
            place.hub.person(who).comment(place.issue("aalto"), f"{marker}\n{who} {text}")
    before = len(place.hub.comments(place.issue("aalto")))
    place.run()
    place.run("--event", place.event(comment))
    bodies = [each["body"] for each in place.hub.comments(place.issue("aalto"))]
    assert len(bodies) == before
    place.hub.person(BOT).comment(place.issue("aalto"), f"{marker}\nKiitos")
    place.run()
    assert [each["body"] for each in place.hub.comments(place.issue("aalto"))] == bodies


def test_one_fetch_an_issue_will_do(place: Place) -> None:
    """Nothing is asked of Git for what is passed over in silence."""
    stranger = place.hub.person("stranger")
    for _ in range(20):
        stranger.comment(place.issue("aalto"), WORDS)
    place.run()
    log = place.origin.parent / "fetches"
    hook = place.clone.path.parent / "upload-pack"
    hook.write_text(f'#!/bin/sh\necho >>"{log}"\nexec git-upload-pack "$@"\n')
    hook.chmod(0o755)
    place.clone.git("config", "remote.origin.uploadpack", str(hook))
    assert place.run().code == 0
    assert len(log.read_text()) <= 3
