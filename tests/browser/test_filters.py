"""The list of outputs, filtered by each of the six things that it can be filtered by."""

from playwright.sync_api import Page, expect

from tests.browser.watched import Watched

SIX = ("theme", "project", "owner", "kind", "state", "language")


def shown(page: Page) -> int:
    return page.locator(".rows > li:visible").count()


def said(page: Page) -> str:
    return page.locator(".filter").get_by_role("status").inner_text()


def test_each_filter_shows_as_many_as_it_says_and_is_kept_in_the_address(view: Watched) -> None:
    page = view.open("en/outputs/index.html")
    every = shown(page)
    for part in SIX:
        field = page.locator(f"#f-{part}")
        field.focus()
        page.keyboard.press("ArrowDown")  # the first after "All"
        option = field.locator("option:checked").inner_text()
        count = int(option.rpartition("(")[2].rstrip(")"))
        assert 0 < count <= every
        assert (shown(page), said(page)) == (count, f"{count} of {every} outputs shown."), part
        address = page.url
        assert f"#f-{part}={part}%3A" in address
        page.reload()
        assert (shown(page), page.url) == (count, address)
        page.locator(f"#f-{part}").focus()
        page.keyboard.press("Home")
        assert (shown(page), page.url.partition("#")[2]) == (every, "")


def test_filters_together_show_what_fits_all_and_an_address_leads_there(view: Watched) -> None:
    chosen = "f-project=project%3Akarkki&f-kind=kind%3Aguideline"
    page = view.open(f"fi/outputs/index.html#{chosen}")
    titles = page.locator(".rows > li:visible > a")
    expect(titles).to_have_text(["Kokonaisarkkitehtuurin käytänteet"])
    page.evaluate("location.hash = 'f-project=project%3Akarkki'")
    page.wait_for_timeout(50)
    assert shown(page) > 1
    page.evaluate("location.hash = 'f-project=project%3Anothing-of-the-kind'")
    page.wait_for_timeout(50)
    assert shown(page) == 68
