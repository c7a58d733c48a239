"""The first page of the platform recommendation says what the registry says, and no more."""

import shutil
from pathlib import Path

import pytest

from governance.model.registry import Registry
from governance.store.files import WorkingTree
from governance.store.load import load
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import ROOT, copy_records

PAGE = "docs/alustaesitys.fi.md"
TEXT = (ROOT / PAGE).read_text()
DAY = ("--today", "2026-11-24")
NO_SCORE, WITH_EVIDENCE = "ei arvioitu", "ei arvioitu, näyttöä on"


@pytest.fixture(scope="module")
def live() -> Registry:
    return load(WorkingTree(ROOT)).registry


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    copy_records(tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def cite(folder: Path, old: str, new: str) -> int:
    """Alter one citation of the page; the line on which it stands."""
    before, found, after = TEXT.partition(old)
    assert found
    (folder / PAGE).write_text(before + new + after)
    return before.count("\n") + 1


def problems(folder: Path) -> list[tuple[str, str, int]]:
    answer = tp3("-C", folder, *DAY, "validate", "--format", "json")
    return [(each["code"], each["path"], each["line"]) for each in answer.data["problems"]]


def stale(folder: Path, *day: str) -> Answer:
    return tp3("-C", folder, *day, "queue", "--state", "stale-citation", "--lang", "fi")


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
    line = cite(copy, "registry:karkki-sivusto", "registry:karkki-sivusto@1.0")
    assert problems(copy) == []
    assert stale(copy, *DAY).out == ""
    assert tp3(*publish, "1.1").code == 0
    found = stale(copy, *DAY).out
    assert "karkki-sivusto" in found
    assert f"viittaus kohdassa {PAGE}:{line} versioon 1.0, vaikka uusin on 1.1" in found


def test_a_cited_output_whose_review_is_due_is_a_finding(copy: Path) -> None:
    assert f"viittaus kohdassa {PAGE}:" in stale(copy, "--today", "2027-06-30").out


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_live_page_adds_no_error(language: str) -> None:
    assert tp3("-C", ROOT, "validate", "--lang", language).code == 0
    assert tp3("-C", ROOT, *DAY, "queue", "--state", "stale-citation").out == ""


def test_every_output_of_the_recommendation_is_cited() -> None:
    for id in ("alustavaihtoehtojen-kartoitus", "alustaesitys", "yhteinen-alusta"):
        assert f"`registry:{id}`" in TEXT


def test_every_criterion_stands_with_its_source_and_their_weights_are_unstated(
    live: Registry,
) -> None:
    policy = live.rules.platform
    for criterion in policy.criteria:
        places = ", ".join(source.place or "" for source in criterion.sources)
        assert f"| {criterion.title['fi']} | {places} |" in TEXT
    assert policy.weights == "unstated"
    assert len({criterion.weight for criterion in policy.criteria}) == 1


def test_every_candidate_stands_with_its_evidence_and_sources(live: Registry) -> None:
    chapters = _chapters()
    assert set(chapters) == {platform.name for platform in live.platforms.values()}
    titles = {each.id: each.title["fi"] for each in live.rules.platform.criteria}
    for platform in live.platforms.values():
        chapter = chapters[platform.name]
        assert ("Näyttö: ei ole." in chapter) == (not platform.evidence)
        for evidence in platform.evidence:
            day = f"{evidence.checked.day}.{evidence.checked.month}.{evidence.checked.year}"
            said = f"`{evidence.source}`, tarkistettu {day}"
            assert f"Näyttö kriteeristä *{titles[evidence.criterion]}*: " in chapter
            assert said in chapter
        for source in platform.sources:
            assert (source.place or "").rpartition(", ")[2] in chapter


def test_the_table_has_a_score_only_where_the_registry_has_one(live: Registry) -> None:
    rows = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| ")]
    head = next(index for index, row in enumerate(rows) if row[0] == "Ehdokas")
    criteria = live.rules.platform.criteria
    assert rows[head][1:] == [each.title["fi"] for each in criteria]
    told = {row[0]: row[1:] for row in rows[head + 1 :]}
    assert told == {
        platform.name: [
            _cell({each.criterion: each.score for each in platform.evidence}, criterion.id)
            for criterion in criteria
        ]
        for platform in live.platforms.values()
    }


def test_what_else_the_page_says_of_the_rules_and_candidates_holds(live: Registry) -> None:
    approvals = live.rules.approvals.rules
    for change in ("platform-changed", "policy-changed", "files-changed"):
        assert list(approvals[change].needs) == ["maintainers"]
    assert live.rules.platform.evidence_limit == "P1Y"
    missing = [each.name for each in live.platforms.values() if each.url is None]
    assert "Kolmelta ehdokkaalta puuttuu osoite: " in TEXT
    assert {*missing} == {"Digiosaava.fi-osaamiskampus", "Teams", "Hankkeen verkkosivusto"}
    assert sum(not each.evidence for each in live.platforms.values()) == 4


def _cell(scores: dict[str, int | None], criterion: str) -> str:
    if criterion not in scores:
        return NO_SCORE
    score = scores[criterion]
    return WITH_EVIDENCE if score is None else str(score)


def _chapters() -> dict[str, str]:
    """Candidate -> what the page says of it, on one line."""
    candidates = TEXT.partition("\n## Ehdokkaat\n")[2].partition("\n## ")[0]
    chapters = (each.partition("\n") for each in candidates.split("\n### ")[1:])
    return {name: " ".join(text.split()) for name, _, text in chapters}
