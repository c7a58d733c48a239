"""The place in which owners comment."""

from pathlib import Path

import pytest

from tests.e2e.commands.place import NOW, Place
from tests.e2e.issues.ground import Ground
from tests.github import GitHub
from tests.helpers.command import TODAY, tp3


@pytest.fixture
def place(signed_in: GitHub, tmp_path: Path) -> Place:
    """Two outputs of org-a (fi) and one of org-b (sv, only proposed), each with its issue."""
    hub = signed_in
    hub.clock = NOW
    accounts = [hub.person(key).account for key in ("contact", "deputy")]
    ground = Ground(tmp_path / "ground", hub.repository, accounts)
    ground.organisation("org-b", "sv", [hub.person("member").account])
    ground.maintainer(hub.person("maintainer").account)
    ground.output("aalto")
    ground.output("halla")
    ground.output("lumo", owner="org-b", owner_since=None, owner_basis="ehdotus")
    origin, clone = ground.put_up(tmp_path)
    hub.origin = origin
    found = Place(hub, ground, origin, clone)
    opened = tp3("-C", found.clone.path, *TODAY, "issues", "apply")
    assert opened.code == 0, opened.err
    hub.requests.clear()
    return found
