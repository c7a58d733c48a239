"""The checks of a pull request: what its author is told."""

import json

from tests.helpers.repo import Repo
from tests.workflows.act import Event, Machine, Ran

RECORD = "registry/outputs/alpha/handbook.yaml"
MAKE = '#!/bin/sh\necho "make $* by $(python -c \'print("Python")\')"\n'


def checked(machine: Machine, repo: Repo) -> Ran:
    """The run on a pull request whose merge would make this tree."""
    machine.push(repo, "refs/pull/7/merge")
    machine.program("make", MAKE)
    payload = {"action": "opened", "number": 7, "pull_request": {"number": 7}}
    event = Event("pull_request", payload)
    return machine.run("checks", event, {"GITHUB_REF": "refs/pull/7/merge"})


def test_a_sound_change_passes(machine: Machine, registry: Repo) -> None:
    done = checked(machine, registry)
    assert done.code == 0, done.out
    assert done.jobs == {"records": "success", "site": "success", "code": "success"}
    preview = machine.kept / "1/site"
    status = json.loads((preview / "v1/status.json").read_text())
    assert status["commit"] == registry.git("rev-parse", "HEAD")
    assert (preview / "fi/changelog/index.html").is_file()
    for target in ("run", "test", "check"):
        assert done.out.count(f"make {target} by Python") == 2  # two versions of it


def test_a_mistake_is_shown_at_its_line(machine: Machine, registry: Repo) -> None:
    text = (registry.path / RECORD).read_text()
    registry.write(RECORD, text.replace("owner: org-a", "owner: org-c"))
    registry.commit()
    done = checked(machine, registry)
    assert done.jobs["records"] == "failure"
    line = text[: text.index("owner: org-a")].count("\n") + 1
    assert f"::error file={RECORD},line={line},col=8" in done.out
    assert "org-c" in done.out
