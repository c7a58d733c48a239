"""docs/reference.md promises the keys that the answers really have."""

from typing import Any

import pytest

from governance.cli.main import EXIT_CODES as STOP_CODES
from governance.model.problem import Problem
from governance.publish import problems
from governance.text.catalogue import catalogue
from tests import reference
from tests.helpers.command import tp3
from tests.helpers.promised import must_be_promised
from tests.helpers.repo import Repo, live

ARGUMENTS = {
    "queue": ["queue"],
    "show": ["show", "viitearkkitehtuuri"],
    "stats": ["stats"],
    "stats --over": ["stats", "--over", "2m"],
    "platform report": ["platform", "report"],
    "show ID@VERSION": ["show", "viitearkkitehtuuri@1.0"],
    "validate": ["validate"],
    "changelog": ["changelog"],
    "history": ["history", "viitearkkitehtuuri"],
    "diff": ["diff", "HEAD~1"],
    "doctor": ["doctor"],
    "audit --approvals --signals": ["audit", "--approvals", "--signals"],
    "issues plan": ["issues", "plan"],
    "approvals check": ["approvals", "check", "--base", "HEAD~1", "--head", "HEAD"],
}
# The live registry has no GitHub: these are asked in tests/e2e.
ON_GITHUB = ("issues apply", "commands run", "approvals run", "approvals record")
APPROVAL = (
    '{"change":"location-changed","record":{"type":"output","id":"viitearkkitehtuuri"},'
    '"rule":"owner","organisation":"jokilaaksot","contact":null,"account":"github:1",'
    f'"head":"{"a" * 40}","source":"https://example.invalid/1","time":"2026-11-24T09:00:00Z",'
    '"fallback":"admins"}'
)
VERSION = """versions:
  - version: "1.0"
    date: 2026-11-20
locations:
  - {url: "https://example.invalid/", language: fi, format: html, version: "1.0"}
"""


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    made = live(tmp_path_factory.mktemp("registry"))
    record = made.path / "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    record.write_text(record.read_text("utf-8") + VERSION, "utf-8")
    made.commit()
    made.git("notes", "--ref=approvals", "add", "--message", APPROVAL)
    return made


def answer(command: str, repo: Repo) -> dict[str, Any]:
    arguments = ["-C", repo.path, "--today", "2027-03-01", *ARGUMENTS[command]]
    found: dict[str, Any] = tp3(*arguments, "--format", "json").data
    return found


@pytest.mark.parametrize("command", [each for each in reference.ANSWERS if each not in ON_GITHUB])
def test_keys_of_answers(command: str, repo: Repo) -> None:
    must_be_promised(command, answer(command, repo))


def test_keys_of_a_problem() -> None:
    problem = Problem("registry/registry.yaml", "file-missing")
    (found,) = problems.as_data(catalogue("en"), [problem])
    assert tuple(found) == reference.ANSWERS["validate"]["problems"]


def test_exit_codes() -> None:
    assert {str(code) for code in STOP_CODES.values()} | {"0", "4", "130"} == set(
        reference.EXIT_CODES
    )


def test_tables_hold_what_is_written() -> None:
    assert (
        reference.table(("a", "b"), [("x|y", "*")]) == "| a | b |\n| --- | --- |\n| x\\|y | \\* |"
    )
