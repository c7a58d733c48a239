"""The platform report through the command: what stands in the records decides what it says."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from governance.publish.document.html import body
from governance.publish.platform.page import platform_document
from governance.rules.platform.report import platform_report
from governance.store.files import WorkingTree
from governance.store.load import load
from governance.text.catalogue import LANGUAGES, catalogue
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import ROOT, copy_records

DAY = ("--today", "2026-12-01")
CRITERIA = (
    "tekninen-infrastruktuuri", "kayttajahallinta", "palvelut-ja-sovellukset", "liitettavyys",
    "laajennettavuus", "turvallisuus", "saavutettavuus",
)  # fmt: skip
HOSTILE = '</svg><script>alert(1)</script> | [x](javascript:x) **y** @someone "\\n'
Evidence = tuple[str, object, str]  # criterion, score, day


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The live registry with three candidates of which nothing is known."""
    copy_records(tmp_path)
    for path in (tmp_path / "registry/platforms").iterdir():
        path.unlink()
    for name in "abc":
        assess(tmp_path, name)
    return tmp_path


def assess(root: Path, name: str, *pieces: Evidence, **fields: str) -> None:
    """Write a candidate with its evidence."""
    lines = [f"id: {name}", f"name: {fields.get('title', name.upper() * 3)}"]
    lines += [f"summary: {{fi: {fields.get('summary', 'alusta')}}}"]
    lines += [f"output: {fields['output']}"] if "output" in fields else []
    lines += ["evidence:" if pieces else "evidence: []"]
    for criterion, score, day in pieces:
        lines += [f"  - criterion: {criterion}", f"    score: {score}"]
        lines += [f"    claim: {{fi: {fields.get('claim', 'on näin')}}}"]
        lines += [f"    source: {fields.get('source', 'https://example.invalid/x')}"]
        lines += [f"    checked: {day}"]
    path = root / "registry/platforms" / f"{name}.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")


def fully(score: int, day: str = "2026-11-01") -> list[Evidence]:
    return [(each, score, day) for each in CRITERIA]


def report(root: Path, *options: str) -> Answer:
    answer = tp3("-C", root, *DAY, "platform", "report", *options)
    assert answer.code == 0, answer.err
    return answer


def data(root: Path) -> Any:
    return report(root, "--format", "json").data


def text(root: Path, lang: str = "en") -> str:
    return report(root, "--lang", lang).out


