"""What we hold of GitHub's description is what tests/github/make_description.py takes out of it."""

import json
import re

import pytest

from tests.github import carry_out
from tests.github.description import FILE, find, operations
from tests.github.make_description import OPERATIONS, REPOSITORY
from tests.github.routes import ROUTES


def test_the_file_holds_the_operations_that_are_listed() -> None:
    listed = {
        f"{method.upper()} {path if path[:5] in {'/user', '/rate', '/repo'} else REPOSITORY + path}"
        for path, methods in OPERATIONS.items()
        for method in methods.split()
    }
    assert {operation.key for each in operations().values() for operation in each} == listed


def test_every_answer_of_ours_is_to_an_operation() -> None:
    assert carry_out.HANDLERS
    known = {operation.key for each in operations().values() for operation in each}
    assert set(ROUTES) - known == set()


def test_it_names_its_source_and_licence() -> None:
    licence = FILE.with_name("api.github.com.LICENSE").read_text("utf-8")
    assert licence.startswith("MIT License Copyright (c) 2020 Octokit contributors")
    assert '"version":"23.0.2"' in FILE.read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/repos/a/b/issues/comments", "issues/comments"),
        ("/repos/a/b/issues/7", "issues/{issue_number}"),
        ("/repos/a/b/branches/tp3/review/x", "branches/{branch}"),
        ("/repos/a/b/git/ref/heads/tp3/review/x", "git/ref/{ref}"),
        ("/repos/a/b/commits/tp3/x/status", "commits/{ref}/status"),
        ("/repos/a/b/commits/tp3/x", "commits/{ref}"),
        ("/repos/a/b/releases/latest", "releases/latest"),
    ],
)
def test_a_path_is_found_by_its_most_exact_template(path: str, template: str) -> None:
    found = find("GET", path)
    assert found
    assert found[0].key == f"GET {REPOSITORY}/{template}"


def test_the_emulator_is_pinned_by_hash_and_not_by_place() -> None:
    lock = json.loads(FILE.with_name("package-lock.json").read_text("utf-8"))
    packages = {path: each for path, each in lock["packages"].items() if path}
    assert packages["node_modules/emulate"]["version"] == "0.12.2"
    assert all("integrity" in each and "resolved" not in each for each in packages.values())


def test_there_is_no_prose_in_it() -> None:
    assert not re.search(r'"(summary|externalDocs|x-[a-z]+)":', FILE.read_text("utf-8"))
