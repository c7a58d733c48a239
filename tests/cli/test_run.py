import re
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import ROOT, Repo, copy_records

RECORD = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
LANGUAGES = ("fi", "sv", "en")
CHANGELOG = ("index.html", "2026.html")
PAGES = (
    "index.html",
    *(f"{language}/index.html" for language in LANGUAGES),
    *(f"{language}/changelog/{name}" for language in LANGUAGES for name in CHANGELOG),
)
OF_LANGUAGE = ("index.html", "queue.md", "queue.csv", "stats.svg", "issues.md")
WITHOUT_HISTORY = {
    *(f"{language}/{name}" for language in LANGUAGES for name in OF_LANGUAGE),
    *("index.html", "stats.json", "style.css"),
}
HISTORY = {
    f"{language}/changelog/{name}" for language in LANGUAGES for name in (*CHANGELOG, "feed.atom")
}


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The live records, registered in one year and changed in the next; nothing writes to it.

    In the year before there was something else, which is no change of the registry.
    """
    made = Repo.init(tmp_path_factory.mktemp("repo") / "made")
    made.write("README.md", "to come")
    made.commit("plan", "2025-11-25T12:00:00+02:00")
    copy_records(made.path)
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
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def names(folder: Path) -> set[str]:
    """What is written, but for the issues: which ones, the plan's tests say."""
    return {name for name in contents(folder) if not name.startswith("issues/")}


def test_the_main_job_writes_everything_in_three_languages(built: Path) -> None:
    assert names(built) == WITHOUT_HISTORY | HISTORY


def test_each_issue_that_would_be_open_is_a_file(built: Path) -> None:
    issue = (built / "issues/viitearkkitehtuurikuvaukset-review-1.md").read_text()
    assert "Onko tämä tuotos teidän? Viitearkkitehtuurikuvaukset [viite" in issue
    assert '<!-- tp3:1 {"key":"viitearkkitehtuurikuvaukset/review/1","asked":"2027-03-01"' in issue
    plan = (built / "sv/issues.md").read_text()
    assert "| öppnas | viitearkkitehtuurikuvaukset/review/1 |" in plan


def test_the_live_registry_is_written_with_or_without_its_history(tmp_path: Path) -> None:
    answer = tp3("-C", ROOT, "run", "--out", tmp_path, *TODAY)
    assert answer.code == 0, answer.err
    assert set(contents(tmp_path)) >= WITHOUT_HISTORY
    # In a shallow clone of the project, or in its files alone, that is said and no more.
    assert (tmp_path / "fi/changelog/index.html").exists() == (answer.err == "")
    assert answer.err.startswith("No change log: ") or answer.err == ""


def test_the_same_commit_and_day_give_the_same_bytes(repo: Repo, tmp_path: Path) -> None:
    run(repo, tmp_path / "a")
    run(repo, tmp_path / "b", "--lang", "sv")
    run(repo, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "clone.git"))
    run(repo, tmp_path / "c", "--rev", "HEAD")
    run(Repo(tmp_path / "clone.git"), tmp_path / "d")
    assert contents(tmp_path / "c") == contents(tmp_path / "d")


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "link", "rect", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag


def test_issues_of_an_earlier_run_do_not_stay(repo: Repo, tmp_path: Path) -> None:
    for day in ("2028-03-01", "2026-11-27"):
        answer = tp3("-C", repo.path, "run", "--out", tmp_path, "--today", day, "--lang", "en")
        assert answer.code == 0
    count = len(list((tmp_path / "issues").glob("*.md"))) if (tmp_path / "issues").exists() else 0
    assert ("No issues would be" in answer.out and count == 0) or f"{count} issue" in answer.out


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_well_formed_and_link_only_to_what_is_there(built: Path, page: str) -> None:
    parser = Links()
    parser.feed((built / page).read_text())
    assert parser.open == []
    for target in parser.targets:
        if not target.startswith("#"):
            assert ((built / page).parent / target).is_file(), target


def test_every_page_can_be_reached_from_the_first(built: Path) -> None:
    reached, waiting = set(), [built / "index.html"]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".html":
            parser = Links()
            parser.feed(page.read_text())
            waiting += [page.parent / each for each in parser.targets if not each.startswith("#")]
    assert {path.relative_to(built.resolve()).as_posix() for path in reached} == set(
        contents(built)
    )


