import shutil
from pathlib import Path

import pytest

from tests.e2e.issues.ground import Ground
from tests.github import GitHub
from tests.helpers.command import tp3
from tests.helpers.repo import ROOT

FILE = ".github/CODEOWNERS"


@pytest.fixture
def ground(hub: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    for name, value in hub.environment().items():
        monkeypatch.setenv(name, value)
    made = Ground(tmp_path / "registry", hub.repository, [])
    made.maintainer(hub.person("maintainer").account)
    return made


def test_maintainers_own_everything_but_the_records(ground: Ground) -> None:
    assert tp3("-C", ground.root, "codeowners", "--check").code == 1
    assert not (ground.root / FILE).exists()
    assert tp3("-C", ground.root, "codeowners").out == f"{FILE}\n"
    text = (ground.root / FILE).read_text()
    assert text.splitlines()[2:] == [
        "*                        @maintainer",
        "/registry/outputs/",
        "/registry/organisations/",
    ]
    assert tp3("-C", ground.root, "codeowners", "--check").code == 0


def test_a_new_login_makes_the_file_stale(ground: Ground, hub: GitHub) -> None:
    tp3("-C", ground.root, "codeowners")
    hub.person("maintainer").rename("uusi-nimi")
    answer = tp3("-C", ground.root, "--lang", "en", "codeowners", "--check")
    assert answer.code == 1
    assert "tp3 codeowners" in answer.err


def test_an_account_that_is_gone_is_named(ground: Ground, hub: GitHub) -> None:
    hub.person("maintainer").leave()
    answer = tp3("-C", ground.root, "--lang", "en", "codeowners")
    assert answer.code == 1
    assert hub.person("maintainer").account in answer.err


def test_the_live_file_is_what_the_live_roles_say(tmp_path: Path) -> None:
    assert tp3("-C", ROOT, "codeowners", "--check").code == 0
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    shutil.copytree(ROOT / "workflows", tmp_path / "workflows")
    tp3("-C", tmp_path, "codeowners")
    assert (tmp_path / FILE).read_bytes() == (ROOT / FILE).read_bytes()
