"""The threat model names the tests that prove it: each is there, and each attack has one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
ATTACKS = re.findall(r"^\| ([0-9]+) \| (.+?) \|.*\| (.+?) \|$", PAGE, re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def _tests(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def test_there_are_all_attacks_in_order() -> None:
    assert [int(number) for number, _, _ in ATTACKS] == list(range(1, len(ATTACKS) + 1))
    assert len(ATTACKS) >= 13


@pytest.mark.parametrize(("attack", "proofs"), [each[1:] for each in ATTACKS])
def test_each_attack_names_a_test_that_is_there(attack: str, proofs: str) -> None:
    named = NAMED.findall(proofs)
    assert named, f"no test is named for: {attack}"
    for path, test in named:
        assert test in _tests(ROOT / path), f"{path} has no {test}"
