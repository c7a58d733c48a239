"""Commands in processes of their own, started in milliseconds, to be killed at any moment.

One process imports everything once and forks a child for each command. Waiting takes no time in
it: what is waited for is the business of other tests.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from governance.cli import forge, issues
from governance.cli.main import run
from tests.helpers.cases import BASE

__all__ = ["Job", "Runner", "issues"]


@dataclass(frozen=True)
class Job:
    """A command that runs."""

    runner: "Runner"
    pid: int
    out: Path

    def kill(self) -> None:
        """End it at once, as a machine that is switched off."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code; negative where a signal ended it."""
        return int(self.runner.ask({"wait": self.pid}))

    @property
    def said(self) -> str:
        """What it wrote to stdout and stderr."""
        return self.out.read_text("utf-8")


class Runner:
    """Starts commands. Use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.runner"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def start(self, *arguments: object, env: Mapping[str, str]) -> Job:
        """Start `tp3` with arguments; `env` is added to the environment."""
        self._count += 1
        out = self._folder / f"{self._count}.txt"
        order = {"start": [str(each) for each in arguments], "env": dict(env), "out": str(out)}
        return Job(self, int(self.ask(order)), out)

    def ask(self, order: Mapping[str, object]) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


def serve() -> None:
    """Take orders, one a line, until there are no more."""
    forge.sleep = lambda _: None
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        # What a command imports late is imported here, once for every child.
        run(["-C", str(BASE), "--today", "2027-03-01", "run", "--out", folder])
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if answer == 0:
                _run(order)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _run(order: Mapping[str, Any]) -> None:
    os.setsid()
    file = os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(file, stream)
    os.environ.update(order["env"])
    os._exit(run(order["start"]))


if __name__ == "__main__":
    serve()
