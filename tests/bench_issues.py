"""Measures issues on many records: a plan beside the queue, and what runs ask of GitHub."""

import json
import os
import re
import subprocess
from pathlib import Path

from tests.bench_timing import RUNS, TP3, Report, Timed, in_turn
from tests.github import GitHub
from tests.helpers.many import write_registry

KEYS = 500
DAY = ("--today", "2028-02-01")


def measure(folder: Path, count: int, report: Report) -> None:
    """A first run that opens 500 issues, a quiet run, and a plan, on `count` records."""
    root = folder / "registry"
    write_registry(root, count)
    with GitHub() as hub:
        _make_room(root, hub)
        settings = hub.environment()
        os.environ.update(settings)
        try:
            _measure(root, hub, report)
        finally:
            for name in settings:
                del os.environ[name]


def _measure(root: Path, hub: GitHub, report: Report) -> None:
    issues = (TP3, "-C", str(root), *DAY, "issues")
    planned = json.loads(subprocess.check_output([*issues, "plan", "--format", "json"]))
    opened = sum(each["op"] == "open" for each in planned["actions"])
    subprocess.check_output([*issues, "apply", "--expect", planned["hash"]])
    written = [each for each in hub.requests if each.method != "GET"]
    assigned = sum(each.path.endswith("/assignees") for each in written)
    report.at_most(
        f"writes of a run that opens {opened} / {opened} + {assigned} assignments + 10",
        len(written), opened + assigned + 10, 1,
    )  # fmt: skip
    begun = len(hub.requests)
    subprocess.check_output([*issues, "apply"])
    quiet = hub.requests[begun:]
    report.at_most(f"requests of a quiet run, {opened - 1} open keys / 6", len(quiet), 6, 1)
    writes = sum(each.method != "GET" for each in quiet)
    report.at_most("writes of a quiet run / none allowed (+1)", writes + 1, 1, 1)
    plan, queue = Timed(*issues, "plan"), Timed(TP3, "-C", str(root), *DAY, "queue")
    in_turn(RUNS, plan, queue)
    report.at_most("issues plan, asking GitHub too / queue", plan.seconds, queue.seconds, 2)


def _make_room(root: Path, hub: GitHub) -> None:
    """So many outputs under review, room for all of them, and somebody to ask and to assign."""
    contact = f"{{key: contact, title: {{fi: Rooli}}, account: {hub.person('colleague').account}}}"
    for path in (root / "registry/organisations").glob("*.yaml"):
        path.write_text(f"{path.read_text()}contacts: [{contact}]\n")
    forge = f"forge: {{type: github, repository: {hub.repository}}}"
    _put(root / "registry/registry.yaml", "forge: null", forge)
    _put(root / "workflows/review.yaml", "open_per_owner: .*", f"open_per_owner: {KEYS}")
    outputs = sorted((root / "registry/outputs").glob("*/*.yaml"))
    current = [path for path in outputs if "\nstatus: current\n" in path.read_text()]
    for path in current[KEYS:]:
        _put(path, "status: current", "status: draft")


def _put(path: Path, line: str, new: str) -> None:
    path.write_text(re.sub(f"^{line}$", new, path.read_text(), flags=re.MULTILINE))
