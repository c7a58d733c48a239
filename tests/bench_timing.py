"""Times commands in turn and prints each figure beside its peer or limit."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

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
        print(f"{what:58} {figures}  {limit}: {'met' if met else 'NOT MET'}", flush=True)
