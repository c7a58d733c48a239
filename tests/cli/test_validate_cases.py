"""Each folder of tests/cases/validate holds a registry with a mistake and one without it.

TP3_BLESS=1 writes what is reported now into expected.txt: read every line before you commit it.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import governance
from governance.cli.main import tp3
from governance.cli.options import Call
from governance.rules.checks import CHECKS, code_of
from governance.text.catalogue import LANGUAGES
from tests.helpers.cases import BASE, CASES, EXPECTED, build

FOLDER = CASES / "validate"
BLESS = bool(os.environ.get("TP3_BLESS"))
READERS = ("store/yaml.py", "store/load.py", "model/invalid.py")
# Function that makes a problem -> which of its arguments is the code.
MAKERS = {"Problem": 1, "_problem": 1, "Malformed": 0, "_fail": 0}
NAMES = sorted(folder.name for folder in FOLDER.iterdir())
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))
# What a file begins and ends with when it is broken; None: nothing of it is left.
BREAKAGES: dict[str, tuple[bytes | None, bytes]] = {
    "syntax": (b"", b"x: [\n"),
    "encoding": (b"", b"# \xff@b.fi\n"),
    "byte order mark": (b"\xef\xbb\xbf", b""),
    "unknown key": (b"", b"unknown: 1\n"),
    "a list": (None, b"[]\n"),
    "empty": (None, b""),
}


def _read_codes() -> set[str]:
    """The codes that stand in the sources of reader, loader and models."""
    found = set()
    root = Path(governance.__file__).parent
    for path in READERS:
        for call in ast.walk(ast.parse((root / path).read_text("utf-8"))):
            if isinstance(call, ast.Call):
                at = MAKERS.get(getattr(call.func, "id", getattr(call.func, "attr", "")))
                for part in () if at is None else ast.walk(call.args[at]):
                    value = part.value if isinstance(part, ast.Constant) else None
                    if isinstance(value, str) and "-" in value:
                        found.add(value)
    return found


CODES = {code_of(check) for check in CHECKS} | _read_codes()


def _code(name: str) -> str:
    """The longest code that the name of a folder begins with; empty when there is none."""
    fitting = [code for code in CODES if f"{name}-".startswith(f"{code}-")]
    return max(fitting, key=len, default="")


def _validate(root: Path, language: str = "en") -> tuple[int, list[dict[str, Any]]]:
    """Exit code and problems of `tp3 validate`."""
    arguments = ["-C", str(root), "--today", "2026-11-24", "--lang", language]
    arguments += ["validate", "--format", "json"]
    result = CliRunner().invoke(tp3, arguments, obj=Call(), standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value, json.loads(result.stdout)["problems"]


def _lines(problems: list[dict[str, Any]]) -> list[str]:
    """The lines of expected.txt."""
    shape = "{path}:{line}:{column} {code} {field}"
    return sorted(shape.format_map(problem).rstrip() for problem in problems)


@pytest.mark.parametrize("name", NAMES)
def test_bad_registry_has_exactly_the_expected_problems(name: str, tmp_path: Path) -> None:
    expected = FOLDER / name / "bad" / EXPECTED
    code, problems = _validate(build(FOLDER / name / "bad", tmp_path / "registry"))
    if BLESS:
        expected.write_text("".join(f"{line}\n" for line in _lines(problems)), "utf-8")
    assert _lines(problems) == expected.read_text("utf-8").splitlines()
    assert code == any(problem["severity"] == "error" for problem in problems)
    assert _code(name) in {problem["code"] for problem in problems}


@pytest.mark.parametrize("name", NAMES)
def test_good_registry_has_no_problem_at_all(name: str, tmp_path: Path) -> None:
    code, problems = _validate(build(FOLDER / name / "good", tmp_path / "registry"))
    assert _lines(problems) == []
    assert code == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_says_what_is_wrong_and_what_to_do(name: str, tmp_path: Path) -> None:
    root = build(FOLDER / name / "bad", tmp_path / "registry")
    found = {language: _validate(root, language)[1] for language in LANGUAGES}
    for language, problems in found.items():
        for problem in problems:
            said = [problem["message"].strip(), problem["hint"].strip()]
            assert all(said), (language, problem)
    assert len({json.dumps(problems) for problems in found.values()}) == len(LANGUAGES)
    assert len({tuple(_lines(problems)) for problems in found.values()}) == 1


def test_base_is_sound() -> None:
    assert _validate(BASE) == (0, [])


def test_every_code_has_a_bad_and_a_good_registry() -> None:
    assert {_code(name) for name in NAMES} == CODES
    for name in NAMES:
        assert (FOLDER / name / "bad" / EXPECTED).is_file(), name
        assert any((FOLDER / name / "good").iterdir()), name


@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.parametrize("path", FILES)
def test_a_broken_file_is_one_problem_and_no_other_files(
    path: str, breakage: str, tmp_path: Path
) -> None:
    root = build(BASE, tmp_path / "registry")
    place = root / path
    before, after = BREAKAGES[breakage]
    place.write_bytes(after if before is None else before + place.read_bytes() + after)
    code, problems = _validate(root)
    assert code == 1
    assert {problem["path"] for problem in problems} == {path}
    assert len({problem["code"] for problem in problems}) == 1


@pytest.mark.parametrize(("side", "code"), [("bad", 1), ("good", 0)])
def test_the_installed_command_says_the_same(side: str, code: int, tmp_path: Path) -> None:
    root = build(FOLDER / "organisation-unknown" / side, tmp_path / "registry")
    command = [str(Path(sys.executable).with_name("tp3")), "validate", "--format", "json"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert _lines(json.loads(done.stdout)["problems"]) == _lines(_validate(root)[1])
