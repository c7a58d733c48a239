"""The governance model, the platform recommendation and the accessibility statement on the site."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from governance.model.period import Period
from governance.publish.document.markdown import as_markdown
from governance.publish.site import Source
from governance.publish.site.accessibility import KNOWN, TESTED, accessibility_statement
from governance.store.files import WorkingTree
from governance.store.load import load
from governance.text.catalogue import catalogue, prose
from tests.browser import test_axe as axe
from tests.browser.telling import OUTPUT, READ, WALKED
from tests.browser.test_hostile import NARROW, ZOOM
from tests.helpers.pages import Page, read_site
from tests.helpers.repo import ROOT
from tests.site.ground import DRAWN, LANGUAGES, build, empty, output, rewrite

# What the statement says of the tests, and the test that does it.
TESTS = {
    "axe": "test_axe_finds_nothing_on_any_type_of_page",
    "markup": "test_pages_are_html_without_a_mistake",
    "narrow": "test_pages_are_calm_and_whole_at_400_percent_and_with_wide_spacing",
    "keyboard": "test_the_keyboard_reaches_everything_and_is_seen",
    "script": "test_without_script_everything_stands_and_the_day_is_said",
    "colours": "test_own_colours_keep_what_colours_say_and_nothing_moves",
    "print": "test_on_paper_there_is_what_one_reads_in_black_with_addresses",
}
# What it calls the pages that it names.
NAMED = {
    "index.html": "front page",
    "outputs/index.html": "list of outputs",
    OUTPUT: "page of an output",
    "indicators/index.html": "indicators",
}
SETTINGS = "registry/registry.yaml"
TODAY = date(2026, 11, 27)
# Which outputs the documents are.
PAGES = {"governance": "hanketuotosten-hallintamalli", "platform": "alustaesitys"}
AUTHORITY = {
    "fi": "https://www.saavutettavuusvaatimukset.fi",
    "sv": "https://www.tillganglighetskrav.fi",
    "en": "https://www.webaccessibility.fi",
}


def written(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


@pytest.mark.parametrize("name", ["governance", "platform", "accessibility"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_stands_beside_its_markdown(site: Path, language: str, name: str) -> None:
    html = written(site, f"{language}/{name}/index.html")
    plain = written(site, f"{language}/{name}/{name}.md")
    assert f'href="../{name}/{name}.md"' in html
    assert html.count("<h1") == 1
    assert plain.startswith(f"# {html.split('<h1>')[1].split('</h1>')[0]}\n")
    assert "style=" not in html


def test_every_page_leads_to_the_statement_and_to_the_documents(pages: dict[str, Page]) -> None:
    first = {place for place, _ in pages["index.html"].inside}
    assert {f"{language}/accessibility/index.html" for language in LANGUAGES} <= first
    for path, page in pages.items():
        language = path.split("/")[0]
        if language not in LANGUAGES:
            continue
        led_to = {place for place, _ in page.inside}
        for name in ("governance", "platform", "accessibility"):
            assert f"{language}/{name}/index.html" in led_to, path


def test_the_documents_lead_to_the_outputs_that_they_are(pages: dict[str, Page]) -> None:
    for name, id in PAGES.items():
        led_to = {place for place, _ in pages[f"fi/{name}/index.html"].inside}
        assert f"fi/outputs/{id}/index.html" in led_to
        back = pages[f"fi/outputs/{id}/index.html"].inside
        # Beside the links of the frame, which are on every page.
        assert [place for place, _ in back].count(f"fi/{name}/index.html") > 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "id"), PAGES.items())
def test_an_output_that_is_a_document_of_the_site_says_that_its_draft_is_here(
    pages: dict[str, Page], language: str, name: str, id: str
) -> None:
    words, page = catalogue(language), pages[f"{language}/outputs/{id}/index.html"]
    where = page.source.split('<h2 id="where">')[1].split("</section>")[0]
    assert f'<a href="../../{name}/index.html">{words(f"site.section.{name}")}</a>' in where
    assert f"{words('site.output.here.draft')}, {words.language_name(language)}, HTML" in where
    assert words("site.output.nowhere") not in where
    assert f'"contentUrl":"https://example.invalid/digi/{language}/{name}/index.html"' in (
        page.source.replace('": "', '":"')
    )
    assert words("site.output.here.draft") not in output(pages, DRAWN, language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_tells_when_it_was_assessed_and_who_watches(
    site: Path, language: str
) -> None:
    html = written(site, f"{language}/accessibility/index.html")
    assert "2026" in html.split('id="assessment"')[1].split("<h2")[0]
    assert AUTHORITY[language] in html
    assert "Traficom" in html
    assert "https://github.com/example/registry/issues/new/choose" in html
    assert "27" in html.split('id="assessment"')[1].split("</p>")[0]
    assert "@" not in html.split("<main")[1].split("</main>")[0]


def test_for_each_line_of_the_statement_there_is_a_test() -> None:
    folder = Path(__file__).parents[1] / "browser"
    texts = "".join(path.read_text("utf-8") for path in folder.glob("test_*.py"))
    assert tuple(TESTS) == TESTED
    assert {*TESTS.values()} <= {*re.findall(r"^def (test_\w+)\(", texts, re.MULTILINE)}


def test_the_statement_says_in_what_looks_and_on_which_pages_they_are_done() -> None:
    said = {key: catalogue("en")(f"accessibility.tested.{key}").lower() for key in TESTED}
    assert ("three languages" in said["axe"], len(axe.LANGUAGES)) == (True, 3)
    assert ("narrow and wide" in said["axe"], len(axe.WIDTHS)) == (True, 2)
    assert " and ".join(axe.SCHEMES) in said["axe"]
    for key, paths in (("keyboard", WALKED), ("script", READ)):
        assert {path for path, name in NAMED.items() if name in said[key]} == {*paths}, key
    for language in LANGUAGES:
        narrow = catalogue(language)("accessibility.tested.narrow")
        assert [*map(int, re.findall(r"\d+", narrow))] == [NARROW["width"], 100 * ZOOM], language


def test_a_statement_without_assessment_or_channel_says_so(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    text = (repo.path / SETTINGS).read_text("utf-8")
    repo.write(SETTINGS, text.split("accessibility:")[0])
    repo.commit("none", "2026-11-25T12:00:00+02:00")
    build(repo, tmp_path / "none")
    html = written(tmp_path / "none", "en/accessibility/index.html")
    assert "Nobody has assessed the website" in html
    assert "There is no channel for feedback yet" in html
    assert "issues/new" not in html
    assert "self-assessment" not in html


def test_what_is_entered_is_what_the_statement_says(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    rewrite(repo, SETTINGS, "assessed: 2026-11-27", "assessed: 2027-02-03")
    rewrite(repo, SETTINGS, "state: partial", "state: fails")
    rewrite(repo, SETTINGS, "updated: 2026-11-27", "updated: 2027-02-04\n"
            "  shortcomings: [{fi: <b>Kuva</b> puuttuu}]")  # fmt: skip
    repo.commit("assessed", "2027-02-03T12:00:00+02:00")
    build(repo, tmp_path / "site")
    html = written(tmp_path / "site", "en/accessibility/index.html")
    assert "does not meet the accessibility requirements" in html
    assert "was made on 3 February 2027" in html
    assert "drawn up or last updated on 4 February 2027" in html
    assert "more than a year old" not in html
    assert '<bdi lang="fi">&lt;b&gt;Kuva&lt;/b&gt; puuttuu</bdi>' in html
    assert read_site(tmp_path / "site")


MAILBOX, FORM = "mailto:rekisteri@example.invalid", "https://example.invalid/palaute"


def statement(language: str, **changed: object) -> str:
    """The statement of the live registry with other settings."""
    registry = load(WorkingTree(ROOT)).registry
    settings = registry.rules.settings.model_copy(update=changed)
    known = replace(registry, settings=settings)
    return as_markdown(accessibility_statement(catalogue(language), Source(known, TODAY)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_law_asks_for_is_in_every_statement(language: str) -> None:
    """https://www.finlex.fi/fi/lainsaadanto/2019/306, section 9: what, how else, whereto, who."""
    words = prose(language)
    for changed in (
        {"accessibility": None},
        {},
        {"contact_address": MAILBOX},
        {"contact_address": FORM},
    ):
        told = statement(language, **changed)
        for section in ("shortcomings", "instead", "feedback", "enforcement"):
            body = told.split(f"## {words(f'accessibility.section.{section}')}\n\n")[1]
            assert len(body.split("\n## ")[0]) > 80, (section, changed)
        for each in KNOWN:
            assert words(f"accessibility.known.{each}").split("(")[0] in told
        assert "../outputs/index.html" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_invited_where_nobody_would_read(language: str) -> None:
    words = prose(language)
    later, ask = (words(f"accessibility.instead.{each}") for each in ("later", "ask"))
    for contact, address in (
        (None, ""),
        (MAILBOX, "<rekisteri@example.invalid>"),
        (FORM, f"<{FORM}>"),
    ):
        told = statement(language, contact_address=contact)
        assert (later in told, ask in told) == (contact is None, contact is not None)
        assert (words("accessibility.no_channel") in told) == (contact is None)
        assert (words("accessibility.first") in told) == (contact is not None)
        assert address in told


