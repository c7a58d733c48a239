"""What stories need that run commands beside each other."""

from collections.abc import Iterator

import pytest

from tests.helpers.runner import Runner


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """Commands in processes of their own."""
    with Runner(tmp_path_factory.mktemp("runner")) as made:
        yield made
