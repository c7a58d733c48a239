"""What stories need that run commands beside each other."""

from collections.abc import Iterator

import pytest

from governance.cli import forge
from tests.github import BOT, GitHub
from tests.helpers.runner import Runner


@pytest.fixture
def signed_in(hub: GitHub, monkeypatch: pytest.MonkeyPatch) -> GitHub:
    """GitHub as commands meet it in a workflow, which wait for nothing here."""
    for name, value in hub.environment(BOT).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(forge, "sleep", lambda _: None)
    return hub


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Commands in processes of their own."""
    with Runner(tmp_path_factory.mktemp("runner")) as made:
        yield made
