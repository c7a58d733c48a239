"""Data of an older format is brought up step by step, in the work tree and in history."""

import re
from pathlib import Path
from typing import Any

import pytest

from governance.model.problem import Problem
from governance.model.upgrade import upgrade
from governance.store import git
from governance.store.files import WorkingTree
from governance.store.load import load
from tests.helpers.load import problems_in, tp3
from tests.helpers.repo import Repo, copy_records

SETTINGS = "registry/registry.yaml"


def step(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Format 0 called an output's kind `type`, and wrote its owner and the day as one text."""
    if kind == "registry":
        return {**data, "format": 1}
    if kind != "output":
        return data
    owner, _, since = data["owner"].partition(" since ")
    kept = {key: value for key, value in data.items() if key not in ("type", "owner")}
    return {**kept, "kind": data["type"], "owner": owner or None, "owner_since": since or None}


def made_old(root: Path) -> Path:
    """The live registry as it would have been written in format 0."""
    for path in (root / "registry/outputs").rglob("*.yaml"):
        text = re.sub(r"^kind:", "type:", path.read_text("utf-8"), flags=re.MULTILINE)
        since = re.search(r"^owner_since: (.*)$", text, re.MULTILINE)
        text = re.sub(r"^owner_since: .*\n", "", text, flags=re.MULTILINE)
        owner = re.search(r"^owner: (.*)$", text, re.MULTILINE)
        assert owner is not None, path
        whole = "" if owner[1] == "null" else owner[1]
        whole += f" since {since[1]}" if since and since[1] != "null" else ""
        text = re.sub(r"^owner: .*$", f'owner: "{whole}"', text, flags=re.MULTILINE)
        path.write_text(text, "utf-8")
    return with_format(root, "0")


def with_format(root: Path, number: str) -> Path:
    path = root / SETTINGS
    text = re.sub(r"^format: .*$", f"format: {number}", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    return root


def test_an_older_format_is_read_as_the_present_one(tmp_path: Path) -> None:
    now = load(WorkingTree(copy_records(tmp_path / "new"))).registry
    old = load(WorkingTree(made_old(copy_records(tmp_path / "old"))), steps={0: step})
    assert old.problems == []
    assert old.registry.outputs == now.outputs
    assert old.registry.organisations == now.organisations
    assert old.registry.settings == now.settings


def test_an_older_revision_is_read_as_the_present_one(tmp_path: Path) -> None:
    root = made_old(copy_records(tmp_path / "root"))
    repo = Repo.init(root)
    repo.commit("format 0", "2026-11-20T12:00:00+02:00")
    fresh = copy_records(tmp_path / "fresh")
    for path in fresh.rglob("*.yaml"):
        repo.write(path.relative_to(fresh).as_posix(), path.read_bytes())
    repo.commit("format 1", "2026-11-21T12:00:00+02:00")
    repository = git.open_repository(root)
    old, new = (
        load(
            git.RevisionTree(repository, git.resolve(repository, rev)),
            steps={0: step},
        )
        for rev in ("HEAD~1", "HEAD")
    )
    assert old.problems == new.problems == []
    assert old.registry.outputs == new.registry.outputs
    assert old.registry.sources != new.registry.sources


def test_what_is_wrong_in_an_older_record_is_found_where_it_stands(tmp_path: Path) -> None:
    root = made_old(copy_records(tmp_path))
    path = "registry/outputs/karkki/viitearkkitehtuuri.yaml"
    text = (root / path).read_text("utf-8")
    (root / path).write_text(
        re.sub(r"^status: .*$", "status: lost", text, flags=re.MULTILINE), "utf-8"
    )
    found = load(WorkingTree(root), steps={0: step})
    problems = [found.placed(problem) for problem in found.problems]
    assert [(each.path, each.code) for each in problems] == [(path, "field-choice")]
    line = text.splitlines().index("status: current") + 1
    assert (problems[0].line, problems[0].column) == (line, len("status: ") + 1)


def only(root: Path) -> tuple[str, str, int | None]:
    problems: list[Problem] = problems_in(root)
    assert len(problems) == 1, problems
    return problems[0].path, problems[0].code, problems[0].line


@pytest.mark.parametrize("number", ["2", "2.0", "3", "1000000000000", "0x2"])
def test_a_newer_format_is_the_one_problem(tmp_path: Path, number: str) -> None:
    root = with_format(copy_records(tmp_path), number)
    assert only(root) == (SETTINGS, "format-newer", 2)


@pytest.mark.parametrize("number", ["0", "-1", "-1000000000000", "-0"])
def test_an_older_format_without_a_step_is_the_one_problem(tmp_path: Path, number: str) -> None:
    root = with_format(made_old(copy_records(tmp_path)), number)
    assert only(root) == (SETTINGS, "format-unknown", 2)


@pytest.mark.parametrize("number", ["one", '"1"', "true", "1.5", "null", "[1]"])
def test_a_format_that_is_no_number_is_a_problem_of_that_field(tmp_path: Path, number: str) -> None:
    root = with_format(copy_records(tmp_path), number)
    found = [each for each in problems_in(root) if each.path == SETTINGS]
    assert [(each.code, each.field, each.line) for each in found] == [
        ("field-type", ("format",), 2)
    ]


def test_a_format_written_as_1_0_is_format_1(tmp_path: Path) -> None:
    assert problems_in(with_format(copy_records(tmp_path), "1.0")) == []


def test_the_command_line_says_which_format_is_not_known(tmp_path: Path) -> None:
    done = tp3("-C", with_format(copy_records(tmp_path), "2"), "validate", "--lang", "en")
    assert done.code == 1
    assert len(done.out.splitlines()) == 2
    assert "data format 2" in done.out


def test_steps_are_taken_in_turn() -> None:
    steps = {
        -1: lambda kind, data: {**data, "seen": [kind, "first"]},
        0: lambda kind, data: {**data, "seen": [*data["seen"], kind]},
    }
    assert upgrade("theme", {"id": "a"}, -1, steps) == {
        "id": "a",
        "seen": ["theme", "first", "theme"],
    }
    assert upgrade("theme", ["no", "mapping"], -1, steps) == ["no", "mapping"]
    assert upgrade("theme", {"id": "a"}, 1, {}) == {"id": "a"}
