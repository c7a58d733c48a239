"""What a reader has: without script, on a later day, on paper, with the reader's own colours."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.telling import LANGUAGES, OUTPUT, READ, telling_pages
from tests.browser.test_axe import AXE, RUN
from tests.browser.watched import Watched, watched
from tests.conftest import SOAK
from tests.site.ground import AHEAD

PRINTED = (
    "index.html", OUTPUT, "queue/index.html", "governance/index.html", "indicators/index.html",
)  # fmt: skip
IN_DATE, DUE = ".state .mark.in-date", ".state .mark.review-due"


@pytest.mark.parametrize("path", READ)
def test_without_script_everything_stands_and_the_day_is_said(
    browser: Browser, base: str, view: Watched, path: str
) -> None:
    main = view.open(f"en/{path}").locator("main")
    lines = {line.strip() for line in main.inner_text().splitlines()}
    form = main.locator(".filter")
    lines -= set(form.inner_text().splitlines()) if form.count() else set()
    with watched(browser, base, java_script_enabled=False) as plain:
        page = plain.open(f"en/{path}")
        said = {line.strip() for line in page.locator("main").inner_text().splitlines()}
        assert lines <= said
        assert page.locator(".filter:visible").count() == 0
        footer = page.locator("footer").inner_text()
        assert "15 Jun 2027" in footer
        assert "script" in footer
        assert plain.complaints == []


@pytest.mark.parametrize(
    ("now", "is_due"),
    [("2028-02-29T23:59:00+02:00", False), ("2028-03-01T00:01:00+02:00", True)],
)
def test_the_state_turns_with_the_day_where_the_registry_is_kept(
    browser: Browser, base: str, now: str, *, is_due: bool
) -> None:
    # In New York it is the day before in both cases.
    with watched(browser, base, now=now, timezone_id="America/New_York") as view:
        page = view.open(f"en/{OUTPUT}")
        assert page.locator(IN_DATE).is_visible() is not is_due
        assert page.locator(DUE).is_visible() is is_due
        page = view.open("en/outputs/index.html#f-state=state%3Ain-date")
        assert page.locator(".rows > li:visible").count() == (0 if is_due else 1)
        options = page.locator("#f-state option").all_inner_texts()
        assert f"in date ({0 if is_due else 1})" in options
        assert f"review due ({1 if is_due else 0})" in options
        assert view.complaints == []


@pytest.mark.parametrize(
    ("now", "is_past"),
    [("2027-06-15T23:59:00+03:00", False), ("2027-06-16T00:01:00+03:00", True)],
)
def test_a_first_review_whose_day_has_passed_is_told_so_and_the_word_stays(
    browser: Browser, base: str, now: str, *, is_past: bool
) -> None:
    with watched(browser, base, now=now) as view:
        state = view.open(f"en/outputs/{AHEAD}/index.html").locator(".state p:visible").first
        said = "should have been done by 15 Jun 2027" if is_past else "First review: by 15 Jun 2027"
        assert said in state.inner_text()
        assert state.locator(".mark.not-yet-reviewed").count() == 1
        assert view.complaints == []


@pytest.mark.parametrize(("day", "is_old"), [("2027-06-23", False), ("2027-06-24", True)])
def test_a_page_that_is_not_made_again_says_so_after_eight_days(
    browser: Browser, base: str, day: str, *, is_old: bool
) -> None:
    with watched(browser, base, now=f"{day}T12:00:00+03:00") as view:
        assert view.open("sv/index.html").locator(".old").is_visible() is is_old


def test_on_paper_there_is_what_one_reads_in_black_with_addresses(
    browser: Browser, base: str, site: Path
) -> None:
    with watched(browser, base, color_scheme="dark") as view:
        view.page.add_init_script(path=AXE)
        view.page.emulate_media(media="print")
        # The contents of a document are part of it.
        gone = "nav:not(.contents):visible, form:visible, .skip:visible"
        faint = []
        for path in telling_pages(site) if SOAK else PRINTED:
            page = view.open(f"fi/{path}")
            assert page.locator(gone).count() == 0, path
            colour = "getComputedStyle(document.body).backgroundColor"
            assert page.evaluate(colour) == "rgb(255, 255, 255)", path
            faint += [
                f"{path} {each}"
                for each in page.evaluate(
                    RUN, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
                )
            ]
        assert faint == []
        page = view.open(f"fi/{OUTPUT}")
        shown = "(each) => getComputedStyle(each, '::after').content"
        links = page.locator(".do a[href^=http]")
        assert links.count() > 0
        assert all(
            link.get_attribute("href") in link.evaluate("(each) => each.textContent")
            or re.search("https://", link.evaluate(shown))
            for link in links.all()
        )
        assert page.pdf().startswith(b"%PDF-")
        assert view.complaints == []


def test_own_colours_keep_what_colours_say_and_nothing_moves(browser: Browser, base: str) -> None:
    options = {"forced_colors": "active", "reduced_motion": "reduce"}
    with watched(browser, base, **options) as view:
        for path in READ:
            page = view.open(f"sv/{path}")
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            moving = """() => [...document.querySelectorAll("*")].filter((each) => {
              const style = getComputedStyle(each);
              return style.transitionDuration !== "0s" || style.animationName !== "none"
                || style.scrollBehavior !== "auto";
            }).length"""
            assert page.evaluate(moving) == 0, path
            unseen = """() => [...document.querySelectorAll(".mark, .shelves i")].filter((each) => {
              if (!each.checkVisibility()) return false;
              const part = each.localName === "i" ? null : "::before";
              return getComputedStyle(each, part).borderTopColor
                === getComputedStyle(document.body).backgroundColor;
            }).length"""
            assert page.evaluate(unseen) == 0, path
            page.keyboard.press("Tab")
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) == "solid", path
        assert view.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_output_page_and_all_it_loads_is_small(
    browser: Browser, base: str, site: Path, language: str
) -> None:
    pages = (site / language / "outputs").glob("*/index.html")
    largest = max(pages, key=lambda path: path.stat().st_size)
    with watched(browser, base) as view:
        view.open(largest.relative_to(site).as_posix())
        view.page.wait_for_load_state("networkidle")
        loaded = {path.partition("#")[0] for path in view.requests} | {"icon.svg"}
        assert "site.css" in loaded
        assert sum((site / path).stat().st_size for path in loaded) <= 60_000, loaded
        assert view.complaints == []
