"""approvals check --pull: the same verdict as on the pull request, and nothing is written."""

import json
from typing import Any

import pytest

from tests.e2e.approvals.place import Place


def test_what_is_read_from_github_is_judged_as_from_files(place: Place) -> None:
    number = place.open()
    place.hub.person("contact").review(number)
    found = place.run("check", "--pull", number, "--format", "json")
    review = {
        "account": place.hub.person("contact").account,
        "login": "contact",
        "commit": place.head(number),
        "state": "approve",
        "at": "2027-03-01T10:00:02Z",
        "url": f"{place.hub.page}/pull/{number}#pullrequestreview-1",
    }
    file = place.origin.parent / "reviews.json"
    file.write_text(json.dumps([review]))
    place.clone.git("fetch", "--quiet", "origin", f"refs/pull/{number}/head")
    revisions = ("--base", "origin/main", "--head", "FETCH_HEAD")
    by_files = place.run("check", *revisions, "--approvals", file, "--format", "json")
    assert (found.code, found.data) == (by_files.code, by_files.data)
    assert found.data["verdict"] == "approved"
    assert place.writes() == []


def test_nothing_of_the_clone_is_touched_but_what_was_fetched(place: Place) -> None:
    number = place.open()
    before = place.clone.git("status", "--porcelain", "--branch"), place.clone.git("rev-parse", "@")
    place.run("check", "--pull", number)
    assert before == (
        place.clone.git("status", "--porcelain", "--branch"),
        place.clone.git("rev-parse", "@"),
    )
    assert not (place.clone.path / ".git/FETCH_HEAD").exists()


def test_the_fork_may_be_gone(place: Place) -> None:
    number = place.open()
    place.hub.world.forks.clear()
    assert place.run("check", "--pull", number).code == 1
    place.hub.person("contact").review(number)
    assert place.run("check", "--pull", number).code == 0
    assert place.run("run").code == 0
    assert place.state(number) == "success"
    # GitHub answers null there, and its description does not know it.
    assert all("head/repo: null is not" in each for each in place.hub.defects)
    place.hub.defects.clear()


def test_named_revisions_are_taken_with_the_reviews_of_a_pull_request(place: Place) -> None:
    number = place.open()
    place.hub.person("contact").review(number)
    place.clone.git("fetch", "--quiet", "origin", f"refs/pull/{number}/head")
    arguments = ("--pull", number, "--base", "origin/main")
    assert place.run("check", *arguments, "--head", "FETCH_HEAD").code == 0
    answer = place.run("check", *arguments, "--head", "origin/main", "--format", "json")
    assert answer.data["entries"] == []


def test_a_draft_may_be_looked_at(place: Place) -> None:
    number = place.open(who="contact")
    place.hub.world.pulls[number].draft = True
    assert place.run("check", "--pull", number).code == 0


def test_one_that_is_closed_or_goes_elsewhere_is_refused(place: Place) -> None:
    number = place.open()
    place.git("branch", "other", "main")
    place.hub.world.pulls[number].base = "other"
    answer = place.run("check", "--pull", number)
    assert (answer.code, answer.out) == (1, "")
    assert "does not go into the default branch (main)" in answer.err
    place.hub.world.pulls[number].base = "main"
    place.hub.person("stranger").close_pull(number)
    answer = place.run("check", "--pull", number)
    assert (answer.code, "is not open" in answer.err) == (1, True)


def test_a_push_right_now_is_told(place: Place) -> None:
    number = place.open()
    place.hub.on_answer = stale
    answer = place.run("check", "--pull", number)
    assert (answer.code, "Meanwhile somebody has pushed" in answer.err) == (3, True)


def stale(_: Any, answer: Any) -> None:
    """GitHub shows a head that origin does not have any more."""
    if isinstance(answer.body, dict) and "head" in answer.body:
        answer.body["head"]["sha"] = "0123456789abcdef0123456789abcdef01234567"


def test_wrong_usage(place: Place) -> None:
    for arguments in (
        (),
        ("--base", "main"),
        ("--head", "main"),
        ("--pull", 1, "--author", "github:1"),
        ("--pull", 1, "--admin", "github:1"),
        ("--pull", 1, "--rev", "main"),
        ("--pull", "x"),
        ("--pull", 0),
    ):
        answer = place.run("check", *arguments)
        assert (answer.code, answer.out) == (2, ""), arguments
    assert place.hub.requests == []


def test_without_a_repository_on_github_there_are_no_pull_requests(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY")
    settings = place.clone.path / "registry/registry.yaml"
    lines = settings.read_text().splitlines()
    kept = [each for each in lines if "repository:" not in each and "github" not in each]
    kept = [each if not each.startswith("forge") else "forge: null" for each in kept]
    settings.write_text("\n".join(kept) + "\n")
    for command in (("check", "--pull", 1), ("run",), ("record",)):
        assert place.run(*command).code == 3
