"""The guides as pages: their language, links and pictures, and who is led to them."""

import posixpath
from dataclasses import replace
from pathlib import Path

import pytest

from governance.publish.reply import reply_text
from governance.rules.commands.decide import Said, decide
from governance.rules.commands.parse import parse
from governance.rules.commands.reply import Reply
from tests.helpers.edits import read_whole
from tests.helpers.pages import Page, files_of
from tests.helpers.questions import TODAY, guide, issue, of_guide, questions
from tests.helpers.repo import ROOT
from tests.site.ground import LANGUAGES, REVIEWED, build, empty, output

OWNERS, MAINTAINERS = "guide/index.html", "guide/maintainer.html"
SITE = "https://example.invalid/digi/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owners_guide_is_in_the_language_with_its_pictures(
    pages: dict[str, Page], site: Path, language: str
) -> None:
    page = pages[f"{language}/{OWNERS}"]
    shown = page.all("img")
    assert len(shown) == 3
    for image in shown:
        assert image.get("alt")
        picture = site / language / "guide" / image.get("src")
        assert picture.read_bytes() == (ROOT / "docs/images" / picture.name).read_bytes()
    assert {each.language for each in page.all("h2")} == {language}
    assert page.all("p", class_="notice") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_maintainers_guide_says_where_it_is_not_in_the_language_of_the_page(
    pages: dict[str, Page], language: str
) -> None:
    page = pages[f"{language}/{MAINTAINERS}"]
    assert {each.language for each in page.all("h2")} == {"en"}
    assert len(page.all("p", class_="notice")) == (language != "en")
    assert page.one("h1").text == "Guide for maintainers"
    assert len(page.all("nav", class_="contents")) == 1


def test_links_between_guides_are_pages_and_others_lead_where_they_can_be_read(
    pages: dict[str, Page], tmp_path: Path
) -> None:
    leads = {each.get("href") for each in pages[f"sv/{MAINTAINERS}"].all("a")}
    assert {f"../../{language}/{OWNERS}" for language in ("fi", "en")} <= leads
    assert not any(".md" in each for each in leads), "its registry has no docs/"
    repo = empty(tmp_path / "made")
    repo.write("docs/erasure.md", "# Erasure\n")
    settings = repo.path / "registry/registry.yaml"
    home = "forge: {type: github, repository: example/registry}"
    settings.write_text(settings.read_text("utf-8").replace("forge: null", home), "utf-8")
    repo.commit()
    build(repo, tmp_path / "site")
    page = (tmp_path / "site/fi" / MAINTAINERS).read_text("utf-8")
    assert 'href="https://github.com/example/registry/blob/HEAD/docs/erasure.md"' in page
    assert "threat-model.md" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_owners_are_led_to_their_guide_from_an_output(
    pages: dict[str, Page], language: str
) -> None:
    inside = dict(output(pages, REVIEWED, language).inside)
    assert f"{language}/{OWNERS}" in inside


@pytest.mark.parametrize(("owner", "language"), [("karjala", "fi"), ("kusten", "sv")])
@pytest.mark.parametrize("proposed", [True, False])
def test_owners_are_led_to_their_guide_from_an_issue(
    site: Path, owner: str, language: str, proposed: bool
) -> None:
    basis = {"owner_since": None, "reviews": [], "owner_basis": "tekijä"} if proposed else {}
    made = questions(guide(owner, **basis))
    assert made.settings is not None
    _, without = issue(made, of_guide(made))
    assert "/guide/" not in without
    known = replace(made, settings=made.settings.model_copy(update={"site": SITE}))
    _, body = issue(known, of_guide(known))
    place = f"{language}/{OWNERS}"
    assert f"<{SITE}{place}>" in body
    assert posixpath.normpath(place) in files_of(site)


@pytest.mark.parametrize(("typed", "language"), [("/apua", "fi"), ("/hjälp", "sv")])
def test_who_asks_for_help_is_led_to_the_guide(typed: str, language: str) -> None:
    made = read_whole(questions(guide("karjala")))
    assert made.settings is not None
    known = replace(made, settings=made.settings.model_copy(update={"site": SITE}))
    said = Said(parse(typed), "github:101", TODAY, "https://example.invalid/1")
    for registry, end in ((known, f"<{SITE}{language}/{OWNERS}>"), (made, "")):
        reply = decide(registry, of_guide(made).key, said, TODAY)
        assert isinstance(reply, Reply)
        text = reply_text(reply)
        assert text.endswith(end)
        assert ("/guide/" in text) == bool(end)
