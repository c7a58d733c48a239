"""The indicators over time, from real histories."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from governance.rules.stats import Indicators
from governance.rules.trend import month_ends
from governance.store import git as git_store
from governance.store.load import load
from tests.helpers.cases import BASE, build
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import Repo, git

REVIEW, SETTINGS = "workflows/review.yaml", "registry/registry.yaml"
HANDBOOK = "registry/outputs/alpha/handbook.yaml"
COURSE = "registry/outputs/beta/course.yaml"
OVER = ("--over", "8m", "--today", "2027-01-20")
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("fi", "sv", "en")
DAYS = [each.isoformat() for each in month_ends(date(2027, 1, 20), 8)]


def edit(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text("utf-8")
    assert old in text
    repo.write(path, text.replace(old, new))


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Months with and without commits, new rules, a broken end of October, a late merge."""
    made = Repo.init(build(BASE, tmp_path_factory.mktemp("trend") / "repo"))
    edit(made, HANDBOOK, "  cycle: P1Y\n", "")
    made.commit("first", "2026-07-10T12:00:00+03:00")
    edit(made, REVIEW, "guideline: P1Y", "guideline: P2Y")
    made.commit("rules", "2026-08-15T12:00:00+03:00")
    edit(made, COURSE, "owner: org-b", "owner: null")
    # 22:30 UTC is 01:30 of the next day in Helsinki.
    made.commit("evening", "2026-08-31T22:30:00+00:00")
    whole = (made.path / COURSE).read_text("utf-8")
    made.write(COURSE, "id: [")
    made.commit("broken", "2026-10-20T12:00:00+03:00")
    made.write(COURSE, whole)
    made.commit("mended", "2026-11-05T12:00:00+02:00")
    made.git("checkout", "--quiet", "-b", "side", "HEAD~4")
    edit(made, SETTINGS, "Example registry", "Side registry")
    made.commit("side", "2026-07-20T12:00:00+03:00")
    made.git("checkout", "--quiet", "main")
    made.git("merge", "--quiet", "--no-ff", "-m", "m", "side", when="2026-12-15T12:00:00+02:00")
    return made


def trend(folder: Path, *arguments: object) -> Answer:
    answer = tp3("-C", folder, "stats", *OVER, *arguments)
    assert answer.code == 0, answer.err
    return answer


