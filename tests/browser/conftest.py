"""A browser for the tests here, and two sites that it looks at."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from tests.browser.hostile import hostile as made_hostile
from tests.browser.watched import Watched, served, watched
from tests.helpers.repo import Repo
from tests.site.ground import OUTPUT, REVIEWED, build, lived

HOME = os.environ.get("HOME", "")  # the tests have another; Playwright's own browser is in this one

PASSED = "registry/outputs/digikyvykkyys/digikyvykkyyden-kokonaisuudet.yaml"  # none names it


def built(repo: Repo, folder: Path) -> Path:
    """Its site, where its address says, after an output and a version have gone."""
    (repo.path / PASSED).unlink()
    path = repo.path / OUTPUT.format(REVIEWED)
    record = yaml.safe_load(path.read_text("utf-8"))
    del record["versions"][0], record["locations"][1]
    path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    repo.commit("gone", "2027-06-01T12:00:00+03:00")
    build(repo, folder / "public/digi")
    return folder / "public/digi"


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry that has lived a while."""
    folder = tmp_path_factory.mktemp("browser")
    return built(lived(folder / "repo"), folder)


@pytest.fixture(scope="package")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry in which every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    return built(made_hostile(folder / "repo"), folder)


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
