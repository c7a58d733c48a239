from pathlib import Path

import pytest

from tests.helpers.command import tp3
from tests.helpers.pages import Page, read_site
from tests.helpers.repo import Repo
from tests.site.ground import LATER, build, lived


@pytest.fixture(scope="session")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A registry that has lived a while; nothing writes to it."""
    return lived(tmp_path_factory.mktemp("repo") / "made")


@pytest.fixture(scope="session")
def site(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    out = tmp_path_factory.mktemp("site")
    build(repo, out)
    return out


@pytest.fixture(scope="session")
def later(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same records on a later day."""
    out = tmp_path_factory.mktemp("later")
    arguments = ("--today", LATER, "site", "build", "--out", out)
    assert tp3("-C", repo.path, *arguments).code == 0
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Its pages."""
    return read_site(site)
