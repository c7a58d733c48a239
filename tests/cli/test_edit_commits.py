"""--commit makes one commit of what was edited, or leaves everything as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from governance.store import commit
from governance.store.yaml import read
from tests.helpers.command import tp3
from tests.helpers.edits import COURSE, DAY, HANDBOOK, committed, copy_base, edit, files_of, refused
from tests.helpers.repo import Repo

TP3 = Path(sys.executable).parent / "tp3"
NEED = ("need", "add", "handbook", "--summary", "Kuvat puuttuvat", "--commit")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return committed(tmp_path / "copy")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_commit_says_the_change_in_the_first_language_of_the_registry(
    repo: Repo, language: str
) -> None:
    answer = tp3("-C", repo.path, *DAY, "--lang", language, *NEED)
    said = {"fi": "1 tiedosto", "sv": "1 fil", "en": "1 file"}[language]
    assert (answer.code, said in answer.err) == (0, True)
    assert repo.git("log", "-1", "--format=%B") == (
        "handbook: päivitystarve 6 ilmoitettu: Kuvat puuttuvat\n\n"
        "Käsikirja [handbook]: päivitystarve 6 ilmoitettu: Kuvat puuttuvat"
    )
    assert repo.git("show", "--name-only", "--format=") == HANDBOOK
    assert repo.git("status", "--porcelain") == ""


def test_a_long_change_has_a_short_first_line(repo: Repo) -> None:
    arguments = ("review", "handbook", "--outcome", "needs-work", "--by", "org-a")
    edit(repo.path, "--lang", "sv", *arguments, "--evidence", "luettu läpi " * 20, "--commit")
    first, empty, *lines = repo.git("log", "-1", "--format=%B").split("\n")
    assert (first, empty) == ("handbook: tarkistettu", "")
    assert len(lines) == 2


def test_many_records_are_one_commit(repo: Repo) -> None:
    edit(repo.path, "--lang", "en", "handover", "handbook", "leaflet", "--to", "org-b",
         "--yes", "--commit")  # fmt: skip
    assert repo.git("log", "-1", "--format=%s") == "omistaja vaihtui: 2 tietuetta"
    assert repo.git("rev-list", "--count", "HEAD") == "2"


def test_the_reason_stands_in_the_message(repo: Repo) -> None:
    edit(repo.path, "set-status", "course", "retired", "--commit", "--reason", "# vanha")
    assert repo.git("log", "-1", "--format=%B").endswith("\n\nSyy: # vanha")


def test_no_line_of_the_message_is_taken_for_a_comment(repo: Repo) -> None:
    repo.git("config", "core.commentChar", "S")
    edit(repo.path, "set-status", "course", "retired", "--commit", "--reason", "x")
    assert "Syy: x" in repo.git("log", "-1", "--format=%B")


def test_a_new_file_is_committed(repo: Repo) -> None:
    arguments = ("--project", "alpha", "--kind", "guideline", "--title", "t", "--summary", "s")
    edit(repo.path, "add", "uusi", *arguments, "--no-owner", "--commit")
    assert repo.git("log", "-1", "--format=%s") == "uusi: lisätty rekisteriin"
    assert repo.git("show", "--name-status", "--format=") == ("A\tregistry/outputs/alpha/uusi.yaml")


def test_a_new_file_of_a_long_name_is_said_to_be_added(repo: Repo) -> None:
    id = "-".join(["pitka"] * 11)
    arguments = ("--project", "alpha", "--kind", "guideline", "--title", "t", "--summary", "s")
    edit(repo.path, "add", id, *arguments, "--no-owner", "--commit")
    assert repo.git("log", "-1", "--format=%s") == f"{id}: lisätty"


def test_other_files_stay_as_they_are_staged_or_not(repo: Repo) -> None:
    repo.write("staged.txt", "staged")
    repo.git("add", "staged.txt")
    repo.write(COURSE, (repo.path / COURSE).read_text() + "# dirty\n")
    repo.write("new.txt", "new")
    before = repo.git("status", "--porcelain")
    edit(repo.path, *NEED)
    assert repo.git("status", "--porcelain") == before
    assert repo.git("show", "--name-only", "--format=") == HANDBOOK


def test_in_a_folder_of_a_repository_the_paths_are_those_of_the_registry(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path)
    repo.git("config", "user.name", "A")
    repo.git("config", "user.email", "a@example.invalid")
    copy_base(tmp_path / "inside")
    repo.commit("first")
    edit(tmp_path / "inside", *NEED)
    assert repo.git("show", "--name-only", "--format=") == f"inside/{HANDBOOK}"


def hook(repo: Repo, name: str, text: str) -> None:
    path = repo.path / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg"])
def test_when_a_hook_refuses_all_is_as_before(repo: Repo, name: str) -> None:
    hook(repo, name, "echo 'not today' >&2; exit 1")
    repo.write("staged.txt", "staged")
    repo.git("add", "staged.txt")
    before = repo.git("status", "--porcelain"), repo.git("rev-parse", "HEAD")
    answer = refused(repo.path, *NEED)
    assert (answer.code, "not today" in answer.err) == (3, True)
    arguments = ("--project", "alpha", "--kind", "guideline", "--title", "t", "--summary", "s")
    answer = refused(repo.path, "add", "uusi", *arguments, "--no-owner", "--commit")
    assert answer.code == 3
    assert (repo.git("status", "--porcelain"), repo.git("rev-parse", "HEAD")) == before


def test_what_somebody_wrote_while_a_hook_refused_stays(repo: Repo) -> None:
    hook(repo, "pre-commit", f"echo '# hers' >> '{HANDBOOK}'; exit 1")
    answer = tp3("-C", repo.path, *DAY, *NEED)
    assert (answer.code, HANDBOOK in answer.err) == (3, True)
    assert (repo.path / HANDBOOK).read_text().endswith("# hers\n")


def test_a_hook_that_fails_after_the_commit_undoes_nothing(repo: Repo) -> None:
    hook(repo, "post-commit", "exit 1")
    edit(repo.path, *NEED)
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("rev-list", "--count", "HEAD") == "2"


def test_what_git_says_is_told_when_its_lock_stays(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "TRIES", 2)
    (repo.path / ".git/index.lock").touch()
    answer = refused(repo.path, *NEED)
    assert (answer.code, "index.lock" in answer.err) == (3, True)


def test_a_commit_waits_for_the_lock_of_another_git(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = repo.path / ".git/index.lock"
    lock.touch()
    monkeypatch.setattr(commit, "sleep", lambda _: lock.unlink())
    assert edit(repo.path, *NEED).keys() == {HANDBOOK}
    assert repo.git("status", "--porcelain") == ""


def test_without_a_name_nothing_is_written(tmp_path: Path) -> None:
    repo = committed(tmp_path)
    repo.git("config", "--unset", "user.name")
    repo.git("config", "--unset", "user.email")
    repo.git("config", "user.useConfigOnly", "true")
    answer = refused(repo.path, *NEED)
    assert (answer.code, "git config user.name" in answer.err) == (3, True)


def test_without_a_repository_there_is_no_commit(tmp_path: Path) -> None:
    answer = refused(copy_base(tmp_path), *NEED)
    assert (answer.code, "not in a Git repository" in answer.err) == (3, True)


def test_a_file_with_changes_of_its_own_is_not_committed(repo: Repo) -> None:
    repo.write(HANDBOOK, (repo.path / HANDBOOK).read_text() + "# mine\n")
    assert refused(repo.path, *NEED).code == 1
    repo.git("add", HANDBOOK)
    assert refused(repo.path, *NEED).code == 1


def test_while_a_merge_is_under_way_nothing_is_committed(repo: Repo) -> None:
    repo.git("switch", "--quiet", "-c", "other")
    repo.write("x.txt", "1")
    repo.commit()
    repo.git("switch", "--quiet", "-")
    repo.write("y.txt", "1")
    repo.commit()
    repo.git("merge", "--quiet", "--no-commit", "other")
    answer = refused(repo.path, *NEED)
    assert (answer.code, "MERGE_HEAD" in answer.err) == (1, True)


def test_a_dry_run_commits_nothing(repo: Repo) -> None:
    before = files_of(repo.path)
    assert tp3("-C", repo.path, *DAY, *NEED, "--dry-run").code == 0
    assert (repo.git("rev-list", "--count", "HEAD"), files_of(repo.path)) == ("1", before)


def test_of_many_that_commit_at_once_each_is_a_commit_or_refused(repo: Repo) -> None:
    start = len(read((repo.path / HANDBOOK).read_bytes())["update_needs"])
    processes = [
        subprocess.Popen(
            [TP3, "-C", repo.path, *DAY, "need", "add", id, "--summary", "x", "--commit"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for id in ("handbook", "course") * 4
    ]
    done = [process.wait(60) for process in processes].count(0)
    assert done >= 1
    needs = [
        need
        for path in (HANDBOOK, COURSE)
        for need in read((repo.path / path).read_bytes()).get("update_needs", [])
    ]
    assert len(needs) - start == done
    assert repo.git("rev-list", "--count", "HEAD") == str(1 + done)
    assert repo.git("status", "--porcelain") == ""