@pytest.mark.parametrize(
    ("language", "headings", "said"),
    [
        ("fi", ["Maaliskuu 2027 (kesken)", "Helmikuu 2027", "Tammikuu 2027"], "omistaja: "),
        ("sv", ["Mars 2027 (pågår)", "Februari 2027", "Januari 2027"], "ägare: "),
        ("en", ["March 2027 (so far)", "February 2027", "January 2027"], "owner: "),
    ],
)
def test_the_change_log_is_told_by_year_and_month(
    built: Path, language: str, headings: list[str], said: str
) -> None:
    newest, older = ((built / language / "changelog" / name).read_text() for name in CHANGELOG)
    assert re.findall(r"<h2 id=[^>]*>(.*?)</h2>", newest) == headings
    assert f"<code>viitearkkitehtuuri</code> {said}" in newest
    assert len(re.findall(r"<h2 id=", older)) == 2
    assert "<code>viitearkkitehtuuri</code>" not in older  # one of many that were added
    assert re.search(r"<summary>.*?</summary><p>.*viitearkkitehtuuri.*</p>", older)


def test_the_feed_of_the_site_is_that_of_the_command(repo: Repo, built: Path) -> None:
    for language in LANGUAGES:
        options = ("--lang", language, "--format", "atom")
        told = tp3("-C", repo.path, *TODAY, "changelog", *options).out
        assert (built / language / "changelog/feed.atom").read_text() == told.removesuffix("\n")


def test_without_git_there_is_no_change_log_and_it_is_said_why(tmp_path: Path) -> None:
    root = copy_records(tmp_path / "files")
    answer = tp3("-C", root, "run", "--out", tmp_path / "out", *TODAY, "--lang", "en")
    assert answer.code == 0
    assert answer.err.startswith("No change log: ")
    assert str(root) in answer.err
    assert names(tmp_path / "out") == WITHOUT_HISTORY
    assert "changelog" not in (tmp_path / "out/en/index.html").read_text()


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
        assert names(tmp_path / "out") == WITHOUT_HISTORY


def test_the_chart_is_an_image_with_words(built: Path) -> None:
    chart = ET.parse(built / "fi/stats.svg").getroot()
    names = [element.text for element in chart.iter("{http://www.w3.org/2000/svg}title")]
    assert names[0] == "Tarkistukset hankkeittain"
    assert "KARKKI, ei vielä tarkistettu: 7" in names


def test_text_of_records_and_of_git_is_only_text_on_the_page(tmp_path: Path) -> None:
    repo = Repo.init(copy_records(tmp_path / "repo"))
    repo.commit()
    evil = "<script>alert(1)</script>\"'&"
    text = (repo.path / RECORD).read_text()
    title = "Referensarkitektur för yrkesutbildningen"
    assert title in text
    repo.write(RECORD, text.replace(title, "'" + evil.replace("'", "''") + "'"))
    repo.git("add", "--all")
    person = "<script>alert(2)</script>"
    repo.git("-c", f"user.name={person}", "commit", "--quiet", "--message", person)
    out = tmp_path / "out"
    run(repo, out)
    for page in ("sv/index.html", "sv/changelog/2026.html", "sv/changelog/feed.atom"):
        text = (out / page).read_text()
        assert "<script" not in text
        assert "&lt;script&gt;" in text
    feed = ET.parse(out / "sv/changelog/feed.atom").getroot()
    assert evil in "".join(feed.itertext())


def test_nothing_is_written_of_a_registry_that_is_not_valid(tmp_path: Path) -> None:
    copy_records(tmp_path)
    (tmp_path / "registry/organisations/omnia.yaml").unlink()
    answer = tp3("-C", tmp_path, *TODAY, "run", "--out", tmp_path / "out")
    assert answer.code == 1
    assert "organisation-unknown" in answer.err
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, no folder")
    answer = tp3("-C", ROOT, *TODAY, "run", "--out", tmp_path / "out")
    assert answer.code == 3
    assert str(tmp_path / "out") in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_in_a_bare_repository_the_place_must_be_said(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "repo")
    copy_records(repo.path)
    repo.commit()
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "bare.git"))
    bare = tmp_path / "bare.git"
    assert tp3("-C", bare, *TODAY, "run").code == 2
    assert tp3("-C", bare, *TODAY, "run", "--out", tmp_path / "out").code == 0
    assert not (bare / "build").exists()
