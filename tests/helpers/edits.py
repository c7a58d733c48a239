"""Registries to edit, and what an edit did to them."""

import shutil
from dataclasses import replace
from difflib import ndiff
from pathlib import Path

from governance.model.registry import Registry
from tests.helpers.cases import BASE
from tests.helpers.command import Answer, tp3
from tests.helpers.repo import Repo

DAY = ("--today", "2026-03-02")
HANDBOOK = "registry/outputs/alpha/handbook.yaml"
COURSE = "registry/outputs/beta/course.yaml"
LEAFLET = "registry/outputs/beta/leaflet.yaml"
ORG_A = "registry/organisations/org-a.yaml"


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below a folder but Git's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def copy_base(target: Path) -> Path:
    """The registry of the cases, where a new one can be made."""
    return Path(shutil.copytree(BASE, target, dirs_exist_ok=True))


def line_changes(before: bytes, after: bytes) -> list[str]:
    """The lines that went and came."""
    lines = ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


def edit(root: Path, *arguments: object) -> dict[str, list[str]]:
    """Run an edit that must succeed; by file the lines that went and came."""
    before = files_of(root)
    answer = tp3("-C", root, *DAY, *arguments)
    assert answer.code == 0, answer.err
    after = files_of(root)
    return {
        path: line_changes(before.get(path, b""), after[path])
        for path in after
        if before.get(path) != after[path]
    }


def refused(root: Path, *arguments: object) -> Answer:
    """Run an edit that must not succeed: nothing is written, and it is said in a sentence."""
    before = files_of(root)
    answer = tp3("-C", root, *DAY, *arguments)
    assert answer.code in (1, 2, 3), answer.out + answer.err
    assert files_of(root) == before
    assert "Traceback" not in answer.err
    assert answer.err
    return answer


def committed(root: Path) -> Repo:
    """A repository with the registry in it, whose user is known to git."""
    copy_base(root)
    repo = Repo.init(root)
    repo.git("config", "user.name", "Aino Tekijä")
    repo.git("config", "user.email", "aino@example.invalid")
    repo.commit("first")
    return repo


def read_whole(registry: Registry) -> Registry:
    """A registry made of values, as if each of its records had been read from a file."""
    return replace(registry, known={kind: table.keys() for kind, table in registry.tables})
