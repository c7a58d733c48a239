"""What once made an edit lie, or commit what it should not."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.repo import Repo, live

ID = "viitearkkitehtuuri"
RECORD = f"registry/outputs/karkki/{ID}.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = live(tmp_path / "repo")
    made.git("config", "user.name", "Aino")
    made.git("config", "user.email", "aino@example.invalid")
    return made


def call(repo: Repo, *arguments: object) -> Answer:
    return tp3("-C", repo.path, *TODAY, *arguments)


def need(repo: Repo) -> Answer:
    return call(repo, "need", "add", ID, "--summary", "Luku puuttuu", "--commit")


def test_a_file_that_git_does_not_look_at_is_not_said_to_be_committed(repo: Repo) -> None:
    before, head = (repo.path / RECORD).read_bytes(), repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--skip-worktree", RECORD)
    answer = need(repo)
    assert answer.code == 3
    assert repo.git("rev-parse", "HEAD") == head
    assert (repo.path / RECORD).read_bytes() == before


@pytest.mark.parametrize("flag", ["--skip-worktree", "--assume-unchanged"])
def test_what_stands_unsaved_in_a_file_that_git_does_not_look_at_is_not_taken_along(
    repo: Repo, flag: str
) -> None:
    text = (repo.path / RECORD).read_text("utf-8")
    repo.git("update-index", flag, RECORD)
    repo.write(RECORD, text.replace("language: fi\n", "language: sv\n"))
    answer = need(repo)
    assert answer.code == 1
    assert RECORD in answer.err


def test_a_commit_is_valid_by_itself_without_the_files_that_are_not_committed(repo: Repo) -> None:
    path = "registry/organisations/uusi.yaml"
    repo.write(path, "id: uusi\nnames: {fi: Uusi}\nlanguages: [fi]\n")
    head = repo.git("rev-parse", "HEAD")
    answer = call(repo, "handover", ID, "--to", "uusi", "--commit")
    assert answer.code == 1
    assert "uusi" in answer.err
    assert repo.git("rev-parse", "HEAD") == head
    assert call(repo, "handover", ID, "--to", "uusi").code == 0


def test_a_content_that_is_not_committed_is_not_frozen_by_a_commit(repo: Repo) -> None:
    repo.write("content/x.txt", "one")
    place = ("--path", "content/x.txt", "--language", "fi", "--format", "txt")
    answer = call(repo, "location", "add", ID, *place, "--commit")
    assert answer.code == 1
    assert "content/x.txt" in answer.err
    repo.commit()
    assert call(repo, "location", "add", ID, *place, "--commit").code == 0
    assert call(repo, "validate", "--rev", "HEAD").code == 0


def test_settings_of_git_in_the_environment_change_no_commit(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ICASE", "GLOB"):
        monkeypatch.setenv(f"GIT_{name}_PATHSPECS", "1")
    assert need(repo).code == 0


def test_an_edit_does_not_wait_for_ever(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("governance.store.turns.PATIENCE", 0.2)
    handle = os.open(repo.path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        answer = call(repo, "need", "add", ID, "--summary", "x")
    finally:
        os.close(handle)
    assert answer.code == 3
    assert str(repo.path) in answer.err


def test_an_edit_that_finds_nothing_to_do_says_why(repo: Repo) -> None:
    spread = call(repo, "schedule", "--spread", "--lang", "en")
    assert (spread.code, spread.out.strip()) == (
        0,
        "Nothing to spread: every first review has an agreed date already.",
    )
    owned = call(repo, "handover", "--all-of", "axxell", "--to", "omnia", "--lang", "en")
    assert owned.code == 0
    assert "owns nothing" in owned.out
