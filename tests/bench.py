"""Measures the speed of tp3 beside its peer or limit in the same run: python -m tests.bench.

Prints a line a figure: what it is, both times in seconds, their ratio and the limit. Exits 1
when a limit is not met.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.helpers.many import write_registry

BIN = Path(sys.executable).parent
TP3 = str(BIN / "tp3")
RUNS = 5
PEER_RUNS = 2


class Timed:
    """Best wall time in seconds, and the most memory in MiB, of some runs of a command."""

    def __init__(self, *command: str) -> None:
        self.command = command
        self.seconds = float("inf")
        self.mebibytes = 0.0

    def run(self) -> None:
        """Run once more."""
        start = time.perf_counter()
        child = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{self.command}: exit {child.returncode}\n{said.decode()}")
        self.seconds = min(self.seconds, time.perf_counter() - start)
        self.mebibytes = max(self.mebibytes, usage.ru_maxrss / 1024)


def in_turn(runs: int, *timed: Timed) -> None:
    """Run commands in turn, so that what else the machine does meets all of them alike."""
    for _ in range(runs):
        for each in timed:
            each.run()


class Report:
    """Prints the figures and remembers whether all limits were met."""

    def __init__(self) -> None:
        self.met = True

    def faster(self, what: str, ours: float, peer: float, least: float) -> None:
        ratio = peer / ours
        self._print(what, (ours, peer, ratio), f"at least {least:g} times faster", ratio >= least)

    def at_most(self, what: str, ours: float, other: float, most: float) -> None:
        ratio = ours / other
        self._print(what, (ours, other, ratio), f"at most {most:g} times", ratio <= most)

    def _print(self, what: str, numbers: Sequence[float], limit: str, met: bool) -> None:
        self.met = self.met and met
        figures = " ".join(f"{number:9.3f}" for number in numbers)
        print(f"{what:50} {figures}  {limit}: {'met' if met else 'NOT MET'}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    count = parser.parse_args().records
    with tempfile.TemporaryDirectory(prefix="tp3-bench-") as name:
        report = measure(Path(name), count)
    sys.exit(0 if report.met else 1)


def measure(folder: Path, count: int) -> Report:
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
    report = Report()
    print(f"{'figure':50} {'ours':>9} {'other':>9} {'ratio':>9}")
    report.at_most("tp3 --version / python -c 'import click'", version.seconds, start.seconds, 2)
    report.faster(f"validate {count} / check-jsonschema", validate.seconds, peer.seconds, 12)
    report.at_most(f"validate {2 * count} / {count}", double.seconds, validate.seconds, 2.2)
    report.at_most("queue in a bare clone / validate", queue.seconds, validate.seconds, 1.2)
    report.at_most("peak memory of validate, MiB / 250", validate.mebibytes, 250, 1)
    report.at_most("peak memory of queue, MiB / 250", queue.mebibytes, 250, 1)
    return report


def _commit(source: Path, bare: Path) -> None:
    identity = {"GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@localhost"}
    committer = {key.replace("AUTHOR", "COMMITTER"): value for key, value in identity.items()}
    env = {**os.environ, **identity, **committer}
    git = ["git", "-C", str(source), "-c", "gc.auto=0"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "records"]):
        subprocess.run([*git, *words], check=True, env=env)
    subprocess.run(["git", "clone", "-q", "--bare", str(source), str(bare)], check=True, env=env)


if __name__ == "__main__":
    main()
