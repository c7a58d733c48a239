import shutil
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, tp3
from tests.helpers.pages import files_of
from tests.helpers.repo import ROOT, Repo, copy_few

RECORD = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
LANGUAGES = ("fi", "sv", "en")


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The live records, registered in one year and changed in the next; nothing writes to it."""
    made = Repo.init(copy_few(tmp_path_factory.mktemp("repo") / "made"))
    made.commit("records", "2026-11-25T12:00:00+02:00")
    text = (made.path / RECORD).read_text()
    assert "owner: jokilaaksot" in text
    made.write(RECORD, text.replace("owner: jokilaaksot", "owner: omnia"))
    made.commit("owner", "2027-02-01T12:00:00+02:00")
    return made


def run(repo: Repo, out: Path, *arguments: object) -> None:
    answer = tp3("-C", repo.path, "run", "--out", out, *TODAY, *arguments)
    assert (answer.code, answer.err) == (0, "")


@pytest.fixture(scope="module")
def built(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    run(repo, out)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def test_the_main_job_writes_the_site_and_the_issues_that_would_be_open(
    repo: Repo, built: Path, tmp_path: Path
) -> None:
    site = tp3("-C", repo.path, *TODAY, "site", "build", "--out", tmp_path)
    assert site.code == 0
    assert contents(built / "site") == contents(tmp_path)
    left = {name for name in files_of(built) if not name.startswith("site/")}
    assert {f"issues/plan.{language}.md" for language in LANGUAGES} < left
    assert all(name.startswith("issues/") for name in left)


def test_each_issue_that_would_be_open_is_a_file(built: Path) -> None:
    issue = (built / "issues/viitearkkitehtuurikuvaukset-review-1.md").read_text()
    assert "Onko tämä tuotos teidän? Viitearkkitehtuurikuvaukset [viite" in issue
    assert '<!-- tp3:1 {"key":"viitearkkitehtuurikuvaukset/review/1","asked":"2027-03-01"' in issue
    plan = (built / "issues/plan.sv.md").read_text()
    assert "| öppnas | viitearkkitehtuurikuvaukset/review/1 |" in plan


def test_the_live_registry_is_written_with_or_without_its_history(tmp_path: Path) -> None:
    answer = tp3("-C", ROOT, "run", "--out", tmp_path, *TODAY)
    assert answer.code == 0, answer.err
    assert (tmp_path / "site/fi/outputs/viitearkkitehtuuri/index.html").is_file()
    # In a shallow clone of the project, or in its files alone, that is said and no more.
    assert (tmp_path / "site/fi/changelog/index.html").exists() == (answer.err == "")
    assert answer.err.startswith("No change log: ") or answer.err == ""


def test_the_same_commit_and_day_give_the_same_bytes(
    repo: Repo, built: Path, tmp_path: Path
) -> None:
    run(repo, tmp_path / "b", "--lang", "sv")
    assert contents(built) == contents(tmp_path / "b")


def test_issues_of_an_earlier_run_do_not_stay(repo: Repo, tmp_path: Path) -> None:
    for day in ("2028-03-01", "2026-11-28"):
        answer = tp3("-C", repo.path, "run", "--out", tmp_path, "--today", day, "--lang", "en")
        assert answer.code == 0
    left = {path.name for path in (tmp_path / "issues").glob("*.md")}
    issues = left - {"overview.md", *(f"plan.{language}.md" for language in LANGUAGES)}
    assert len(left - issues) == 4
    assert f"{len(issues) or 'no'} issue" in answer.out
    for said in (answer.out, (tmp_path / "issues/plan.en.md").read_text("utf-8")):
        assert "The next day for that is 30 Nov 2026." in said


def test_the_plan_is_the_one_that_would_be_carried_out(repo: Repo, built: Path) -> None:
    for language in LANGUAGES:
        call = ("-C", repo.path, *TODAY, "--lang", language, "issues", "plan")
        page = (built / f"issues/plan.{language}.md").read_text("utf-8")
        assert page == tp3(*call, "--format", "markdown").out
    assert "Päivitysjono lyhyesti" in (built / "issues/overview.md").read_text("utf-8")


def test_on_a_day_on_which_nobody_is_asked_the_next_one_is_told(repo: Repo) -> None:
    for day, asked in {"2027-03-06": "8 Mar 2027", "2026-12-24": "7 Jan 2027"}.items():
        answer = tp3("-C", repo.path, "--today", day, "--lang", "en", "issues", "plan")
        assert f"The next day for that is {asked}." in answer.err
    assert "The next day" not in tp3("-C", repo.path, *TODAY, "--lang", "en", "issues", "plan").err


@pytest.mark.parametrize(
    ("option", "said"),
    [("--depth=1", "git fetch --unshallow"), ("--filter=blob:none", "--filter")],
)
def test_in_a_clone_without_history_there_is_no_change_log_and_it_is_said_why(
    repo: Repo, tmp_path: Path, option: str, said: str
) -> None:
    served = tmp_path / "served.git"
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(served))
    repo.git("-C", str(served), "config", "uploadpack.allowFilter", "true")
    repo.git("clone", "--quiet", option, served.as_uri(), str(tmp_path / "clone"))
    for more in ([], ["--rev", "HEAD"]):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        answer = tp3("-C", tmp_path / "clone", "run", "--out", tmp_path / "out", *TODAY, *more)
        assert answer.code == 0, answer.err
        assert said in answer.err
        assert (tmp_path / "out/site/fi/index.html").is_file()
        assert not (tmp_path / "out/site/fi/changelog").exists()


def test_nothing_is_written_of_a_registry_that_is_not_valid(tmp_path: Path) -> None:
    copy_few(tmp_path)
    (tmp_path / "registry/organisations/omnia.yaml").unlink()
    answer = tp3("-C", tmp_path, *TODAY, "run", "--out", tmp_path / "build")
    assert answer.code == 1
    assert "organisation-unknown" in answer.err
    assert not (tmp_path / "build").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, no folder")
    answer = tp3("-C", ROOT, *TODAY, "run", "--out", tmp_path / "out")
    assert answer.code == 3
    assert str(tmp_path / "out") in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_in_a_bare_repository_the_place_must_be_said(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    copy_few(repo.path)
    repo.commit()
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "bare.git"))
    bare = tmp_path / "bare.git"
    for command in (["run"], ["site", "build"]):
        assert tp3("-C", bare, *TODAY, *command).code == 2
    assert tp3("-C", bare, *TODAY, "run", "--out", tmp_path / "out").code == 0
    assert not (bare / "build").exists()
