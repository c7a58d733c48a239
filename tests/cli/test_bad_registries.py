"""Whatever is wrong with a registry, a command that reads it says so or shows what stands."""

from pathlib import Path

import pytest

from tests.conftest import SOAK
from tests.helpers.cases import CASES, build
from tests.helpers.command import TODAY, tp3

BAD = sorted(path.parent.name for path in (CASES / "validate").glob("*/bad"))
PUBLISHING = (("run",), ("site", "build"))
DOCUMENTS = (("platform", "report"), ("guide",))
COMMANDS = (("queue",), ("stats",), ("show", "handbook"), ("governance",))


@pytest.mark.parametrize("name", BAD)
def test_no_mistake_in_a_registry_is_a_bug_of_ours(name: str, tmp_path: Path) -> None:
    root = build(CASES / "validate" / name / "bad", tmp_path / "registry")
    for command in COMMANDS:
        answer = tp3("-C", root, *TODAY, *command)
        assert answer.code in (0, 1, 2, 3), answer.err
        assert "Traceback" not in answer.err
    valid = tp3("-C", root, *TODAY, "validate").code == 0
    for command in DOCUMENTS if SOAK or BAD.index(name) % 4 == 1 else ():
        assert tp3("-C", root, *TODAY, *command).code == (0 if valid else 1), command
    for command in PUBLISHING if SOAK or BAD.index(name) % 4 == 0 else PUBLISHING[:1]:
        out = tmp_path / command[0]
        assert tp3("-C", root, *TODAY, *command, "--out", out).code == (0 if valid else 1)
        assert out.exists() == valid


def test_it_is_told_what_was_not_checked_in_a_file_that_has_errors(tmp_path: Path) -> None:
    root = build(CASES / "validate/organisation-unknown/bad", tmp_path / "registry")
    path = "registry/outputs/alpha/handbook.yaml"
    answers = [tp3("-C", root, "--lang", "en", "validate")]
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("unknown: 1\n")
    answers.append(tp3("-C", root, "--lang", "en", "validate"))
    of_file = [[line for line in each.out.splitlines() if path in line] for each in answers]
    assert [len(lines) for lines in of_file] == [3, 1]
    said = "1 file with an error was checked no further"
    assert [said in each.err for each in answers] == [False, True]
