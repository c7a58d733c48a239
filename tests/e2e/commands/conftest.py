"""The place in which owners comment."""

from pathlib import Path

import pytest

from governance.cli import forge
from tests.e2e.commands.place import NOW, Place
from tests.e2e.issues.ground import Ground
from tests.github import BOT, GitHub
from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import Repo, git


@pytest.fixture
def place(hub: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Two outputs of org-a (fi) and one of org-b (sv, only proposed), each with its issue."""
    monkeypatch.setattr(forge, "sleep", lambda _: None)
    for name, value in hub.environment(BOT).items():
        monkeypatch.setenv(name, value)
    hub.clock = NOW
    accounts = [hub.person(key).account for key in ("contact", "deputy")]
    ground = Ground(tmp_path / "ground", hub.repository, accounts)
    ground.organisation("org-b", "sv", [hub.person("member").account])
    ground.maintainer(hub.person("maintainer").account)
    ground.output("aalto")
    ground.output("halla")
    ground.output("lumo", owner="org-b", owner_since=None, owner_basis="ehdotus")
    repo = Repo.init(ground.root)
    repo.commit("records")
    origin = tmp_path / "origin.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(ground.root), str(origin))
    repo.git("remote", "add", "origin", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(tmp_path / "clone"))
    hub.origin = origin
    found = Place(hub, ground, origin, Repo(tmp_path / "clone"))
    opened = tp3("-C", found.clone.path, *TODAY, "issues", "apply")
    assert opened.code == 0, opened.err
    hub.requests.clear()
    return found