def test_of_the_live_candidates_nothing_is_made_up() -> None:
    told = data(ROOT)
    scores = [cell for each in told["candidates"] for cell in each["scores"].values()]
    assert {(each["state"], each["low"], each["high"]) for each in scores} == {
        ("not-assessed", 0, 5)
    }
    assert told["verdict"]["kind"] == "none"
    assert told["verdict"]["leader"] is None
    assert told["order"] == told["dominance"] == []
    assert (told["verdict"]["fewest_facts"], told["verdict"]["fewest_facts_to_recommend"]) == (
        8, 13,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_said_first_with_who_finds_out(lang: str) -> None:
    words = catalogue(lang)
    told = text(ROOT, lang)
    first = told.partition(words("platform.section.scores"))[0]
    assert words("platform.verdict.unassessed") in first
    assert words("platform.verdict.nothing") in first
    for each in load(WorkingTree(ROOT)).registry.rules.platform.questions:
        assert each.text[lang] in first
    assert words("platform.find_out.weights") in first
    assert words("platform.find_out.recommend") in first
    assert "`registry:karkki-sivusto`" in first


def test_the_first_page_says_who_can_take_it_forward(root: Path) -> None:
    assess(root, "a", *fully(4)[:-1])
    summary = text(root).partition("\n## What must be found out first")[0]
    assert "the candidates cannot be put in order" in summary
    asked = summary.partition("### Who can take this forward")[2].split("\n- ")[1:]
    assert "**steering group**: Who approves the proposal and decides on the platform?" in asked
    maintainers = next(each for each in asked if each.startswith("**TP3 maintainers"))
    assert maintainers.count("?") == 3
    assert "Are the criteria equally important" in maintainers
    assert asked[-1].startswith("Evidence is missing for 15 assessments.")
    assert "suit 69 outputs, 6 owners and about 38 reviews a year." in summary


def test_a_leader_is_recommended_as_far_as_the_evidence_carries(root: Path) -> None:
    assess(root, "a", *fully(4))
    assess(root, "b", *fully(3)[:-1], (CRITERIA[-1], 5, "2026-11-01"))
    assess(root, "c", *fully(1))
    told = data(root)
    assert told["verdict"]["leader"] == "a"
    assert not told["verdict"]["always"]
    last = told["criteria"][-1]
    assert last["above"]["weight"]["exact"] == "6"  # 6 criteria by 1 against one by 1 a weight
    assert last["above"]["holds"] is False
    assert last["above"]["won"] == [{"ahead": "b", "behind": "a"}]
    assert last["lead"]["above"]["weight"]["exact"] == "6"
    assert {"ahead": "a", "behind": "c"} in told["dominance"]
    shown = text(root)
    assert "**Recommendation: AAA.**" in shown
    assert "Their weights have not been decided." in shown
    assert "These need an answer before a decision." in shown
    assert "| accessibility | 1 | under 6 |" in shown


def test_a_candidate_that_is_better_in_everything_leads_with_any_weights(root: Path) -> None:
    for name, score in (("a", 4), ("b", 3), ("c", 3)):
        assess(root, name, *fully(score))
    assert data(root)["verdict"]["always"]
    assert "The result is the same with any weights." in text(root)


def test_a_candidate_of_which_nothing_is_known_is_not_behind(root: Path) -> None:
    assess(root, "a", *fully(4))
    assess(root, "b", *fully(3))
    told = data(root)
    assert told["verdict"]["kind"] == "partial"
    assert told["verdict"]["behind"] == ["b"]
    unknown = next(each for each in told["candidates"] if each["id"] == "c")
    assert (unknown["worst"]["exact"], unknown["best"]["exact"]) == ("0", "5")
    assert unknown["mean"] is None
    assert "BBB cannot be the best" in text(root)


def test_scores_that_differ_are_a_spread_and_a_question(root: Path) -> None:
    assess(root, "a", *fully(4), (CRITERIA[0], 2, "2026-11-02"))
    cell = data(root)["candidates"][0]["scores"][CRITERIA[0]]
    assert (cell["low"], cell["high"], cell["mean"]["exact"]) == (2, 4, "3")
    shown = text(root)
    assert "| AAA | 2–4 | 4 |" in shown
    assert "which of the scores is right?" in shown


def test_old_evidence_is_marked_and_it_is_said_where_the_result_rests_on_it(root: Path) -> None:
    assess(root, "a", *fully(4, "2025-12-01"))  # a year ago to the day
    assess(root, "b", *fully(3))
    assess(root, "c", *fully(2))
    told = data(root)
    assert told["verdict"]["leader"] == "a"
    assert told["verdict"]["rests_on_stale"]
    assert "| AAA | 4 (old) |" in text(root)
    assert "The result rests on old evidence" in text(root)
    assess(root, "a", *fully(4, "2025-12-02"))
    assert not data(root)["verdict"]["rests_on_stale"]
    assert "(old)" not in text(root)


def test_evidence_that_is_dated_ahead_does_not_count_yet(root: Path) -> None:
    assess(root, "a", (CRITERIA[0], 5, "2026-12-02"))
    told = data(root)["candidates"]
    cell = next(each for each in told if each["id"] == "a")["scores"][CRITERIA[0]]
    assert cell["state"] == "not-assessed"
    assert cell["evidence"][0]["age"] == "ahead"


def test_one_missing_fact_that_decides_is_named(root: Path) -> None:
    assess(root, "a", *fully(3))
    assess(root, "b", *fully(3)[:-1])
    (root / "registry/platforms/c.yaml").unlink()
    (fact,) = data(root)["facts"]
    assert (fact["candidate"], fact["criterion"]) == ("b", CRITERIA[-1])
    assert len(fact["decides"]) == 2
    assert "| BBB, accessibility | The candidate could come ahead of AAA." in text(root)


def test_without_two_candidates_there_is_nothing_to_compare(root: Path) -> None:
    for name in "bc":
        (root / f"registry/platforms/{name}.yaml").unlink()
    assert "a comparison takes at least two candidates" in text(root)
    (root / "registry/platforms/a.yaml").unlink()
    assert "a comparison takes at least two candidates" in text(root)
    assert data(root)["candidates"] == []


def test_needs_are_counted_from_the_records(root: Path) -> None:
    before = data(root)["needs"]
    path = root / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    added = """locations:
  - {url: "https://example.invalid/", language: sv, format: pdf, version: null}
license: CC-BY-4.0
"""
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    after = data(root)["needs"]
    assert after["formats"].get("pdf") == 1
    assert after["languages"].get("sv") == 1
    assert after["places"] == before["places"] + 1
    assert after["placeless"] == before["placeless"] - 1
    assert after["unlicensed"] == before["unlicensed"] - 1
    assert after["outputs"] == before["outputs"]


def test_criteria_of_one_title_are_counted_apart(root: Path) -> None:
    policy = root / "workflows/platform.yaml"
    sound = policy.read_text("utf-8")
    policy.write_text(sound.replace("en: user management", "en: technical infrastructure"), "utf-8")
    assert f"AAA: none of the {len(CRITERIA)} criteria is assessed." in text(root)


def test_the_newest_version_of_an_output_is_cited(root: Path) -> None:
    assess(root, "a", output="karkki-sivusto")
    assert "`registry:karkki-sivusto`" in text(root)
    assert tp3("-C", root, *DAY, "publish-version", "karkki-sivusto", "1.0").code == 0
    assert "`registry:karkki-sivusto@1.0`" in text(root)


def test_an_output_that_does_not_exist_is_no_candidate_s(root: Path) -> None:
    assess(root, "a", output="karkki-sivust")
    policy = root / "workflows/platform.yaml"
    policy.write_text(policy.read_text("utf-8").replace("alustaesitys,", "alustaesityss,"), "utf-8")
    told = tp3("-C", root, *DAY, "validate", "--format", "json").data["problems"]
    errors = {(each["code"], each["path"]) for each in told if each["severity"] == "error"}
    assert errors == {
        ("output-unknown", "registry/platforms/a.yaml"),
        ("output-unknown", "workflows/platform.yaml"),
    }


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for each, attrs in self.tags if each == tag]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_html_is_whole_and_told_to_those_who_do_not_see_it(root: Path, lang: str) -> None:
    assess(root, "a", *fully(4))
    assess(root, "b", *fully(3))
    assess(root, "c", *fully(2)[:4])
    page = Page(report(root, "--format", "html", "--lang", lang).out)
    assert page.open == []
    assert page.named("html")[0]["lang"] == lang
    assert len(page.named("h1")) == 1
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert len(page.named("svg")) == 2
    for svg in page.named("svg"):
        assert svg["role"] == "img"
        assert set((svg["aria-labelledby"] or "").split()) <= set(ids)
    named = [each for each in page.named("table") if each.get("aria-labelledby") in ids]
    assert len(named) + len(page.named("caption")) == len(page.named("table"))
    assert not page.named("script")
    assert all(each["scope"] in ("col", "row") for each in page.named("th"))


