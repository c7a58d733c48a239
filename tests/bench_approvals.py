"""The figures of approvals: a pull request of 20 records, however many exist."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.bench_timing import RUNS, TP3, Report, Timed, in_turn
from tests.helpers.long_history import PERSON, write_history
from tests.helpers.many import write_registry

CHANGED = 20
ADMIN = "github:1"


def measure(folder: Path, count: int, report: Report) -> None:
    """Measure on `count` records, and on 1,000 and 50,000."""
    sizes = (1_000, count, 50_000)
    checks = [_check(_made(folder / f"of-{at}-{size}", size)) for at, size in enumerate(sizes)]
    in_turn(RUNS, *checks)
    few, some, many = (each.seconds for each in checks)
    report.at_most(f"approvals check, {CHANGED} of {count} records / 1 s", some, 1, 1)
    report.at_most(f"the same, of {sizes[2]} records / of {sizes[0]}", many, few, 1.5)


def _check(repository: Path) -> Timed:
    """Nobody has an account in the live registry, so that the admins approve."""
    who = ("--author", ADMIN, "--admin", ADMIN)
    revisions = ("--base", "main", "--head", "change")
    return Timed(TP3, "-C", str(repository), "approvals", "check", *revisions, *who)


def _made(folder: Path, count: int) -> Path:
    """A repository in which a branch changes 20 records, and its base has gone on since."""
    outputs = write_registry(folder / "files", count)
    bare = folder / "bare.git"
    write_history(folder / "files", bare, 0)
    paths = [each.relative_to(folder / "files").as_posix() for each in outputs]
    changed = paths[1 :: len(paths) // CHANGED][:CHANGED]
    texts = {path: (folder / "files" / path).read_text() for path in [paths[0], *changed]}
    shutil.rmtree(folder / "files")
    _commit(bare, "change", {path: _edited(texts[path], at) for at, path in enumerate(changed)})
    _commit(bare, "main", {paths[0]: _edited(texts[paths[0]], 0)})
    return bare


def _edited(text: str, number: int) -> str:
    name, value = ("license", "CC0-1.0") if number % 2 else ("owner_basis", f"round {number}")
    kept = (line for line in text.splitlines(True) if not line.startswith(f"{name}:"))
    return f"{''.join(kept)}{name}: {value}\n"


def _commit(bare: Path, branch: str, files: Mapping[str, str]) -> None:
    """A commit on the first one, by which a branch has other files."""
    stream = f"commit refs/heads/{branch}\ncommitter {PERSON} 1800000000 +0200\ndata 1\nx\n"
    stream += "from refs/heads/main^0\n"
    for path, text in files.items():
        stream += f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    git = ["git", "-C", str(bare), "fast-import", "--quiet"]
    subprocess.run(git, input=stream.encode(), check=True, env=environment)
