"""Who approved a change is told where the notes are, and nothing changes where they are not."""

import random
from pathlib import Path

import pytest

from tests.conftest import SEED
from tests.helpers.chronicle import KEEPER, Chronicle
from tests.helpers.command import TODAY, tp3
from tests.helpers.deeds import Done, add, agree_on_a, entry
from tests.helpers.repo import Repo, git

FORMATS = ("text", "json", "markdown", "atom")


@pytest.fixture
def story(tmp_path: Path) -> Chronicle:
    """A date agreed for an output of org-a, and an output whose owner is gone reviewed."""
    made = Chronicle(tmp_path / "r.git", random.Random(SEED), [KEEPER])
    made.merge(agree_on_a)
    made.merge(review_old)
    made.record()
    return made


def review_old(story: Chronicle) -> Done:
    story.world.outputs["old1"]["reviews"].append(entry(story, "org-m", evidence="luettu"))
    return {("output", "old1"): ["reviewed"]}


def test_programs_get_each_approval_of_a_change(story: Chronicle) -> None:
    answer = tp3("-C", story.path, *TODAY, "changelog", "--from", "HEAD~2", "--format", "json")
    second, first = answer.data["entries"]
    assert second["approvers"] == [
        {"account": KEEPER, "organisation": "org-old", "contact": None, "rule": "owner",
         "fallback": "maintainers"},
    ]  # fmt: skip
    lines = story.merges[0].lines
    assert sorted(each["account"] for each in first["approvers"]) == sorted(
        each["account"] for each in lines
    )
    assert {each["rule"] for each in first["approvers"]} == {"owner", "maintainers"}


@pytest.mark.parametrize(
    ("language", "approved", "ours"),
    [
        ("fi", "hyväksyneet", "TP3:n ylläpitäjät"),
        ("sv", "godkänt av", "förvaltarna i TP3"),
        ("en", "approved by", "TP3 maintainers"),
    ],
)
def test_people_read_roles_and_no_accounts(
    story: Chronicle, language: str, approved: str, ours: str
) -> None:
    line = next(each for each in story.merges[0].lines if each["rule"] == "owner")
    both = (f"org-a/{line['contact']}", ours)
    told = {f"    {approved}: {', '.join(each)}" for each in (both, both[::-1])}
    for command in (("changelog", "--from", "HEAD~2"), ("history", "a1")):
        answer = tp3("-C", story.path, *TODAY, "--lang", language, *command)
        assert told & set(answer.out.splitlines())
        assert "github:" not in answer.out
    answer = tp3("-C", story.path, *TODAY, "--lang", language, "history", "old1")
    assert f"    {approved}: {ours}" in answer.out.splitlines()


def test_many_records_alike_are_told_with_all_who_approved(story: Chronicle) -> None:
    def many(story: Chronicle) -> Done:
        return {key: kinds for _ in range(6) for key, kinds in add(story).items()}

    story.merge(many)
    story.record()
    answer = tp3("-C", story.path, *TODAY, "--lang", "en", "changelog", "--from", "HEAD~1")
    assert answer.out.count("approved by: TP3 maintainers") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_without_the_notes_the_log_is_as_it_was(
    story: Chronicle, tmp_path: Path, form: str
) -> None:
    git(tmp_path, "clone", "--quiet", story.path, "clone")
    clone = Repo(tmp_path / "clone")
    told = []
    for _ in range(2):
        answer = tp3("-C", clone.path, *TODAY, "changelog", "--from", "HEAD~2", "--format", form)
        assert (answer.code, answer.err) == (0, "")
        told.append(answer.out)
        clone.git("fetch", "--quiet", "origin", "refs/notes/approvals:refs/notes/approvals")
    assert ("org-a/" in told[0], "github:" in told[0]) == (False, False)
    assert (told[0] == told[1]) == (form in ("markdown", "atom"))


def test_a_net_difference_names_nobody(story: Chronicle) -> None:
    answer = tp3("-C", story.path, *TODAY, "diff", "HEAD~2", "--format", "json")
    assert [each["approvers"] for each in answer.data["entries"]] == [[], []]
