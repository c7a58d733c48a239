"""A browser for the tests here, and two sites that it looks at."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.hostile import hostile as made_hostile
from tests.browser.watched import Watched, served, watched
from tests.site.ground import build, lived

HOME = os.environ.get("HOME", "")  # the tests have another; Playwright's own browser is in this one


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry that has lived a while."""
    folder = tmp_path_factory.mktemp("browser")
    build(lived(folder / "repo"), folder / "site")
    return folder / "site"


@pytest.fixture(scope="package")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry in which every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    build(made_hostile(folder / "repo"), folder / "site")
    return folder / "site"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", HOME)
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox"], chromium_sandbox=False
            )
            yield started
            started.close()


@pytest.fixture(scope="package")
def base(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as address:
        yield address


@pytest.fixture
def view(browser: Browser, base: str) -> Iterator[Watched]:
    """A page that must not complain."""
    with watched(browser, base) as found:
        yield found
        assert found.complaints == []
