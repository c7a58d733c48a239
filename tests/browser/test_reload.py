"""A page of `tp3 site serve` that is open loads itself again; its policy lets it."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.helpers.served import PATIENCE, serving, small
from tests.site.ground import DAY


def test_an_open_page_loads_itself_again(tmp_path: Path, browser: Browser) -> None:
    with serving(small(tmp_path), DAY) as served:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda each: said.append(each.text))
        page.goto(f"http://127.0.0.1:{served.port}/fi/themes/")
        served.call_theme("Elävä teema")
        page.get_by_text("Elävä teema").first.wait_for(timeout=1000 * PATIENCE)
        assert said == []
        page.close()
