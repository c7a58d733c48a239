"""What other people have on the branches that answers need: never touched, and told of."""

from pathlib import Path

import pytest

from tests.e2e.commands.place import Place
from tests.helpers.repo import Repo, git

WORDS = "/voimassa Luin läpi"
BRANCH = "tp3/review/aalto"


def work(place: Place, branch: str, *, base: str = "main") -> str:
    """A colleague's commit on a branch of the origin."""
    path = place.origin.parent / "work"
    if not path.exists():
        git(place.origin.parent, "clone", "--quiet", str(place.origin), str(path))
    repo = Repo(path)
    repo.git("fetch", "--quiet")
    repo.git("switch", "--quiet", "--force-create", branch, f"origin/{base}")
    Path(path / "NOTES.md").write_text(f"My words on {branch}")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message", "My own work")
    repo.git("push", "--quiet", "origin", branch)
    return place.git("rev-parse", branch)


def must_be_left(place: Place, comment: int, tip: str, where: str) -> None:
    """Nothing of it was changed, it is named, and the others have their answers."""
    other = place.say("halla", WORDS)
    answer = place.run()
    assert answer.code == 1
    assert f"The branch {BRANCH} has somebody else's work: {where}." in answer.out
    assert place.git("rev-parse", BRANCH) == tip
    assert "Tarkistus on kirjattu" in (place.answer(other) or "")
    assert (place.answer(comment), "reviews" in place.record("aalto")) == (None, False)


def test_a_colleague_s_branch_is_left(place: Place) -> None:
    tip = work(place, BRANCH)
    comment = place.say("aalto", WORDS)
    must_be_left(place, comment, tip, tip[:12])
    place.git("branch", "-m", BRANCH, "mine")
    assert place.run().code == 0
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")


@pytest.mark.parametrize("base", ["main", "develop"])
def test_a_colleague_s_pull_request_is_left(place: Place, base: str) -> None:
    if base != "main":
        place.git("branch", base, "main")
    tip = work(place, BRANCH)
    number = place.hub.person("colleague").open_pull(BRANCH, "My own work", base=base, body="Miksi")
    comment = place.say("aalto", WORDS)
    must_be_left(place, comment, tip, place.hub.read(f"/pulls/{number}")["html_url"])
    pull = place.hub.read(f"/pulls/{number}")
    assert (pull["state"], pull["title"], pull["body"]) == ("open", "My own work", "Miksi")


def test_a_pull_request_with_a_forged_marker_is_left(place: Place) -> None:
    tip = work(place, BRANCH)
    comment = place.say("aalto", WORDS)
    body = f'<!-- tp3-entry:1 {{"comment":{comment},"waits":false}} -->'
    number = place.hub.person("colleague").open_pull(BRANCH, "x", body=body)
    must_be_left(place, comment, tip, place.hub.read(f"/pulls/{number}")["html_url"])


def test_what_a_maintainer_adds_to_an_answer_that_waits_is_left(place: Place) -> None:
    waits = place.say("aalto", "/poistettava vanha")
    place.run()
    tip = work(place, BRANCH, base=BRANCH)
    place.hub.person("maintainer").delete_comment(_answer_of(place, waits))
    other = place.say("aalto", WORDS, "deputy")
    assert place.run().code == 0
    assert "ylläpitäjät hoitavat sen" in (place.answer(waits) or "").casefold()
    assert "odottaa jo toinen vastaus" in (place.answer(other) or "")
    assert place.git("rev-parse", BRANCH) == tip
    (pull,) = place.pulls()
    place.hub.person("maintainer").merge(pull["number"])
    assert place.record("aalto")["status"] == "retired"


def test_what_a_merged_pull_request_leaves_is_not_in_the_way(place: Place) -> None:
    """Also where a maintainer had added to it before."""
    place.say("aalto", "/poistettava vanha")
    place.run()
    work(place, BRANCH, base=BRANCH)
    (pull,) = place.pulls()
    path = f"/repos/{place.hub.repository}/pulls/{pull['number']}"
    place.hub.do(place.hub.person("maintainer"), "PATCH", path, {"state": "closed"})
    comment = place.say("aalto", WORDS)
    assert place.run().code == 0
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")


@pytest.mark.parametrize("other", ["tp3", "tp3/review", f"{BRANCH}/extra"])
def test_a_branch_whose_name_leaves_no_room_is_named(place: Place, other: str) -> None:
    place.git("branch", other, "main")
    comment, helped = place.say("aalto", WORDS), place.say("halla", "/apua")
    answer = place.run()
    assert answer.code == 1
    assert f"The branch {BRANCH} could not be made, because there is a branch {other}" in answer.out
    assert "Näin vastaat" in (place.answer(helped) or "")
    place.git("branch", "-m", other, "mine")
    assert place.run().code == 0
    assert "Tarkistus on kirjattu" in (place.answer(comment) or "")


def _answer_of(place: Place, comment: int) -> int:
    """The number of our answer."""
    (found,) = (
        each["id"]
        for each in place.hub.comments(place.issue("aalto"))
        if each["body"].startswith(f'<!-- tp3-answer:1 {{"comment":{comment}}}')
    )
    return int(found)
