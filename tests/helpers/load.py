"""Loads a registry in a test as the command line does, and tells what was found."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from governance.cli.validate import all_problems
from governance.model.problem import Problem
from governance.store.files import WorkingTree
from governance.store.load import Loaded, load
from governance.store.tree import Entry, Tree

# The command line, which says last on stderr how much memory it took at most. (What the operating
# system tells a parent of its child counts the parent's own memory at the fork.)
COMMAND = """
import os, re, sys
from pathlib import Path

def leave(code, leave=os._exit):
    used = re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    os.write(2, f"\\n{used[1]}".encode())
    leave(code)

os._exit = leave
from governance.cli.main import main
main()
"""


@dataclass(frozen=True)
class MemoryTree:
    """A tree whose files stand in memory."""

    files: Mapping[str, bytes]
    revision: None = None

    def walk(self, folder: str) -> Any:
        for path in sorted(self.files):
            if path.startswith(f"{folder}/"):
                yield Entry(path, "file", self.files[path], len(self.files[path]))

    def read(self, path: str, most: int = -1) -> bytes | None:
        data = self.files.get(path)
        return data if data is None or most < 0 else data[:most]

    def sha256(self, path: str) -> str | None:
        data = self.files.get(path)
        return None if data is None else hashlib.sha256(data).hexdigest()


def problems_in(tree: Tree | Path) -> list[Problem]:
    """Every problem of a registry, with its place."""
    return all_problems(loaded(tree))


def loaded(tree: Tree | Path) -> Loaded:
    return load(WorkingTree(tree) if isinstance(tree, Path) else tree)


@dataclass(frozen=True)
class Done:
    """How a run of tp3 in a process of its own went."""

    code: int
    out: str
    err: str
    seconds: float
    mebibytes: float

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Those of `validate --format json`."""
        found: list[dict[str, Any]] = json.loads(self.out)["problems"]
        return found


def tp3(*arguments: str | Path, cwd: Path | None = None) -> Done:
    """Run the real command line in a process of its own, and measure it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *map(str, arguments)],
            env={**os.environ, "LANG": "C.UTF-8", "PYTHONWARNINGS": "error"},
            cwd=cwd,
            stdout=out,
            stderr=err,
        )
        process.wait(timeout=60)
        seconds = time.perf_counter() - start
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    said, _, used = texts[1].rpartition("\n")
    return Done(process.returncode, texts[0], said, seconds, int(used) / 1024)
