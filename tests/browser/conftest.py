"""A browser for the tests here, and the sites that it looks at."""

import os
import shutil
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from tests.browser.hostile import hostile as made_hostile
from tests.browser.odd import bare as made_bare
from tests.browser.odd import odd as made_odd
from tests.browser.watched import Watched, served, watched
from tests.helpers.repo import Repo
from tests.site.ground import OUTPUT, REVIEWED, build, lived

HOME = os.environ.get("HOME", "")  # the tests have another; Playwright's own browser is in this one

PASSED = "registry/outputs/digikyvykkyys/digikyvykkyys-infografiikat.yaml"  # none names it

SITE = "public/digi"  # as the address says in the settings


def built(factory: pytest.TempPathFactory, name: str, made: Callable[[Path], Repo]) -> Path:
    """The site of a registry. The first worker of a run that needs it makes it for all."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not folder.exists():
            begun = factory.mktemp(name)
            build(made(begun / "repo"), begun / SITE)
            begun.rename(folder)
    return folder / SITE


def passed_on(repo: Repo) -> Repo:
    """The same without an output and a version of another, which have pages all the same."""
    (repo.path / PASSED).unlink()
    path = repo.path / OUTPUT.format(REVIEWED)
    record = yaml.safe_load(path.read_text("utf-8"))
    del record["versions"][0], record["locations"][1]
    path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    repo.commit("gone", "2027-06-01T12:00:00+03:00")
    return repo


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry that has lived a while."""
    return built(tmp_path_factory, "lived", lambda path: passed_on(lived(path)))


@pytest.fixture(scope="package")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry in which every text is an attack."""
    return built(tmp_path_factory, "hostile", lambda path: passed_on(made_hostile(path)))


@pytest.fixture(scope="package")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry with very many outputs, and all else that is sound and rare."""
    return built(tmp_path_factory, "odd", made_odd)


@pytest.fixture(scope="package")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry without outputs."""
    return built(tmp_path_factory, "bare", made_bare)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", HOME)
        playwright = sync_playwright().start()
    started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    yield started
    started.close()
    playwright.stop()


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
