"""docs/reference.md promises the keys that the answers really have."""

import json
from typing import Any

import pytest

from governance.cli.main import EXIT_CODES as STOP_CODES
from governance.cli.main import tp3
from governance.cli.options import Call
from governance.model.problem import Problem
from governance.publish import problems
from governance.text.catalogue import catalogue
from tests import reference

ARGUMENTS = {
    "queue": ["--today", "2027-03-01"],
    "show": ["viitearkkitehtuuri", "--today", "2027-03-01"],
    "stats": ["--today", "2027-03-01"],
    "validate": ["--today", "2027-03-01"],
}


def answer(command: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    where = ["-C", str(reference.PAGE.parents[1])]
    arguments = [*where, command, "--format", "json", *ARGUMENTS[command]]
    tp3.main(arguments, "tp3", standalone_mode=False, obj=Call())
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("command", reference.ANSWERS)
def test_keys_of_answers(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(command, capsys)
    keys = reference.ANSWERS[command]
    assert list(found) == ["format", "revision", "today", *keys]
    for key, inside in keys.items():
        part = found[key][0] if isinstance(found[key], list) and found[key] else found[key]
        if part and isinstance(inside, tuple):
            assert tuple(part) == inside


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
