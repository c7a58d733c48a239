"""Faults, kills, two runs at once and people at work: once they end, one run makes all right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SEED, SOAK
from tests.e2e.issues.scenario import play
from tests.github import GitHub
from tests.helpers.runner import Runner

COUNT, PARTS = (2000, 20) if SOAK else (16, 4)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with Runner(tmp_path_factory.mktemp("said")) as made:
        yield made


@pytest.mark.parametrize("part", range(PARTS))
def test_after_all_faults_one_run_makes_everything_right(
    github: GitHub, runner: Runner, tmp_path: Path, part: int
) -> None:
    for number in range(COUNT // PARTS):
        seed = (SEED + 1_000_003 * part + number) % 2**32
        try:
            play(github, runner, tmp_path, seed)
        except AssertionError as error:
            raise AssertionError(f"the story of seed {seed}: {error}") from error
        finally:
            github.reset()
