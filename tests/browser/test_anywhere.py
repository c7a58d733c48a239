"""The same build wherever it is put: below any path of a server, or opened from a folder."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.watched import served, watched
from tests.site.ground import REVIEWED

DEPTHS = (
    "index.html",
    "fi/index.html",
    "sv/outputs/index.html",
    f"en/outputs/{REVIEWED}/1.0.html",
    f"fi/outputs/{REVIEWED}/index.html",
)
# The filter of a list is there only where the script has run.
STYLED = "() => document.styleSheets.length == 1 && getComputedStyle(document.body).margin == '0px'"
FILTERED = "() => !document.querySelector('form.filter').hidden"


def test_below_a_path_nothing_is_asked_for_above_it(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").symlink_to(site)
    with served(tmp_path) as address, watched(browser, f"{address}a/b/") as view:
        for path in DEPTHS:
            page = view.open(path)
            assert page.evaluate(STYLED), path
            if path == "sv/outputs/index.html":
                assert page.evaluate(FILTERED)
        assert {"site.css", "site.js"} <= set(view.requests)
        assert view.complaints == []


def test_the_site_works_from_a_folder(browser: Browser, site: Path) -> None:
    with watched(browser, f"{site.as_uri()}/") as view:
        page = view.open("index.html")
        page.get_by_role("link", name="Svenska").click()
        page.wait_for_url(f"{view.base}sv/index.html")
        assert page.evaluate("getComputedStyle(document.querySelector('.band')).color") != (
            "rgb(0, 0, 0)"
        )
        page.locator("nav a[href^=outputs]").first.click()
        page.wait_for_url("**/sv/outputs/index.html")
        page.locator("#q").fill("referensarkitektur")
        assert page.locator(".rows > li:visible").count() == 3
        page.locator(".rows > li:visible a").first.click()
        expect(page.locator(".state")).to_be_visible()
        assert view.complaints == []


def test_a_browser_that_does_not_know_the_time_zone_takes_its_own(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    for name in ("site.js", "sv/outputs/index.html"):
        text = (site / name).read_text("utf-8")
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.replace('"Europe/Helsinki"', '"Europe/Espoo"'), "utf-8")
    with watched(browser, f"{tmp_path.as_uri()}/") as view:
        assert view.open("sv/outputs/index.html").evaluate(FILTERED)
        assert "Europe/Espoo" in view.page.content()
