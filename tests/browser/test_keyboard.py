"""Every page can be used by keyboard: one sees where one is, and comes away again."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.telling import WALKED, telling_pages
from tests.browser.watched import Watched, watched
from tests.conftest import SOAK

# Where the keyboard is, and what is wrong with how that is seen. A mark of 2 pixels that differs
# 3:1 from what is behind it: https://www.w3.org/WAI/WCAG22/Techniques/css/C40
FOCUS = """() => {
  const here = document.activeElement;
  const walked = (window.walked ??= []);
  // Without a window around it, the browser may go from the last place straight to the first.
  if (!here || here === document.body || here === walked[0]) return null;
  const style = getComputedStyle(here), wrong = [];
  const box = here.getClientRects()[0];  // the first line of a link that goes on in the next
  if (walked.includes(here)) wrong.push("come to twice");
  walked.push(here);
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3)
    .map((each) => each / 255)
    .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  let behind = here.parentElement;
  while (behind && parts(getComputedStyle(behind).backgroundColor)[3] === 0) {
    behind = behind.parentElement;
  }
  const lights = [light(style.outlineColor),
                  light(getComputedStyle(behind ?? document.body).backgroundColor)].sort();
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no outline");
  if ((Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05) < 3) wrong.push("faint outline");
  const inWindow = box.width > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  if (!inWindow) wrong.push("out of sight");
  const x = Math.min(Math.max(box.left + 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 8), 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  if (inWindow && !(here.contains(top) || top?.contains(here))) wrong.push("covered");
  return {name: here.getAttribute("href") ?? here.id ?? here.localName,
          part: here.closest("nav, form")?.className ?? "",
          text: here.textContent.trim().slice(0, 40), wrong};
}"""
STOPS = """() => [
    ...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]"),
  ].filter((each) => each.checkVisibility() && each.tabIndex >= 0).length"""


def walk(page: Page) -> list[dict[str, str]]:
    """What the keyboard comes to, until it leaves the page. Nothing holds it or hides it."""
    most = page.evaluate(STOPS)
    found: list[dict[str, str]] = []
    for _ in range(most + 1):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here is None:
            break
        assert not here["wrong"], (page.url, here)
        found.append(here)
    assert len(found) == most, (page.url, len(found), most)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_reaches_everything_and_is_seen(
    browser: Browser, base: str, site: Path, scheme: str
) -> None:
    size = {"width": 1280, "height": 800}
    with watched(browser, base, color_scheme=scheme, viewport=size) as view:
        for path in telling_pages(site) if SOAK else WALKED:
            stops = walk(view.open(f"fi/{path}"))
            assert (stops[0]["name"], stops[0]["text"]) == ("#content", "Siirry sisältöön"), path
            assert {"tongues", "sections"} <= {stop["part"] for stop in stops[1:16]}, path
        assert view.complaints == []


def test_the_skip_link_leads_past_the_navigation(view: Watched) -> None:
    page = view.open("en/outputs/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_list_is_filtered_by_keyboard_and_what_is_found_is_said(view: Watched) -> None:
    page = view.open("en/outputs/index.html")
    stops = walk(page)
    names = [stop["name"] for stop in stops if stop["part"] == "filter"]
    assert names[:2] == ["q", "f-theme"], names
    said = page.locator(".filter").get_by_role("status")
    page.locator("#q").focus()
    page.keyboard.type("reference architecture")
    assert said.inner_text() == "3 of 68 outputs shown."
    assert page.locator(".rows > li:visible").count() == 3
    page.keyboard.press("Enter")  # nothing is sent anywhere
    assert page.url == f"{view.base}en/outputs/index.html#q=reference+architecture"
    page.reload()
    assert page.locator(".rows > li:visible").count() == 3
    page.locator(".skip").focus()
    page.keyboard.press("Enter")  # leads past the filter, and leaves what it found
    assert page.locator(".rows > li:visible").count() == 3
    page.locator(".filter").get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '' || location.hash === '#'")
    assert page.locator(".rows > li:visible").count() == 68
