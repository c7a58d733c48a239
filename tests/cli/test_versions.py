"""One version of an output: its places, and its exact bytes out of Git."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import Repo, copy_records

ID = "viitearkkitehtuuri"
RECORD = f"registry/outputs/karkki/{ID}.yaml"
FIRST, SECOND = b"first\r\n\x00\xff", b"second\n"


def edit(repo: Repo, *arguments: object) -> None:
    answer = tp3("-C", repo.path, *TODAY, *arguments)
    assert answer.code == 0, answer.err


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Version 1.0 was frozen, then the file became version 1.1."""
    made = Repo.init(tmp_path / "repo")
    copy_records(made.path)
    made.write("content/x.pdf", FIRST)
    made.commit()
    edit(made, "publish-version", ID, "1.0", "--changes", "sv=första", "--changes", "ensimmäinen")
    edit(made, "location", "add", ID, "--path", "content/x.pdf", "--language", "fi",
         "--format", "pdf", "--version", "1.0")  # fmt: skip
    made.commit()
    made.write("content/x.pdf", SECOND)
    edit(made, "publish-version", ID, "1.1")
    edit(made, "location", "add", ID, "--path", "content/x.pdf", "--language", "fi",
         "--format", "pdf", "--version", "1.1")  # fmt: skip
    made.commit()
    return made


def content(folder: Path, *arguments: str) -> bytes:
    """What the real command writes, byte for byte."""
    command = [sys.executable, "-c", "from governance.cli.main import main; main()", "-C"]
    done = subprocess.run(
        [*command, str(folder), "show", *arguments, "--content"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_a_version_tells_when_it_came_and_where_it_is(repo: Repo) -> None:
    text = tp3("-C", repo.path, "show", f"{ID}@1.0", *TODAY, "--lang", "sv").out
    assert "1 mars 2027" in text
    assert "första" in text
    assert "Nyare version         1.1" in text
    assert text.count("content/x.pdf") == 1


def test_a_place_of_always_the_newest_is_one_of_the_newest_only(repo: Repo) -> None:
    edit(repo, "location", "add", ID, "--url", "https://example.invalid/", "--language", "fi",
         "--format", "html")  # fmt: skip
    shown = [
        tp3("-C", repo.path, "show", f"{ID}@{version}", *TODAY, "--format", "json").data
        for version in ("1.0", "1.1")
    ]
    assert [len(each["locations"]) for each in shown] == [1, 2]
    assert [each["is_newest"] for each in shown] == [False, True]


def test_the_newest_content_is_that_of_the_file_and_older_ones_are_found_in_git(
    repo: Repo,
) -> None:
    assert content(repo.path, ID) == SECOND
    assert content(repo.path, f"{ID}@1.1") == SECOND
    assert content(repo.path, f"{ID}@1.0") == FIRST


def test_content_is_found_after_the_file_has_gone_and_in_a_bare_clone(
    repo: Repo, tmp_path: Path
) -> None:
    repo.git("rm", "--quiet", "content/x.pdf")
    repo.commit()
    assert content(repo.path, f"{ID}@1.0") == FIRST
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(bare))
    assert content(bare, f"{ID}@1.0") == FIRST
    assert content(bare, f"{ID}@1.1", "--rev", "HEAD~1") == SECOND


def test_content_that_stood_only_on_a_merged_branch_is_found(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("content/x.pdf", b"third\n")
    edit(repo, "publish-version", ID, "1.2")
    edit(repo, "location", "add", ID, "--path", "content/x.pdf", "--language", "fi",
         "--format", "pdf", "--version", "1.2")  # fmt: skip
    repo.commit()
    repo.write("content/x.pdf", b"fourth\n")
    edit(repo, "publish-version", ID, "1.3")
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert content(repo.path, f"{ID}@1.2") == b"third\n"


def test_the_language_is_asked_for_where_there_are_several(repo: Repo) -> None:
    repo.write("content/y.pdf", b"svenska\n")
    edit(repo, "location", "add", ID, "--path", "content/y.pdf", "--language", "sv",
         "--format", "pdf", "--version", "1.1")  # fmt: skip
    answer = tp3("-C", repo.path, "show", ID, "--content", *TODAY)
    assert (answer.code, answer.out) == (2, "")
    assert "fi, sv" in answer.err
    assert content(repo.path, ID, "--language", "sv") == b"svenska\n"


def test_a_version_that_does_not_exist_names_the_nearest(repo: Repo) -> None:
    answer = tp3("-C", repo.path, "show", f"{ID}@1.01", *TODAY)
    assert answer.code == 2
    assert "1.0" in answer.err
    assert tp3("-C", repo.path, "show", f"{ID}@", *TODAY).code == 2


def test_a_version_without_a_file_has_no_content(repo: Repo) -> None:
    answer = tp3("-C", repo.path, "show", "karkki-sivusto", "--content", *TODAY)
    assert (answer.code, answer.out) == (2, "")


def test_an_output_without_versions_has_a_content_too(repo: Repo) -> None:
    edit(repo, "location", "add", "karkki-sivusto", "--path", "content/x.pdf", "--language", "fi",
         "--format", "pdf")  # fmt: skip
    assert content(repo.path, "karkki-sivusto") == SECOND


def test_a_language_chooses_only_a_content(repo: Repo) -> None:
    answer = tp3("-C", repo.path, "show", ID, "--language", "fi", *TODAY)
    assert answer.code == 2
    assert "--content" in answer.err


def test_content_that_is_nowhere_is_said(repo: Repo) -> None:
    text = (repo.path / RECORD).read_text("utf-8")
    frozen = hashlib.sha256(FIRST).hexdigest()
    repo.write(RECORD, text.replace(frozen, "0123456789abcdef" * 4))
    answer = tp3("-C", repo.path, "show", f"{ID}@1.0", "--content", *TODAY)
    assert (answer.code, answer.out) == (1, "")
    assert "content/x.pdf" in answer.err


def test_an_empty_file_is_a_content_too(repo: Repo) -> None:
    repo.write("content/e.txt", b"")
    repo.commit()
    edit(repo, "publish-version", ID, "1.2")
    edit(repo, "location", "add", ID, "--path", "content/e.txt", "--language", "en",
         "--format", "txt", "--version", "1.2")  # fmt: skip
    edit(repo, "publish-version", ID, "1.3")
    repo.write("content/e.txt", b"no longer\n")
    repo.commit()
    assert content(repo.path, f"{ID}@1.2", "--language", "en") == b""


def test_a_shallow_clone_names_what_to_fetch(repo: Repo, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--depth", "1", f"file://{repo.path}", str(shallow))
    answer = tp3("-C", shallow, "show", f"{ID}@1.0", "--content", *TODAY)
    assert answer.code == 3
    assert "git fetch --unshallow" in answer.err


def test_translation_lag_follows_from_the_versions_of_the_places(repo: Repo) -> None:
    edit(repo, "location", "add", ID, "--url", "https://example.invalid/sv", "--language", "sv",
         "--format", "html", "--version", "1.0")  # fmt: skip
    shown = tp3("-C", repo.path, "show", ID, *TODAY, "--format", "json").data
    assert shown["derived"]["translation_lag"] == {"sv": "1.0"}
