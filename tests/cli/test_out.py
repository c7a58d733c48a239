"""Where what is built goes: never in place of other people's files."""

from pathlib import Path

import pytest

from tests.helpers.command import tp3
from tests.helpers.pages import files_of
from tests.helpers.repo import Repo
from tests.helpers.served import small
from tests.site.ground import DAY


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return small(tmp_path_factory.mktemp("registry"))


@pytest.mark.parametrize(
    ("command", "theirs"),
    [
        (["site", "build"], "index.html"),
        (["site", "build"], "fi"),
        (["run"], "issues/overview.md"),
        (["run"], "issues"),
    ],
)
def test_a_file_of_somebody_else_is_not_replaced(
    repo: Repo, tmp_path: Path, command: list[str], theirs: str
) -> None:
    place = tmp_path / theirs
    place.parent.mkdir(exist_ok=True)
    place.write_text("mine", "utf-8")
    call = ("-C", repo.path, "--today", DAY, "--lang", "en", *command, "--out", tmp_path)
    answer = tp3(*call)
    assert (answer.code, answer.out) == (3, "")
    assert f"{place} was not written by an earlier build" in answer.err
    assert (list(files_of(tmp_path)), place.read_text("utf-8")) == ([theirs], "mine")
    place.unlink()
    assert tp3(*call).code == tp3(*call).code == 0
    assert place.exists()


def test_in_the_folder_that_is_the_programs_own_everything_is_replaced(repo: Repo) -> None:
    own = repo.path / "build/site/index.html"
    own.parent.mkdir(parents=True)
    own.write_text("of a build that kept no list", "utf-8")
    answer = tp3("-C", repo.path, "--today", DAY, "--lang", "en", "site", "build")
    assert "of a build" not in own.read_text("utf-8")
    written = list(files_of(own.parent))
    search = [path for path in written if path.startswith("pagefind/")]
    assert f"{len(written) - 1} files written, {len(search)} of them for search;" in answer.out


def test_a_place_of_the_registry_is_refused_with_a_remedy_for_any_command(repo: Repo) -> None:
    for command in (["run"], ["site", "build"]):
        answer = tp3("-C", repo.path, "--lang", "en", *command, "--out", repo.path)
        assert answer.code == 2
        assert "such as with `--out /tmp/tp3`" in answer.err