def test_a_mailbox_is_read_as_one(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    rewrite(repo, SETTINGS, "maintainer: tts", f"maintainer: tts\ncontact_address: {MAILBOX}")
    repo.commit("reached", "2027-02-03T12:00:00+02:00")
    build(repo, tmp_path / "site")
    html = written(tmp_path / "site", "fi/accessibility/index.html")
    assert f'<a href="{MAILBOX}" rel="noopener">rekisteri@example.invalid</a>' in html


def test_an_assessment_of_more_than_a_year_ago_is_called_old() -> None:
    registry = load(WorkingTree(ROOT)).registry
    statement = registry.rules.settings.accessibility
    assert statement
    last = Period.parse("P1Y").after(statement.assessed)
    for day, is_old in ((last, False), (last + timedelta(1), True)):
        told = as_markdown(accessibility_statement(catalogue("en"), Source(registry, day)))
        assert ("**The assessment is more than a year old" in told) is is_old


def test_prose_of_another_language_is_marked_with_its_title(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    (repo.path / "workflows/text/governance.sv.md").unlink()
    repo.commit("no Swedish", "2026-11-25T12:00:00+02:00")
    build(repo, tmp_path / "site")
    html = written(tmp_path / "site", "sv/governance/index.html")
    assert '<h1 lang="fi">Hallintamalli' in html
    assert '<p class="notice" lang="sv">Det här dokumentet finns inte ännu på svenska.' in html
    assert "<h1>Governance" in written(tmp_path / "site", "en/governance/index.html")


def test_a_registry_without_prose_has_a_page_that_says_so(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    for path in (repo.path / "workflows/text").iterdir():
        path.unlink()
    repo.commit("no prose", "2026-11-25T12:00:00+02:00")
    build(repo, tmp_path / "site")
    assert "There is nothing here yet." in written(tmp_path / "site", "en/governance/index.html")
