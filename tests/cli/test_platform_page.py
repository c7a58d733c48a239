"""The pages of the platform recommendation: made from the registry, dated, and sealed."""

import shutil
from pathlib import Path

import pytest

from governance.text.catalogue import LANGUAGES
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import ROOT, copy_records

PAGE = "docs/alustaesitys.fi.md"
TEXT = (ROOT / PAGE).read_text("utf-8")
DAY = ("--today", "2026-11-27")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    copy_records(tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def cite(folder: Path, old: str, new: str) -> int:
    """Alter one citation of the page; the line on which it stands."""
    before, found, after = TEXT.partition(old)
    assert found
    (folder / PAGE).write_text(before + new + after, "utf-8")
    return before.count("\n") + 1


def problems(folder: Path) -> list[tuple[str, str, int]]:
    answer = tp3("-C", folder, *DAY, "validate", "--format", "json")
    return [(each["code"], each["path"], each["line"]) for each in answer.data["problems"]]


def stale(folder: Path, *day: str) -> Answer:
    return tp3("-C", folder, *day, "queue", "--state", "stale-citation", "--lang", "fi")


def report(folder: Path, *options: str, day: tuple[str, ...] = DAY) -> Answer:
    return tp3("-C", folder, *day, "--lang", "en", "platform", "report", *options)


def test_the_page_cites_only_what_exists(copy: Path) -> None:
    assert problems(copy) == []
    line = cite(copy, "registry:yhteinen-alusta", "registry:yhteinen-alustaa")
    assert problems(copy) == [("citation-unknown", PAGE, line)]


def test_a_version_that_was_never_published_cannot_be_cited(copy: Path) -> None:
    line = cite(copy, "registry:yhteinen-alusta", "registry:yhteinen-alusta@1.0")
    assert problems(copy) == [("citation-version-unknown", PAGE, line)]


def test_a_newer_version_than_the_cited_one_is_a_finding_that_names_it(copy: Path) -> None:
    publish = ("-C", copy, *DAY, "publish-version", "karkki-sivusto")
    assert tp3(*publish, "1.0").code == 0
    assert report(copy, "--write").code == 0
    assert problems(copy) == []
    assert stale(copy, *DAY).out == ""
    assert tp3(*publish, "1.1").code == 0
    found = stale(copy, *DAY).out
    assert "karkki-sivusto" in found
    assert f"viittaus kohdassa {PAGE}:" in found
    assert "versioon 1.0, vaikka uusin on 1.1" in found
    assert report(copy, "--write").code == 0
    assert stale(copy, *DAY).out == ""


def test_a_cited_output_whose_review_is_due_is_a_finding(copy: Path) -> None:
    assert f"viittaus kohdassa {PAGE}:" in stale(copy, "--today", "2027-06-30").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_live_pages_add_no_error(language: str) -> None:
    assert (ROOT / f"docs/alustaesitys.{language}.md").is_file()
    assert tp3("-C", ROOT, "validate", "--lang", language).code == 0
    assert tp3("-C", ROOT, *DAY, "queue", "--state", "stale-citation").out == ""


def test_the_live_pages_are_as_they_were_made() -> None:
    assert report(ROOT, "--check").code == 0


def test_pages_are_made_with_their_pictures_and_not_twice(copy: Path) -> None:
    shutil.rmtree(copy / "docs")
    written = report(copy, "--write").out.split()
    pages = {f"docs/alustaesitys.{each}.md" for each in LANGUAGES}
    assert pages < {*written}
    for path in pages:
        text = (copy / path).read_text("utf-8")
        pictures = [line.split("](")[1].rstrip(")") for line in text.split("\n") if "![" in line]
        assert pictures
        assert all(f"docs/{each}" in written for each in pictures)
    assert report(copy, "--write").out == ""
    assert report(copy, "--check").err == (
        "The pages of the platform recommendation fit the registry.\n"
    )


@pytest.mark.parametrize("path", [PAGE, "docs/alustaesitys/totals.fi.svg"])
def test_a_page_that_was_altered_by_hand_fails(copy: Path, path: str) -> None:
    place = copy / path
    place.write_text(place.read_text("utf-8").replace("karkki.info", "paras.example", 1), "utf-8")
    answer = report(copy, "--check")
    assert answer.code == 1
    assert f"{PAGE}: the page was altered by hand" in answer.err


def test_a_page_that_is_gone_fails(copy: Path) -> None:
    (copy / "docs/alustaesitys.sv.md").unlink()
    answer = report(copy, "--check")
    assert answer.code == 1
    assert "docs/alustaesitys.sv.md is missing" in answer.err


def test_that_the_registry_has_gone_on_is_told_and_fails_nobody(copy: Path) -> None:
    record = copy / "registry/platforms/teams.yaml"
    record.write_text(record.read_text("utf-8").replace("score: null", "score: 3"), "utf-8")
    answer = report(copy, "--check")
    assert answer.code == 0
    assert f"{PAGE}: the registry has changed" in answer.err
    assert PAGE in report(copy, "--write").out.split()
    assert "the registry has changed" not in report(copy, "--check").err


def test_a_page_is_checked_as_of_its_own_day(copy: Path) -> None:
    assert "fit the registry" in report(copy, "--check", day=("--today", "2029-01-01")).err


def test_to_write_and_to_check_exclude_each_other(copy: Path) -> None:
    assert report(copy, "--write", "--check").code == 2
