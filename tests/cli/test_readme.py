"""What README tells a newcomer to type works on the live registry."""

import re
import shlex
from pathlib import Path

import pytest

from governance.cli.main import COMMANDS
from tests.helpers.command import TODAY, tp3
from tests.helpers.repo import ROOT, live

README = (ROOT / "README.md").read_text()
LINES = re.findall(r"^    tp3 (.*?)(?:\s+#.*)?$", README, flags=re.MULTILINE)


ON_GITHUB = (
    "issues apply", "issues alarm", "commands run", "approvals run", "approvals record", "doctor",
    "queue --issues", "approvals check --pull",
)  # fmt: skip
OF_NOTES = "audit"
HERE = [line for line in LINES if not line.startswith((*ON_GITHUB, OF_NOTES))]


@pytest.mark.parametrize("line", HERE)
def test_a_command_of_the_readme_does_its_work(line: str, tmp_path: Path) -> None:
    arguments = shlex.split(line.replace("DIR", str(tmp_path)))
    answer = tp3("-C", ROOT, *TODAY, *arguments)
    assert answer.code == ("--fail-on" in line and "overdue" in answer.out)
    assert answer.out or answer.err


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith(ON_GITHUB)])
def test_a_command_that_needs_github_says_that_the_live_registry_has_none_yet(line: str) -> None:
    answer = tp3("-C", ROOT, *TODAY, "--lang", "en", *shlex.split(line))
    assert answer.code == 3
    assert "`forge` in registry/registry.yaml" in answer.err


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith(OF_NOTES)])
def test_a_command_that_needs_notes_says_how_to_fetch_them(line: str, tmp_path: Path) -> None:
    live(tmp_path)
    answer = tp3("-C", tmp_path, *TODAY, "--lang", "en", *shlex.split(line))
    assert answer.code == 3
    remedy = "git config --add remote.origin.fetch 'refs/notes/approvals*:refs/notes/approvals*'"
    assert f"`{remedy} && git fetch`" in answer.err
    assert f"`{remedy} && git fetch`" in (ROOT / "docs/maintainer.md").read_text("utf-8")


def test_the_readme_shows_every_command_that_reads() -> None:
    shown = {shlex.split(line)[0] for line in LINES} | {"queue"}
    assert shown >= set(COMMANDS) - {"schema"}


def test_the_targets_and_files_that_the_readme_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"`?make ([a-z-]+)", README):
        assert f"\n{target}:" in makefile
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link