def points(folder: Path, *arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = trend(folder, *arguments, "--format", "json").data["points"]
    return found


def names(repo: Repo, found: list[dict[str, Any]]) -> list[str]:
    return [repo.git("show", "--no-patch", "--format=%s", each["commit"]) for each in found]


def chart(folder: Path, *arguments: object) -> ET.Element:
    return ET.fromstring(trend(folder, *arguments, "--format", "svg").out)


def test_a_point_a_month_from_first_parents(repo: Repo) -> None:
    found = points(repo.path)
    assert [each["date"] for each in found] == DAYS[1:]
    commits = ["first", "rules", "evening", "broken", "mended", "m", "m"]
    assert names(repo, found) == commits


def test_a_point_is_what_stats_says_of_that_commit_and_day(repo: Repo) -> None:
    for each in points(repo.path):
        where = ("-C", repo.path, "--rev", each["commit"], "--today", each["date"])
        single = tp3(*where, "stats", "--format", "json")
        if single.code == 0:
            total = single.data["total"]
            assert each == {name: total[name] for name in each if name in total} | {
                "date": each["date"],
                "commit": each["commit"],
            }
        else:
            assert {*list(each.values())[2:]} == {None}


def test_rules_are_those_of_the_day(repo: Repo) -> None:
    july, august = points(repo.path)[:2]
    assert (july["in_date"], august["in_date"]) == (0, 1)
    before = ("--rev", july["commit"], "--today", august["date"], "--format", "json")
    assert tp3("-C", repo.path, "stats", *before).data["total"]["in_date"] == 0


def test_a_broken_revision_has_no_values_and_is_told(repo: Repo) -> None:
    answer = trend(repo.path, "--format", "json", "--lang", "en")
    broken = [each for each in answer.data["points"] if each["outputs"] is None]
    assert [each["date"] for each in broken] == ["2026-10-31"]
    assert {*broken[0].values()} == {None, "2026-10-31", broken[0]["commit"]}
    assert f"31 Oct 2026 (revision {broken[0]['commit'][:10]})" in answer.err


def test_a_series_shorter_than_asked_is_told(repo: Repo) -> None:
    assert (
        "7 of 8 months: the first commit is from 10 Jul 2026."
        in trend(repo.path, "--lang", "en").err
    )
    answer = tp3("-C", repo.path, "stats", "--over", "3m", "--today", "2026-09-20")
    assert (answer.code, answer.err) == (0, "")


def test_nothing_before_the_first_commit(repo: Repo) -> None:
    answer = tp3("-C", repo.path, "stats", "--over", "3m", "--today", "2026-07-09")
    assert (answer.code, answer.out) == (2, "")
    assert "10 Jul 2026" in answer.err


def test_another_revision_has_another_history(repo: Repo) -> None:
    found = points(repo.path, "--rev", "side")
    assert names(repo, found)[:2] == ["side", "side"]
    by_day = points(repo.path, "--rev", "2026-09-30")
    assert set(names(repo, by_day)) == {"first", "rules", "evening"}


def test_a_bare_clone_answers_alike(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    for form in ("json", "csv", "svg", "markdown", "text"):
        here, there = (trend(at, "--format", form) for at in (repo.path, tmp_path / "bare.git"))
        assert here == there


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repo, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "2", repo.path.as_uri(), str(tmp_path / "clone"))
    answer = tp3("-C", tmp_path / "clone", "stats", *OVER)
    assert (answer.code, answer.out) == (3, "")
    assert "git fetch --unshallow" in answer.err


def test_the_working_tree_is_not_read(tmp_path: Path) -> None:
    made = Repo.init(build(BASE, tmp_path / "repo"))
    made.commit("first", "2026-07-10T12:00:00+03:00")
    before = trend(made.path, "--format", "json")
    made.write(COURSE, "id: [")
    assert trend(made.path, "--format", "json") == before


def test_a_registry_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    made = Repo.init(tmp_path)
    build(BASE, tmp_path / "data/registry-of-tp3")
    made.commit("first", "2026-07-10T12:00:00+03:00")
    found = points(tmp_path / "data/registry-of-tp3")
    assert {each["outputs"] for each in found} == {4}


def test_a_folder_name_that_is_no_text_is_a_gap(tmp_path: Path) -> None:
    made = Repo.init(build(BASE, tmp_path / "repo"))
    made.commit("first", "2026-07-10T12:00:00+03:00")
    blob = made.git("rev-parse", f"HEAD:{COURSE}").encode()
    entry = b"100644 " + blob + b"\tregistry/themes/\xff\0"
    made.git("update-index", "--add", "-z", "--index-info", data=entry)
    made.git("commit", "--quiet", "-m", "bad", when="2026-12-10T12:00:00+02:00")
    assert [each["outputs"] for each in points(made.path)][-3:] == [4, None, None]


def test_without_a_registry_or_a_commit_the_outside_failed(tmp_path: Path) -> None:
    made = Repo.init(tmp_path / "repo")
    assert tp3("-C", made.path, "stats", *OVER).code == 3
    made.commit()
    assert tp3("-C", made.path, "stats", *OVER).code == 3
    build(BASE, tmp_path / "files")
    assert tp3("-C", tmp_path / "files", "stats", *OVER).code == 3


def test_what_is_taken_from_another_month_is_what_would_be_read(repo: Repo) -> None:
    """Also of broken files, and of two records of one id, in the one month and the other."""
    repo.git("checkout", "--quiet", "-b", "twins", "main")
    for name in ("a", "b"):
        repo.write(COURSE.replace("beta", name), (repo.path / COURSE).read_bytes())
        repo.commit(name)
    repo.git("checkout", "--quiet", "main")
    repository = git_store.open_repository(repo.path)
    revs = ("main", "main~1", "main~2", "main~5", "twins", "twins~1")
    trees = [git_store.RevisionTree(repository, git_store.resolve(repository, rev)) for rev in revs]
    for one, other in product(trees, trees):
        assert load(one, known=load(other).registry) == load(one)


@pytest.mark.parametrize("length", ["8m", "8M", "P8M", "p8m"])
def test_ways_to_write_a_length(repo: Repo, length: str) -> None:
    written = tp3("-C", repo.path, "stats", "--over", length, *OVER[2:])
    assert written == trend(repo.path)


def test_years_are_twelve_months(repo: Repo) -> None:
    one, two = (
        tp3("-C", repo.path, "stats", "--over", each, *OVER[2:]) for each in ("1y6m", "18m")
    )
    assert one.code == 0
    assert one == two


@pytest.mark.parametrize("length", ["", "24", "m", "0m", "-1m", "3w", "P1M1D", "1.5y", "P", "PP2Y"])
def test_what_is_no_length_is_misuse(repo: Repo, length: str) -> None:
    answer = tp3("-C", repo.path, "stats", f"--over={length}")
    assert (answer.code, answer.out) == (2, "")
    assert "24m or 2y" in answer.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chart_without_time_is_misuse(repo: Repo, lang: str) -> None:
    answer = tp3("-C", repo.path, "stats", "--format", "svg", "--lang", lang)
    assert (answer.code, answer.out) == (2, "")
    assert "tp3 stats --over 24m --format svg" in answer.err


def test_csv_has_every_indicator_and_leaves_the_unknown_empty(repo: Repo) -> None:
    rows = list(csv.DictReader(io.StringIO(trend(repo.path, "--format", "csv").out)))
    assert [*rows[0]] == ["date", "commit", *Indicators.__dataclass_fields__, "share_in_date"]
    for row, each in zip(rows, points(repo.path), strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in each.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_holds_every_value_of_the_table(repo: Repo, lang: str) -> None:
    markdown = trend(repo.path, "--format", "markdown", "--lang", lang).out.splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in markdown]
    drawn = chart(repo.path, "--lang", lang)
    rows = [
        [cell.text for cell in row.iter(f"{SVG}text")]
        for row in drawn.iter(f"{SVG}g")
        if row.get("role") == "row"
    ]
    assert rows == [table[0], *table[2:]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_is_an_image_with_words(repo: Repo, lang: str) -> None:
    drawn = chart(repo.path, "--lang", lang)
    assert drawn.get("lang") == lang
    assert [child.tag for child in drawn[:2]] == [f"{SVG}title", f"{SVG}desc"]
    image = next(each for each in drawn.iter() if each.get("role") == "img")
    known = {each.get("id") for each in drawn[:2]}
    assert set((image.get("aria-labelledby") or "").split()) == known
    last = trend(repo.path, "--lang", lang, "--format", "markdown").out.splitlines()[-1]
    words = drawn[1].text or ""
    assert all(cell.strip() in words for cell in last.strip("|").split("|"))


def test_a_line_has_a_gap_where_nothing_is_known(repo: Repo) -> None:
    drawn = chart(repo.path)
    panels = [each for each in drawn.iter(f"{SVG}g") if each.find(f"{SVG}polyline") is not None]
    pieces = [len(each.get("points", "").split()) for each in panels[0].iter(f"{SVG}polyline")]
    assert pieces == [3, 3]


def test_labels_of_the_axis_keep_apart_however_long_it_is(tmp_path: Path) -> None:
    made = Repo.init(build(BASE, tmp_path / "repo"))
    made.commit("first", "2010-01-10T12:00:00+02:00")
    for months in (1, 2, 3, 7, 13, 24, 36, 60, 120, 200):
        drawn = chart(made.path, "--over", f"{months}m")
        texts = [each for each in drawn.iter(f"{SVG}text") if each.get("text-anchor") == "middle"]
        across = [float(each.get("x", "")) for each in texts]
        assert all(b - a >= 70 for a, b in pairwise(across))
        rows = [each for each in drawn.iter(f"{SVG}g") if each.get("role") == "row"]
        assert len(rows) == 1 + min(months, 24)


def test_a_hostile_title_is_only_text(tmp_path: Path) -> None:
    made = Repo.init(build(BASE, tmp_path / "repo"))
    evil = "</text><script>alert(1)</script>]]>&x;" + "a" * 80
    edit(made, SETTINGS, "en: Example registry", f'en: "{evil}"')
    made.commit("first", "2026-07-10T12:00:00+03:00")
    drawn = chart(made.path, "--lang", "en")
    assert (drawn[0].text or "").startswith(evil)
    assert not [*drawn.iter(f"{SVG}script")]
    headings = [each.text or "" for each in drawn.iter(f"{SVG}text")]
    assert headings[0] == f"{evil[:69]}…"


def test_the_same_history_gives_the_same_bytes(repo: Repo) -> None:
    for form in ("svg", "json", "csv"):
        assert trend(repo.path, "--format", form) == trend(repo.path, "--format", form)


def test_where_nothing_can_be_counted_the_chart_is_there_all_the_same(tmp_path: Path) -> None:
    made = Repo.init(build(BASE, tmp_path / "repo"))
    made.write(COURSE, "id: [")
    made.commit("broken", "2026-07-10T12:00:00+03:00")
    drawn = chart(made.path)
    assert not [*drawn.iter(f"{SVG}polyline")]
