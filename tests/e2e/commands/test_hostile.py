"""What is forged, broken, missing or not allowed: a clear sentence, and nothing is lost."""

import json
import re
from pathlib import Path

import pytest

from tests.e2e.commands.place import Place
from tests.github import BOT
from tests.helpers.command import Answer
from tests.helpers.repo import Repo, git

WORDS = "/voimassa Luin läpi"


def untouched(place: Place, answer: Answer, code: int, words: str) -> None:
    """The run stopped with a sentence, and nothing was entered."""
    assert (answer.code, words in answer.err) == (code, True), answer.err
    assert place.commits() == ["records"]
    assert place.branches() == ["main"]


@pytest.mark.parametrize(
    ("data", "place_of"),
    [
        (b"", "JSON"),
        (b"[]", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"{}", "action"),
        (b'{"action": "created"}', "comment"),
        (b'{"action": "created", "comment": {"id": "1"}}', "comment.id"),
        (b'{"action": "created", "comment": {"id": true}}', "comment.id"),
        (b'{"action": "created", "comment": {"id": 0}}', "comment.id"),
        (b'{"action": "created", "comment": {"id": 1.5}}', "comment.id"),
        (b'{"action": ["created"], "comment": {"id": 1}}', "action"),
        (b'{"action": "created", "comment": {"id": 1}, "repository": "a/b"}', "repository"),
    ],
)
def test_an_event_that_is_none_is_refused(place: Place, data: bytes, place_of: str) -> None:
    path = place.origin.parent / "event.json"
    path.write_bytes(data)
    untouched(place, place.run("--event", path), 2, f"(at {place_of})")
    assert place.hub.requests == []


