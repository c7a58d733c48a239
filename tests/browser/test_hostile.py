"""Nothing in a record runs, asks for anything, or breaks a page; and pages fit a narrow window."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.hostile import ALERT
from tests.browser.telling import SITES, looked_at
from tests.browser.watched import served, watched

# 320 CSS pixels: a window of 1280 by 1024 at 400 %. https://www.w3.org/TR/WCAG22/#reflow
ZOOM = 4
NARROW = {"width": 1280 // ZOOM, "height": 1024 // ZOOM}
# https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = """() => {
  const style = new CSSStyleSheet();
  style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [style];
}"""
# Words that cannot be reached: beside the window, or cut off by what holds them.
LOST = """() => {
  const lost = [];
  const width = document.scrollingElement.scrollWidth;
  if (width > innerWidth) lost.push(`scrolls sideways: ${width}`);
  for (const each of document.querySelectorAll("body *")) {
    if (!each.checkVisibility() || each.closest(".skip, .hidden, svg")) continue;
    const style = getComputedStyle(each), {left, right} = each.getBoundingClientRect();
    const name = `${each.localName}.${each.className}#${each.id} ${each.textContent.slice(0, 60)}`;
    if (!each.closest(".scroll, thead") && (left < -1 || right > innerWidth + 1)) {
      lost.push(`beside the window: ${name}`);
    }
    const cuts = (value) => value === "hidden" || value === "clip";
    if ((cuts(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
        || (cuts(style.overflowY) && each.scrollHeight > each.clientHeight + 1)) {
      lost.push(`cut off: ${name}`);
    }
  }
  return lost.slice(0, 5);
}"""


@pytest.mark.parametrize(
    ("name", "language"),
    [(name, language) for name, languages in SITES.items() for language in languages],
)
def test_pages_are_calm_and_whole_at_400_percent_and_with_wide_spacing(
    browser: Browser, name: str, language: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    lost: list[str] = []
    with (
        served(folder) as base,
        watched(browser, base, viewport=NARROW, device_scale_factor=ZOOM) as view,
    ):
        for path in looked_at(folder, language, name):
            page = view.open(path)
            lost += [f"{path} {each}" for each in page.evaluate(LOST)]
            page.evaluate(SPACED)
            lost += [f"{path} spaced {each}" for each in page.evaluate(LOST)]
        assert lost == []
        assert view.complaints == []


def test_attacks_are_read_as_they_stand(browser: Browser, hostile: Path) -> None:
    """The test above sees nothing run only because it is shown."""
    with served(hostile) as base, watched(browser, base) as view:
        page = view.open("fi/outputs/index.html")
        assert page.locator("main").inner_text().count(f"<script>{ALERT}</script>") > 10
        assert page.locator("iframe, main img, [onload], [onerror], [onfocus]").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0
        assert view.complaints == []


def test_what_a_page_does_is_noticed(browser: Browser, base: str) -> None:
    with watched(browser, base) as view:
        page = view.open("fi/index.html")
        with (
            page.expect_console_message(lambda said: "policy img-src" in said.text),
            page.expect_console_message(lambda said: "policy style-src" in said.text),
            page.expect_event("dialog"),
        ):
            page.evaluate("""() => {
              for (const each of ["<img src=https://e.invalid/x.png>", "<p style='color: red'>"]) {
                document.querySelector("main").insertAdjacentHTML("beforeend", each);
              }
              setTimeout(() => alert("x"));
            }""")
        told = "\n".join(view.complaints)
    assert "policy img-src https://e.invalid/x.png" in told
    assert "policy style-src" in told
    assert "dialog: x" in told
