"""The place in which people bring changes by pull requests."""

from pathlib import Path

import pytest

from governance.cli import forge
from tests.e2e.approvals.place import NOW, Place
from tests.e2e.issues.ground import Ground
from tests.github import BOT, GitHub
from tests.helpers.repo import Repo, git


@pytest.fixture
def place(hub: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Two outputs of org-a, whose contacts are `contact` and `deputy`, and one of org-b."""
    monkeypatch.setattr(forge, "sleep", lambda _: None)
    for name, value in hub.environment(BOT).items():
        monkeypatch.setenv(name, value)
    hub.clock = NOW
    accounts = [hub.person(key).account for key in ("contact", "deputy")]
    ground = Ground(tmp_path / "ground", hub.repository, accounts)
    ground.organisation("org-b", "sv", [hub.person("member").account])
    ground.maintainer(hub.person("maintainer").account)
    for id, owner in (("aalto", "org-a"), ("halla", "org-a"), ("lumo", "org-b")):
        ground.output(id, owner=owner)
    repo = Repo.init(ground.root)
    repo.commit("records")
    origin = tmp_path / "origin.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(ground.root), str(origin))
    repo.git("remote", "add", "origin", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(tmp_path / "clone"))
    fork = tmp_path / "fork.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(origin), str(fork))
    hub.origin = origin
    return Place(hub, ground, origin, fork, Repo(tmp_path / "clone"))