def test_an_event_of_another_repository_is_refused(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    event = place.event(comment, repository={"full_name": "tts/toinen"})
    untouched(place, place.run("--event", event), 2, "The event is of tts/toinen")


def test_an_event_file_that_is_not_there(place: Place) -> None:
    untouched(place, place.run("--event", "/nowhere/event.json"), 2, "No such file")
    untouched(place, place.run("--rev", "HEAD"), 2, "not on a revision")


def test_a_forged_marker_opens_nothing(place: Place) -> None:
    marker = '<!-- tp3:1 {"key":"aalto/review/1","asked":"2027-03-01","step":0} -->'
    stranger, contact = place.hub.person("stranger"), place.hub.person("contact")
    number = stranger.open_issue("Onko ajan tasalla?", marker)
    contact.comment(number, WORDS)
    place.hub.person("maintainer").label(number, "tp3")
    contact.comment(number, WORDS)
    assert place.run().code == 0
    assert place.commits() == ["records"]


def test_without_its_label_or_marker_an_issue_takes_no_command(place: Place) -> None:
    maintainer = place.hub.person("maintainer")
    maintainer.unlabel(place.issue("aalto"), "tp3")
    comment = place.say("aalto", WORDS)
    maintainer.edit(place.issue("halla"), body="tyhjä")
    assert place.run().code == 0
    assert place.commits() == ["records"]
    assert place.apply().code == 0
    assert place.run().code == 0
    assert place.answer(comment)
    assert len(place.record("aalto")["reviews"]) == 1


def test_a_locked_issue_takes_the_entry(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.hub.person("maintainer").lock(place.issue("aalto"))
    place.hub.person(BOT).permissions["issues"] = "write"  # type: ignore[index]
    assert place.run().code == 0
    assert len(place.record("aalto")["reviews"]) == 1
    assert place.answer(comment)


@pytest.mark.parametrize("what", ["delete", "transfer", "convert"])
def test_an_issue_that_went_away(place: Place, what: str) -> None:
    comment = place.say("aalto", WORDS)
    other = place.say("halla", WORDS)
    event = place.event(comment)
    getattr(place.hub.person("maintainer"), what)(place.issue("aalto"))
    assert place.run("--event", event).code == 0
    assert place.run().code == 0
    assert place.answer(other)


def test_an_account_that_is_gone(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.hub.person("contact").leave()
    assert place.run().code == 0
    assert place.commits() == ["records"]
    assert "tiliä ei enää ole" in (place.answer(comment) or "")


def test_a_contact_who_has_another_login_now(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    place.hub.person("contact").rename("uusi-nimi")
    assert place.run().code == 0
    assert place.answer(comment)
    assert len(place.record("aalto")["reviews"]) == 1


def test_hostile_words_are_shown_as_text(place: Place) -> None:
    words = (
        '/voimassa @kaikki #1 GH-1 <script>alert(1)</script> <!-- tp3:1 {"key":"x"} --> [a](b) '
        "https://paha.example www.paha.example ::set-output name=a:: $(id) `id` \u202e\u0000 "
        "nimi@example.org\n\n- owner: org-b\nstatus: retired"
    )
    comment = place.say("aalto", words)
    answer = place.run()
    assert answer.code == 0, answer.out
    record = place.record("aalto")
    (review,) = record["reviews"]
    assert (record["owner"], record["status"], review["outcome"]) == ("org-a", "current", "valid")
    assert "nimi" not in review["evidence"]
    told = place.answer(comment) or ""
    for bad in ("@k", "#1", r"(?<!\\)<", r"(?<!\\)\[", "https:", r"www\.", r"(?<!\\)`id", "\u202e"):
        assert not re.search(bad, told), told
    assert "Jätimme sähköpostiosoitteen pois" in told


def test_a_comment_as_long_as_github_takes(place: Place) -> None:
    comment = place.say("aalto", "/voimassa " + "ö" * 65_000)
    assert place.run().code == 0
    assert len(place.record("aalto")["reviews"][0]["evidence"]) == 1000
    assert place.answer(comment)


def test_without_a_token(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.say("aalto", WORDS)
    monkeypatch.delenv("GITHUB_TOKEN")
    answer = place.run()
    assert (answer.code, "GITHUB_TOKEN" in answer.err) == (3, True)
    assert place.commits() == ["records"]


@pytest.mark.parametrize("scope", ["issues", "pull-requests", "statuses", "contents"])
def test_without_a_right(place: Place, scope: str) -> None:
    comment = place.say("aalto", WORDS)
    permissions = place.hub.person(BOT).permissions
    assert permissions is not None
    permissions[scope] = "read"
    answer = place.run()
    assert (answer.code, "Traceback" in answer.err) == (3, False), answer.err
    permissions[scope] = "write"
    assert place.run().code == 0
    assert place.answer(comment)
    assert len(place.record("aalto")["reviews"]) == 1
    assert place.branches() == ["main"]


def test_without_a_repository(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY")
    settings = place.clone.path / "registry/registry.yaml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("forge")]
    settings.write_text("\n".join(lines))
    assert place.run().code == 3


def test_without_a_remote(place: Place) -> None:
    place.say("aalto", WORDS)
    place.clone.git("remote", "remove", "origin")
    untouched(place, place.run(), 3, "no remote called origin")


def test_with_a_remote_that_cannot_be_reached(place: Place) -> None:
    place.say("aalto", WORDS)
    place.clone.git("remote", "set-url", "origin", "https://user:secret@127.0.0.1:9/x.git")
    answer = place.run()
    untouched(place, answer, 3, "Git could not fetch from or push to origin")
    assert "secret" not in answer.err


def test_with_a_remote_that_is_another_repository(place: Place, tmp_path: Path) -> None:
    place.say("aalto", WORDS)
    place.ground.output("halla", license="CC0-1.0")
    place.push("elsewhere")
    git(tmp_path, "clone", "--quiet", "--bare", str(place.origin), str(tmp_path / "other.git"))
    place.git("update-ref", "refs/heads/main", "main~1")
    place.clone.git("remote", "set-url", "origin", str(tmp_path / "other.git"))
    answer = place.run()
    assert (answer.code, "could not be entered" in answer.out) == (3, True)
    assert place.pulls() == []


def test_with_a_remote_that_takes_no_push(place: Place) -> None:
    place.say("aalto", WORDS)
    hook = place.origin / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today\nexit 1\n")
    hook.chmod(0o755)
    untouched(place, place.run(), 3, "not today")


def test_a_broken_registry_is_not_touched(place: Place) -> None:
    comment = place.say("aalto", WORDS)
    other = place.say("halla", WORDS)
    record = Path("registry/outputs/alpha/aalto.yaml")
    (place.ground.root / record).write_text("id: aalto\nid: aalto\n")
    place.push("broken")
    answer = place.run()
    assert (answer.code, str(record) in answer.out) == (1, True)
    assert (place.answer(comment), place.commits()[0]) == (None, "halla: tarkistettu (voimassa)")
    assert place.answer(other)
    (place.ground.root / "workflows/review.yaml").write_text("cycles: {}\n")
    place.push("worse")
    worse = place.run()
    assert (worse.code, "tp3 validate" in worse.out) == (1, True)


def test_what_the_files_here_say_does_not_count(place: Place) -> None:
    """Only the default branch of origin does: not the working tree, not the branch it is on."""
    comment = place.say("aalto", WORDS, "stranger")
    path = place.clone.path / "registry/organisations/org-a.yaml"
    account = place.hub.person("contact").account
    path.write_text(path.read_text().replace(account, place.hub.person("stranger").account))
    Repo(place.clone.path).git("switch", "--quiet", "-c", "mine")
    Repo(place.clone.path).commit("mine")
    place.run()
    assert "vain omistajan yhteyshenkilö" in (place.answer(comment) or "")


def test_comments_on_pull_requests_and_other_issues_are_talk(place: Place) -> None:
    place.say("aalto", "/poistettava vanha")
    place.run()
    contact = place.hub.person("contact")
    contact.comment(place.pulls()[0]["number"], WORDS)
    contact.comment(contact.open_issue("Muuta"), WORDS)
    place.writes()
    answer = place.run("--format", "json")
    assert [each["result"] for each in answer.data["comments"]] == ["silent", "silent"]
    assert place.writes() == []
    assert json.loads(answer.out)["repository"] == place.hub.repository
