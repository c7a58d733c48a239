"""The action, used by a workflow of another registry."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.repo import Repo
from tests.workflows.act import Machine, Ran, by_hand, copy_source

pytestmark = pytest.mark.usefixtures("registry")
HEAD = """\
name: other
on: workflow_dispatch
permissions: {}
jobs:
  job:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
"""
VERSION = "      - uses: $/.github/actions/tp3\n        with: {command: --version}\n"


def ran(machine: Machine, steps: str) -> Ran:
    machine.workflow("other", HEAD + steps)
    return machine.run("other", by_hand(), {}, {"GITHUB_TOKEN": "a-long-token-of-ours"})


def test_a_command_runs_on_the_registry_in_the_workspace(machine: Machine) -> None:
    done = ran(machine, """\
      - uses: $/.github/actions/tp3
        id: queue
        with:
          command: queue --owner 'org-a' --format markdown
          language: sv
          today: 2027-03-01
          summary: "true"
      - run: echo "code $CODE"; tp3 --version; echo "token <${GITHUB_TOKEN-}>"
        env: {CODE: "${{ steps.queue.outputs.code }}"}
""")  # fmt: skip
    assert done.code == 0, done.out
    assert "Läget 1 mars 2027" in done.out
    assert "Läget 1 mars 2027" in done.page
    assert "code 0" in done.out
    assert "tp3, version" in done.out
    assert "token <>" in done.out


def test_findings_fail_the_step_and_can_be_told_from_other_failures(machine: Machine) -> None:
    done = ran(machine, """\
      - uses: $/.github/actions/tp3
        id: found
        with: {command: queue --fail-on overdue, today: 2027-03-01}
        continue-on-error: true
      - uses: $/.github/actions/tp3
        id: wrong
        with: {command: "queue 'open"}
        continue-on-error: true
      - run: echo "codes $FOUND $WRONG"
        env:
          FOUND: ${{ steps.found.outputs.code }}
          WRONG: ${{ steps.wrong.outputs.code }}
      - uses: $/.github/actions/tp3
        with: {command: queue, directory: elsewhere}
""")  # fmt: skip
    assert "codes 1 2" in done.out
    assert "The input `command` cannot be read: No closing quotation." in done.out
    assert done.jobs == {"job": "failure"}


def test_what_comes_from_elsewhere_is_one_argument_and_meets_no_shell(
    machine: Machine,
) -> None:
    done = ran(machine, """\
      - uses: $/.github/actions/tp3
        with:
          command: show $(touch hacked) `touch hacked`
          arguments: |
            handbook --rev; touch hacked
            $(touch hacked)
          today: 2027-03-01; touch hacked
        continue-on-error: true
      - uses: $/.github/actions/tp3
        with:
          command: show
          arguments: handbook; touch hacked
          today: 2027-03-01
        continue-on-error: true
      - run: test ! -e hacked
""")  # fmt: skip
    assert done.code == 0, done.out
    assert "handbook; touch hacked" in done.out


def test_only_a_line_feed_parts_two_arguments(machine: Machine) -> None:
    """Also where the value could hold another of the ends that Unicode knows."""
    done = ran(machine, """\
      - uses: $/.github/actions/tp3
        with:
          command: show
          arguments: "handbook\\u2028--rev=a\\u0085--rev=b\\x0c--rev=c\\r--rev=d"
        continue-on-error: true
      - uses: $/.github/actions/tp3
        with:
          command: show
          arguments: "handbook\\n--rev=there is none\\n"
        continue-on-error: true
""")  # fmt: skip
    assert "no output handbook\N{REPLACEMENT CHARACTER}--rev=a" in done.out
    assert "and there is none is not in it" in done.out


def test_code_in_the_registry_is_not_run(machine: Machine, registry: Repo) -> None:
    for path in ("governance/__init__.py", "pip/__init__.py", "yaml.py", "sitecustomize.py"):
        registry.write(path, "raise SystemExit('taken over')\n")
    registry.commit()
    machine.push(registry)
    done = ran(machine, VERSION)
    assert done.code == 0, done.out
    assert "tp3, version" in done.out


def test_what_is_not_in_the_lock_is_not_installed(machine: Machine, tmp_path: Path) -> None:
    """Another version than is here, with hashes that are not its own."""
    source = copy_source(tmp_path / "other")
    lock = source / ".github/actions/tp3/requirements.lock"
    lock.write_text(lock.read_text().replace("click==8", "click==7", 1))
    done = ran(replace(machine, source=source), VERSION)
    assert done.jobs == {"job": "failure"}
    assert "tp3, version" not in done.out
