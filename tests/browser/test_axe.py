"""axe-core finds nothing against WCAG 2.2 AA or good practice, in any language, width or scheme."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.odd import LONG, TELLING
from tests.browser.telling import LANGUAGES, SITES, looked_at, telling_pages
from tests.browser.watched import Watched, served, watched
from tests.conftest import SOAK
from tests.site.ground import REVIEWED

AXE = Path(sys.prefix) / "browser/node_modules/axe-core/axe.min.js"  # the Makefile puts it there
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}  # by itself it is off
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Each page is seen in one of these, in one language; a soak sees each type in all, in every one.
LOOKS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
# What stands closed or waits for a day is looked at too.
OPEN = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
RUN = """async (options) => {
  const {violations} = await axe.run({...options, resultTypes: ["violations"]});
  return violations.flatMap((found) => found.nodes.map(
    (node) => `${found.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


def looks(path: str, telling: Iterable[str], turn: int) -> Iterable[int]:
    """In which looks a page is seen: in all in a soak if it is of those that tell, else in one."""
    everyway = SOAK and path.partition("/")[2] in {"", *telling}
    return range(len(LOOKS)) if everyway else (turn,)


def found_on(page: Page, look: int) -> list[str]:
    width, scheme = LOOKS[look % len(LOOKS)]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found: list[str] = page.evaluate(RUN, ALL)
    return [f"{page.url} {width} {scheme} {each}" for each in found]


@pytest.mark.parametrize("number", range(len(LANGUAGES)), ids=LANGUAGES)
def test_axe_finds_nothing_on_any_type_of_page(
    browser: Browser, base: str, site: Path, number: int
) -> None:
    found: list[str] = []
    with watched(browser, base) as view:
        view.page.add_init_script(path=AXE)
        for place, path in enumerate(looked_at(site, LANGUAGES[number])):
            if not SOAK and place % len(LANGUAGES) != number:
                continue
            view.open(path).evaluate(OPEN)
            for look in looks(path, telling_pages(site), place):
                found += found_on(view.page, look)
    assert found == []


@pytest.mark.parametrize("name", ["odd", "bare"])
def test_axe_finds_nothing_where_there_is_very_much_or_nothing(
    browser: Browser, name: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    found: list[str] = []
    with served(folder) as base, watched(browser, base) as view:
        view.page.add_init_script(path=AXE)
        for language in SITES[name]:
            for place, path in enumerate(looked_at(folder, language, name)):
                if name == "odd" and path.endswith(LONG) and not SOAK:
                    continue
                view.open(path).evaluate(OPEN)
                for look in looks(path, TELLING[name], place):
                    found += found_on(view.page, look)
        assert view.complaints == []
    assert found == []


def test_axe_finds_nothing_on_a_later_day(browser: Browser, base: str) -> None:
    """What the day shows: that a review is due, that the page is old."""
    with watched(browser, base, now="2028-04-01T12:00:00+03:00") as view:
        view.page.add_init_script(path=AXE)
        page = view.open(f"en/outputs/{REVIEWED}/index.html")
        assert page.locator(".old").is_visible()
        assert [found for look in range(len(LOOKS)) for found in found_on(page, look)] == []


def test_a_fault_is_found(view: Watched) -> None:
    view.page.add_init_script(path=AXE)
    page = view.open("en/about/index.html")
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
      "<img src=../../icon.svg><p class=faint>Hardly read</p>"
      + "<button>a</button><button>b</button>")""")
    page.evaluate("""() => {
      const style = new CSSStyleSheet();
      style.replaceSync(".faint { color: #999; background: #fff } "
        + "main button { min-height: 0; padding: 0; margin: 0; border: 0; line-height: 1 }");
      document.adoptedStyleSheets = [style];
    }""")
    found = "".join(found_on(page, 0))
    assert "image-alt" in found
    assert "color-contrast" in found
    assert "target-size" in found
