"""Sites of registries without outputs, history or translations; and where a site stood before."""

import re
import shutil
from pathlib import Path

from tests.helpers.command import tp3
from tests.helpers.pages import files_of, read_page, read_site
from tests.helpers.repo import Repo, copy_few
from tests.site.ground import DAY, build, empty, must_lead_somewhere


def test_a_registry_without_outputs_has_pages_that_say_so(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    repo.commit()
    build(repo, tmp_path / "out")
    made = read_site(tmp_path / "out")
    assert "The registry has no outputs yet." in made["en/index.html"].text
    assert "Rekisterissä ei ole vielä tuotoksia." in made["fi/outputs/index.html"].text
    must_lead_somewhere(made, files_of(tmp_path / "out"))


def test_a_registry_in_one_language_stands_in_all_three(tmp_path: Path) -> None:
    repo = Repo.init(copy_few(tmp_path / "repo"))
    for path in (repo.path / "registry").rglob("*.yaml"):
        text = re.sub(
            r"^( +)(sv|en): .*\n(\1 +.*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE
        )
        path.write_text(text.replace("languages: [fi, sv, en]", "languages: [fi]"), "utf-8")
    repo.commit()
    build(repo, tmp_path / "out")
    page = read_page(tmp_path / "out", "en/index.html")
    assert page.one("h1").text == "Digihankkeiden tuotosten rekisteri"
    assert (
        next(each for each in page.all("bdi") if each.text == page.one("h1").text).language == "fi"
    )


def test_pages_of_an_earlier_site_do_not_stay_and_other_files_do(tmp_path: Path) -> None:
    repo, out = empty(tmp_path / "repo"), tmp_path / "out"
    repo.commit()
    (out / "fi/outputs/gone").mkdir(parents=True)
    for name in ("fi/outputs/gone/index.html", "CNAME", "fi/mine.txt"):
        (out / name).write_text("x")
    build(repo, out)
    assert (out / "fi/outputs/gone/index.html").exists()  # not ours: there was no site yet
    build(repo, out)
    assert not (out / "fi/outputs/gone/index.html").exists()
    assert (out / "CNAME").exists()
    assert (out / "fi/mine.txt").exists()


def test_without_git_there_is_no_history_and_it_is_said_why(tmp_path: Path) -> None:
    root = copy_few(tmp_path / "files")
    shutil.rmtree(root / "registry/platforms")
    shutil.rmtree(root / "registry/outputs")
    answer = tp3(
        "-C", root, "--today", DAY, "site", "build", "--out", tmp_path / "out", "--lang", "en"
    )
    assert answer.code == 0
    assert answer.err.startswith("No change log: ")
    assert not (tmp_path / "out/en/changelog").exists()
    must_lead_somewhere(read_site(tmp_path / "out"), files_of(tmp_path / "out"))


def test_before_the_first_commit_there_is_no_trend(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    repo.commit("records", "2027-06-20T12:00:00+03:00")
    build(repo, tmp_path / "out")
    assert not (tmp_path / "out/fi/indicators/trend.svg").exists()
    assert not (tmp_path / "out/v1/trend.csv").exists()
