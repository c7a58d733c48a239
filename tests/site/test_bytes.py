"""The same commit and day give the same bytes, whatever the machine that builds is like."""

import os
import subprocess
from pathlib import Path

from tests.helpers.pages import files_of
from tests.helpers.repo import git
from tests.helpers.served import TP3, small
from tests.site.ground import DAY

HERE = {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"}
THERE = {"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_FI.UTF-8", "TZ": "Pacific/Auckland",
         "PYTHONHASHSEED": "2", "COLUMNS": "40"}  # fmt: skip


def start(
    root: Path, out: Path, cwd: Path, umask: int, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    command = [TP3, "-C", str(root), "--rev", "HEAD", "--today", DAY, "site", "build"]
    return subprocess.Popen(
        [*command, "--out", str(out)], cwd=cwd, umask=umask, env={**others, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_machines_that_differ_in_everything_else_build_the_same_bytes(tmp_path: Path) -> None:
    repo = small(tmp_path / "here")
    (tmp_path / "far/away").mkdir(parents=True)
    git(tmp_path, "clone", "--quiet", str(repo.path), "far/away/clone")
    built = (tmp_path / "one", tmp_path / "far/two")
    both = [
        start(repo.path, built[0], tmp_path, 0o022, HERE),
        start(tmp_path / "far/away/clone", built[1], Path("/"), 0o077, THERE),
    ]
    said = [each.communicate(timeout=120)[1].decode() for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert said == ["", ""]
    names = files_of(built[0])
    assert names == files_of(built[1])
    unlike = [each for each in names if len({(out / each).read_bytes() for out in built}) > 1]
    assert unlike == []
