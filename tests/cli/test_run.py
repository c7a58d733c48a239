import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import ROOT, Repo, copy_records

PAGES = ("fi/index.html", "sv/index.html", "en/index.html", "index.html")


def run(out: Path, *arguments: object) -> None:
    answer = tp3("-C", ROOT, "run", "--out", out, "--today", "2027-03-01", *arguments)
    assert (answer.code, answer.err) == (0, "")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_main_job_writes_everything_in_three_languages(tmp_path: Path) -> None:
    run(tmp_path)
    names = ("index.html", "queue.md", "queue.csv", "stats.svg")
    wanted = {f"{language}/{name}" for language in ("fi", "sv", "en") for name in names}
    assert set(contents(tmp_path)) == wanted | {"index.html", "stats.json", "style.css"}


def test_the_same_registry_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    run(tmp_path / "a")
    run(tmp_path / "b", "--lang", "sv")
    run(tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


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


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_well_formed_and_link_only_to_what_is_there(tmp_path: Path, page: str) -> None:
    run(tmp_path)
    parser = Links()
    parser.feed((tmp_path / page).read_text())
    assert parser.open == []
    for target in parser.targets:
        if not target.startswith("#"):
            assert ((tmp_path / page).parent / target).is_file(), target


def test_the_chart_is_an_image_with_words(tmp_path: Path) -> None:
    run(tmp_path)
    chart = ET.parse(tmp_path / "fi/stats.svg").getroot()
    names = [element.text for element in chart.iter("{http://www.w3.org/2000/svg}title")]
    assert names[0] == "Tarkistukset hankkeittain"
    assert "KARKKI, ei vielä tarkistettu: 7" in names


def test_text_of_records_is_only_text_on_the_page(tmp_path: Path) -> None:
    copy_records(tmp_path)
    record = tmp_path / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    evil = "'<script>alert(1)</script>\"''&'"
    record.write_text(record.read_text().replace("Referensarkitektur för yrkesutbildningen", evil))
    out = tmp_path / "out"
    assert tp3("-C", tmp_path, "run", "--out", out, "--today", "2027-03-01").code == 0
    page = (out / "sv/index.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


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
