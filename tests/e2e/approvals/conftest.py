"""The place in which people bring changes by pull requests."""

from pathlib import Path

import pytest

from tests.e2e.approvals.place import NOW, Place
from tests.e2e.issues.ground import Ground
from tests.github import GitHub
from tests.helpers.repo import git


@pytest.fixture
def place(signed_in: GitHub, tmp_path: Path) -> Place:
    """Two outputs of org-a, whose contacts are `contact` and `deputy`, and one of org-b."""
    hub = signed_in
    hub.clock = NOW
    accounts = [hub.person(key).account for key in ("contact", "deputy")]
    ground = Ground(tmp_path / "ground", hub.repository, accounts)
    ground.organisation("org-b", "sv", [hub.person("member").account])
    ground.maintainer(hub.person("maintainer").account)
    for id, owner in (("aalto", "org-a"), ("halla", "org-a"), ("lumo", "org-b")):
        ground.output(id, owner=owner)
    origin, clone = ground.put_up(tmp_path)
    fork = tmp_path / "fork.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(origin), str(fork))
    hub.origin = origin
    return Place(hub, ground, origin, fork, clone)
