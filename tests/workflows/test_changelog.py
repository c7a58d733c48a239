"""The monthly workflow as a whole; its scripts have tests of their own in tests/e2e."""

import pytest

from tests.github import GitHub
from tests.helpers.repo import Repo, git
from tests.workflows.act import Machine, by_hand
from tests.workflows.on_github import run

# Releases are names in a file.
GH = """#!/usr/bin/env bash
set -eu
[[ -n $GH_TOKEN ]]
case "$1 $2" in
"auth setup-git") ;;
"release view") grep --quiet --line-regexp "$3" "$RELEASES" ;;
"release create") echo "$3" >>"$RELEASES" ;;
"pr list") ;;
"pr create") echo "$6 -> $4" | tee -a "$RELEASES" ;;
*) exit 2 ;;
esac
"""


@pytest.mark.usefixtures("registry")
def test_a_month_is_proposed_tagged_and_released(machine: Machine, hub: GitHub) -> None:
    releases = machine.folder / "releases"
    releases.touch()
    machine.program("gh", GH)
    event = by_hand(month="2026-10")
    done = run(machine, hub, "changelog", event, RELEASES=str(releases))
    assert done.code == 0, done.out
    assert done.jobs == {"changelog": "success", "alarm": "success"}
    assert releases.read_text().splitlines() == ["tp3/changelog -> main", "registry-2026-10"]
    assert git(machine.origin, "tag", "--list") == "registry-2026-10"
    assert git(machine.origin, "rev-list", "--count", "main") == "1"
    assert "2026.fi.md" in git(machine.origin, "show", "--stat", "tp3/changelog")


def test_what_is_no_month_stops_at_once(machine: Machine, registry: Repo, hub: GitHub) -> None:
    event = by_hand(month="$(touch hacked)")
    done = run(machine, hub, "changelog", event)
    assert done.jobs == {"changelog": "failure"}  # and no alarm: whoever typed it sees it
    assert "Write the month as 2027-02." in done.out
    assert git(machine.origin, "rev-parse", "main") == registry.git("rev-parse", "HEAD")
    assert hub.issues() == []
