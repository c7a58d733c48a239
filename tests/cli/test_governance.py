"""tp3 governance, called as people call it."""

import pytest

from tests.helpers.command import tp3
from tests.helpers.repo import Repo, live

TITLES = {
    "fi": "# Hallintamalli edeltävien digihankkeiden hanketuotoksille\n",
    "sv": "# Förvaltningsmodell för de tidigare digiprojektens projektresultat\n",
    "en": "# Governance model for the outputs of the earlier digital projects\n",
}
RULES = "workflows/review.yaml"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return live(tmp_path_factory.mktemp("registry"))


def edit(repo: Repo, path: str, old: str, new: str) -> None:
    place = repo.path / path
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("language", TITLES)
def test_the_document_in_each_language(repo: Repo, language: str) -> None:
    answer = tp3("-C", repo.path, "--lang", language, "governance")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(TITLES[language])
    assert "{" not in answer.out


def test_the_page_has_the_same_parts_in_each_language(repo: Repo) -> None:
    shapes = set()
    for language in TITLES:
        html = tp3("-C", repo.path, "--lang", language, "governance", "--format", "html").out
        assert html.startswith(f'<!doctype html>\n<html lang="{language}">')
        shapes.add(tuple(html.count(f"<{tag}") for tag in ("svg", "table", "h2", "p>", "li", "tr")))
    assert len(shapes) == 1
    assert shapes.pop()[:3] == (1, 9, 14)


def test_a_rule_that_is_edited_shows_at_once_and_the_revision_keeps_its_own(repo: Repo) -> None:
    before = tp3("-C", repo.path, "--lang", "fi", "governance").out
    edit(repo, RULES, "open_per_owner: 3", "open_per_owner: 5")
    edit(repo, RULES, "{after: 70, to: orphaning}", "{after: 77, to: orphaning}")
    after = tp3("-C", repo.path, "--lang", "fi", "governance").out
    old = tp3("-C", repo.path, "--rev", "HEAD", "--lang", "fi", "governance").out
    repo.git("checkout", "--quiet", RULES)
    assert "enintään 3 tarkistusta" in before
    assert "enintään 5 tarkistusta" in after
    assert "| 77 työpäivää |" in after
    # Committed or not, it is made of the files: it says no more of them.
    assert before.split("\n")[-2] == after.split("\n")[-2]
    assert before.endswith("sellaisina kuin ne ovat työkansion tiedostoissa.*\n")
    assert old.split("\n")[:-2] == before.split("\n")[:-2]  # the last line names the revision


def test_rules_that_are_not_valid_are_refused_with_their_place(repo: Repo) -> None:
    edit(repo, "workflows/text/governance.fi.md", "{review.proposed_days}", "{review.proposed}")
    answer = tp3("-C", repo.path, "--lang", "en", "governance")
    repo.git("checkout", "--quiet", "workflows")
    assert (answer.code, answer.out) == (1, "")
    assert "workflows/text/governance.fi.md:" in answer.err


def test_a_mistake_in_a_record_is_no_matter_of_the_rules(repo: Repo) -> None:
    record = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    edit(repo, record, "owner: jokilaaksot", "owner: nobody-knows")
    answer = tp3("-C", repo.path, "--lang", "en", "governance")
    repo.git("checkout", "--quiet", record)
    assert answer.code == 0


def test_a_text_that_is_missing_is_said(repo: Repo) -> None:
    texts = repo.path / "workflows/text"
    (texts / "governance.sv.md").unlink()
    swedish = tp3("-C", repo.path, "--lang", "sv", "governance")
    for path in texts.iterdir():
        path.unlink()
    none = tp3("-C", repo.path, "--lang", "en", "governance")
    repo.git("checkout", "--quiet", "workflows")
    assert swedish.code == 0
    assert "finns inte ännu på svenska" in swedish.err
    assert TITLES["fi"] in swedish.out
    assert (none.code, none.out) == (1, "")
    assert "workflows/text/governance.fi.md" in none.err


def test_live_prose_tells_every_rule_and_names_none_that_is_not(repo: Repo) -> None:
    answer = tp3("-C", repo.path, "--today", "2027-03-01", "validate", "--format", "json")
    assert answer.data["problems"] == []
