"""Measures the speed of tp3 beside its peer or limit in the same run: python -m tests.bench.

Prints a line a figure: what it is, both times in seconds, their ratio and the limit. Exits 1
when a limit is not met.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import bench_approvals, bench_history, bench_issues, bench_site
from tests.bench_timing import BIN, PEER_RUNS, RUNS, TP3, Report, Timed, in_turn
from tests.helpers.many import write_registry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--only", choices=PARTS)
    given = parser.parse_args()
    report = Report()
    print(f"{'figure':58} {'ours':>9} {'other':>9} {'ratio':>9}")
    for name, measure in PARTS.items():
        if given.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="tp3-bench-") as folder:
                measure(Path(folder), given.records, report)
    sys.exit(0 if report.met else 1)


def measure_registry(folder: Path, count: int, report: Report) -> None:
    """Validate, queue and start on `count` records."""
    once, twice, bare = folder / "once", folder / "twice", folder / "bare.git"
    outputs = write_registry(once, count)
    write_registry(twice, 2 * count)
    _commit(once, bare)
    schema = Path("schemas/output.schema.json").resolve()
    start, version = Timed(sys.executable, "-c", "import click"), Timed(TP3, "--version")
    validate = Timed(TP3, "-C", str(once), "validate")
    double = Timed(TP3, "-C", str(twice), "validate")
    at_rev = ("--rev", "HEAD", "queue", "--today", "2027-03-01")
    queue = Timed(TP3, "-C", str(bare), *at_rev)
    peer = Timed(str(BIN / "check-jsonschema"), "--schemafile", str(schema), *map(str, outputs))
    in_turn(15, start, version)
    in_turn(RUNS, validate, double, queue)
    in_turn(PEER_RUNS, peer, validate)
    report.at_most("tp3 --version / python -c 'import click'", version.seconds, start.seconds, 2)
    report.faster(f"validate {count} / check-jsonschema", validate.seconds, peer.seconds, 12)
    report.at_most(f"validate {2 * count} / {count}", double.seconds, validate.seconds, 2.2)
    report.at_most("queue in a bare clone / validate", queue.seconds, validate.seconds, 1.2)
    report.at_most("peak memory of validate, MiB / 250", validate.mebibytes, 250, 1)
    report.at_most("peak memory of queue, MiB / 250", queue.mebibytes, 250, 1)


def _commit(source: Path, bare: Path) -> None:
    identity = {"GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@localhost"}
    committer = {key.replace("AUTHOR", "COMMITTER"): value for key, value in identity.items()}
    env = {**os.environ, **identity, **committer}
    git = ["git", "-C", str(source), "-c", "gc.auto=0"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "records"]):
        subprocess.run([*git, *words], check=True, env=env)
    subprocess.run(["git", "clone", "-q", "--bare", str(source), str(bare)], check=True, env=env)


PARTS = {
    "registry": measure_registry,
    "history": bench_history.measure,
    "issues": bench_issues.measure,
    "approvals": bench_approvals.measure,
    "site": bench_site.measure,
}


if __name__ == "__main__":
    main()
