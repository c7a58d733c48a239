"""A machine for workflows, and a registry whose main branch it checks out."""

import shutil
from pathlib import Path

import pytest

from tests.helpers.cases import BASE
from tests.helpers.repo import ROOT, Repo
from tests.workflows.act import Machine, copy_source


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the action."""
    return copy_source(tmp_path_factory.mktemp("source"))


@pytest.fixture
def machine(tmp_path: Path, source: Path) -> Machine:
    return Machine.made(tmp_path / "machine", source)


@pytest.fixture
def registry(tmp_path: Path, machine: Machine) -> Repo:
    """The example registry, pushed."""
    repo = Repo.init(tmp_path / "registry")
    shutil.copytree(BASE, repo.path, dirs_exist_ok=True)
    shutil.copytree(ROOT / ".github/scripts", repo.path / ".github/scripts")
    repo.commit("records", when="2026-10-05T12:00:00+03:00")
    machine.push(repo)
    return repo
