"""Search in a real browser: what is found, by whom, and what is said where it cannot work."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watched import Watched, served, watched
from tests.site.ground import REVIEWED

SEARCH = "search/index.html"
DESCRIPTIONS = "outputs/viitearkkitehtuurikuvaukset/index.html"


def ask(page: Page, query: str) -> list[str]:
    """Search on the search page; the titles of what is shown first."""
    page.locator("#find").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_contain_text(f"{query}")
    return page.locator(".results li > a").all_inner_texts()


def hrefs(page: Page) -> list[str | None]:
    return [link.get_attribute("href") for link in page.locator(".results li > a").all()]


def count(page: Page) -> int:
    return int(page.locator(".count").inner_text().split()[0])


@pytest.mark.parametrize(
    ("language", "forms", "found"),
    [
        (
            "fi",
            ("viitearkkitehtuuri", "viitearkkitehtuurin", "viitearkkitehtuureja"),
            "Viitearkkitehtuurikuvaukset",
        ),
        (
            "sv",
            ("referensarkitektur", "referensarkitekturen", "referensarkitekturens"),
            "Beskrivningar av referensarkitekturen",
        ),
        (
            "en",
            ("reference architecture", "reference architectures"),
            "Reference architecture descriptions",
        ),
    ],
)
def test_any_form_of_a_word_finds_the_same(
    view: Watched, language: str, forms: tuple[str, ...], found: str
) -> None:
    page = view.open(f"{language}/{SEARCH}")
    counts = set()
    for form in forms:
        assert found in ask(page, form)[:3]
        counts.add(count(page))
    assert len(counts) == 1
    assert f"{view.base}{language}/{DESCRIPTIONS}" in hrefs(page)


def test_what_is_found_says_what_it_is_and_shows_the_words(view: Watched) -> None:
    page = view.open(f"fi/{SEARCH}?q=karkki")
    row = page.locator(".results li", has_text="Hanke").first
    expect(row.locator("a")).to_have_text("KARKKI")
    expect(row.locator("mark").first).to_have_text("KARKKI")
    assert "kokonaisarkkitehtuurihanke" in row.inner_text()  # a name it had


def test_later_parts_of_words_other_names_and_parts_of_documents_are_found(view: Watched) -> None:
    page = view.open(f"fi/{SEARCH}")
    assert "Viitearkkitehtuurikuvaukset" in ask(page, "arkkitehtuurit")
    row = page.locator(".results li", has_text="Viitearkkitehtuurikuvaukset").first
    expect(row.locator("mark").nth(1)).to_have_text("viitearkkitehtuurikuvaukset")
    assert ask(page, "Jokilaaksot")[0] == "Jokilaaksojen koulutuskuntayhtymä"
    assert "Mitä omistajalta kysytään" in ask(page, "mitä omistajalta kysytään")
    link = page.locator(".results li > a", has_text="Mitä omistajalta kysytään").first
    link.click()
    page.wait_for_url("**/fi/governance/index.html#*")
    assert page.evaluate("document.querySelector(':target').localName") == "h2"


def test_a_reader_searches_from_any_page_by_keyboard(view: Watched) -> None:
    page = view.open(f"en/outputs/{REVIEWED}/index.html")
    while page.evaluate("document.activeElement.id") != "find":
        page.keyboard.press("Tab")
    page.keyboard.type("analytics")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/{SEARCH}?q=analytics")
    expect(page.locator(".count")).to_contain_text("results for “analytics”.")
    assert page.locator("#find").input_value() == "analytics"
    assert page.title().startswith("analytics – Search – ")
    page.locator(".asking button").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.results li:first-child > a')")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)
    page.go_back()
    expect(page.locator(".results li")).to_have_count(10)


def test_more_results_are_shown_when_asked_for(view: Watched) -> None:
    page = view.open(f"fi/{SEARCH}?q=koulutus")
    expect(page.locator(".results li")).to_have_count(10)
    more = page.get_by_role("button", name="Näytä lisää tuloksia")
    more.press("Enter")
    expect(page.locator(".results li")).to_have_count(20)
    assert page.evaluate("document.activeElement.matches('.results li:nth-child(11) > a')")
    for shown in range(30, count(page), 10):
        more.dblclick()  # the second is too early, and shows nothing twice
        expect(page.locator(".results li")).to_have_count(shown)
    more.click()
    expect(more).to_be_hidden()
    expect(page.locator(".results li")).to_have_count(count(page))
    assert len(set(hrefs(page))) == count(page)


def test_a_query_is_text_and_finding_nothing_is_said(view: Watched) -> None:
    page = view.open(f"en/{SEARCH}?q={quote('<img src=x onerror=alert(1)>')}")
    said = page.locator(".results").get_by_role("status")
    expect(said).to_contain_text("Nothing was found for “<img src=x onerror=alert(1)>”.")
    expect(said.get_by_text("Check the spelling")).to_be_visible()
    assert page.locator(".results img").count() == 0
    assert ask(page, "tool")
    expect(said.get_by_text("Check the spelling")).to_be_hidden()


def test_what_a_record_says_is_found_as_text(browser: Browser, hostile: Path) -> None:
    with served(hostile) as base, watched(browser, base) as view:
        page = view.open(f"sv/{SEARCH}?q=alert+document.domain")
        expect(page.locator(".results li")).to_have_count(10)
        shown = page.locator(".results").evaluate(
            "each => [...each.querySelectorAll('*')].map((one) => one.localName)"
        )
        assert set(shown) <= {"div", "p", "a", "ol", "li", "mark", "button"}
        assert page.locator(".results li > a[lang=fi]").count() == 10
        assert view.complaints == []


def test_search_works_below_any_path(browser: Browser, site: Path) -> None:
    with served(site.parents[1]) as base:
        below = f"{base}{site.relative_to(site.parents[1])}/"
        with watched(browser, below) as view:
            page = view.open(f"fi/{SEARCH}?q=viitearkkitehtuuri")
            page.locator(".results li > a", has_text="Viitearkkitehtuurikuvaukset").click()
            page.wait_for_url(f"{below}fi/{DESCRIPTIONS}")
            assert view.complaints == []


def test_from_a_file_the_reader_is_led_to_the_list_instead(browser: Browser, site: Path) -> None:
    with watched(browser, f"{site.as_uri()}/") as view:
        page = view.open("fi/index.html")
        page.locator(".find input").fill("viitearkkitehtuuri")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/fi/{SEARCH}?q=viitearkkitehtuuri")
        expect(page.locator("[data-why=file]")).to_be_visible()
        page.get_by_role("link", name="Rajaa sen sijaan tuotosten luetteloa").click()
        expect(page.locator(".filter [role=status]")).to_have_text("Näkyvissä 3/68 tuotosta.")
        assert view.complaints == []


def test_without_script_or_index_the_page_says_what_works(
    browser: Browser, base: str, site: Path, tmp_path: Path
) -> None:
    with watched(browser, base, java_script_enabled=False) as view:
        page = view.open(f"sv/{SEARCH}?q=modell")
        expect(page.get_by_text("Sökningen behöver skript")).to_be_visible()
        assert page.locator("main .columns a").count() == 7
        assert view.complaints == []
    for each in site.iterdir():
        if each.name != "pagefind":
            (tmp_path / each.name).symlink_to(each)
    with served(tmp_path) as address, watched(browser, address) as view:
        page = view.open(f"sv/{SEARCH}?q=modell")
        expect(page.locator("[data-why=broken]")).to_be_visible()
        expect(page.get_by_text("Sökningen behöver skript")).to_be_hidden()