def test_the_body_for_a_site_has_no_style_and_leads_where_it_is_told(root: Path) -> None:
    assess(root, "a", output="karkki-sivusto")
    registry = load(WorkingTree(root)).registry
    words = catalogue("sv")
    day = registry.outputs["karkki-sivusto"].registered
    page = platform_document(words, platform_report(registry, day))
    html = body(page, lambda name: f"../outputs/{name}/index.html")
    found = Page(html)
    assert not found.named("style") + found.named("script") + found.named("h1")
    assert not [attrs for _, attrs in found.tags if "style" in attrs]
    links = [each["href"] for each in found.named("a")]
    assert "../outputs/karkki-sivusto/index.html" in links
    assert page.title == words("platform.title")


def test_nothing_of_a_record_becomes_markup(root: Path) -> None:
    told = f"'{HOSTILE}'"
    for name in "abc":
        assess(
            root, name, *fully(3), (CRITERIA[0], 1, "2026-11-01"),
            title=told, summary=told, claim=told, source=told,
        )  # fmt: skip
    html = report(root, "--format", "html").out
    page = Page(html)
    assert page.open == []
    assert not page.named("script")
    assert len(page.named("svg")) == 1
    read = Page(MarkdownIt().enable("table").render(text(root)))
    assert read.open == []
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"script", "svg", "a"}
    assert "@someone" not in text(root)


def test_the_text_of_a_language_that_is_missing_is_marked(root: Path) -> None:
    assess(root, "a", summary="vain suomeksi")
    html = report(root, "--format", "html").out
    assert '<bdi lang="fi">vain suomeksi</bdi> (in Finnish)' in html
    assert "vain suomeksi (in Finnish)" in text(root)


@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "Hankkeen verkkosivusto"), ("sv", "Projektets webbplats"), ("en", "Project website")],
)
def test_a_candidate_that_is_an_output_is_called_by_its_title(language: str, name: str) -> None:
    told = text(ROOT, language)
    assert f"\n### {name}\n" in told
    assert ("Hankkeen verkkosivusto" in told) is (language == "fi")
    assert "\n### Teams\n" in told
