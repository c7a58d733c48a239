"""The fixture `hub`: one server a process, started when first asked for, empty for every test."""

from collections.abc import Iterator

import pytest

from tests.github.hub import GitHub


@pytest.fixture(scope="session")
def github() -> Iterator[GitHub]:
    """The server itself; tests take `hub`."""
    with GitHub() as server:
        yield server


@pytest.fixture
def hub(github: GitHub) -> Iterator[GitHub]:
    """An empty GitHub. The test fails when it was asked what GitHub does not know."""
    yield github
    github.reset()
