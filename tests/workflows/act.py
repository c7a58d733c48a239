"""Runs the workflow files by act, without Docker and without network.

What is not ours is replaced: `actions/checkout` by a clone of a bare origin, at the tip of the
branch it is asked for; what keeps files of a run, and Pages, by a folder that all runs share;
`actions/setup-python` by the Python of the tests, where the packages of the lock are. So
`pip install --require-hashes` runs as it is written, finds that nothing is missing, and is told to
ask no index (PIP_NO_INDEX).

`uses: $/...` means the repository of the workflow at the commit that runs; here it is named by its
owner and name, and act takes it from a copy. act knows none of `queue`, `timezone` and
`cache-mode` (GitHub has had them since 2026); they are left out of its copy and read in
test_files.py. It waits for no concurrency group, enforces no permissions, and asks no filter of
events: those are read there too.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, NamedTuple

from tests.helpers.repo import ROOT, Repo, git
from tests.workflows.files import ACTION, USES, WORKFLOWS
from tests.workflows.stand_ins import STAND_INS, STILL

BIN = Path(sys.executable).parent
REPOSITORY = "tts/rekisteri"
COMMIT = "1" * 40
UNKNOWN_TO_ACT = re.compile(r"^ *(?:queue|timezone|cache-mode): .*\n", re.MULTILINE)
# act gives a step a terminal and may lose its last lines; GitHub gives it none.
BASH = """\
#!{bash}
[[ -z ${{IN_STEP-}} ]] || exec {bash} "$@"
IN_STEP=1 {bash} "$@" </dev/null 2>&1 | tee -a {log}
exit "${{PIPESTATUS[0]}}"
"""


def copy_source(target: Path) -> Path:
    """What the action needs of this repository; compiled, as act copies it anew for each run."""
    for part in (".github/actions", "governance"):
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, target / part, ignore=without)
    mode = PycInvalidationMode.UNCHECKED_HASH
    assert compile_dir(target / "governance", quiet=2, invalidation_mode=mode)
    return target


class Event(NamedTuple):
    """What starts a workflow, and what GitHub tells of it."""

    name: str
    payload: Mapping[str, Any]


def by_hand(**inputs: str) -> Event:
    """Run workflow on main. GitHub sends all that was typed or ticked as text."""
    return Event("workflow_dispatch", {"inputs": inputs, "ref": "refs/heads/main"})


def by_clock(cron: str) -> Event:
    """The time has come."""
    return Event("schedule", {"schedule": cron})


@dataclass(frozen=True)
class Ran:
    """How a run went: `jobs` with their results, what the steps printed, the page of the run."""

    code: int
    jobs: Mapping[str, str]
    out: str
    page: str


@dataclass(frozen=True)
class Machine:
    """A place where workflows run: copies of what they are made of, and an origin."""

    folder: Path
    source: Path

    @classmethod
    def made(cls, folder: Path, source: Path) -> "Machine":
        """A machine without an origin; `source` is the repository of the action."""
        machine = cls(folder, source)
        for name, text in STAND_INS.items():
            (folder / name).mkdir(parents=True)
            (folder / name / "action.yml").write_text(text)
        here = Repo.init(folder / "here")
        for path in WORKFLOWS:
            here.write(f".github/workflows/{path.name}", as_act_reads_it(path.read_text()))
        here.commit()
        here.git("remote", "add", "origin", f"https://github.com/{REPOSITORY}.git")
        (folder / "bin").mkdir()
        machine.program("bash", BASH.format(bash=shutil.which("bash"), log=machine.log))
        return machine

    @property
    def origin(self) -> Path:
        """What is checked out."""
        return self.folder / "origin.git"

    @property
    def log(self) -> Path:
        """What the steps print."""
        return self.folder / "log"

    @property
    def published(self) -> Path:
        """The site that stands on Pages."""
        return self.kept / "published"

    @property
    def kept(self) -> Path:
        """What runs leave to others: <number of the run>/<name>/<file>."""
        return self.folder / "kept"

    def push(self, repo: Repo, ref: str = "refs/heads/main") -> None:
        """Make the head of a repository what `ref` of the origin is."""
        if not self.origin.exists():
            git(self.folder, "init", "--quiet", "--bare", str(self.origin))
        repo.git("push", "--quiet", "--force", str(self.origin), f"HEAD:{ref}")

    def program(self, name: str, text: str) -> None:
        """Put a program on the PATH of the steps."""
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def workflow(self, name: str, text: str) -> None:
        """Add a workflow of the test's own."""
        (self.folder / f"here/.github/workflows/{name}.yml").write_text(as_act_reads_it(text))

    def still(self, name: str, job: str) -> None:
        """Let a workflow that others call do nothing, where a test is not about it."""
        self.workflow(name, STILL.format(name=name, job=job))

    def run(
        self,
        name: str,
        event: Event,
        environment: Mapping[str, str],
        secrets: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run a workflow on an event."""
        given = self.folder / "event.json"
        given.write_text(json.dumps(event.payload))
        self.log.write_text("")
        variables = {
            "ORIGIN": str(self.origin),
            "KEPT": str(self.kept),
            "TESTS_PYTHON": str(BIN),
            "PIP_NO_INDEX": "1",
            **environment,
        }
        done = subprocess.run(
            [
                BIN / "act", event.name, f"--workflows=.github/workflows/{name}.yml",
                f"--eventpath={given}", "--platform=ubuntu-latest=-self-hosted",
                "--no-cache-server", "--no-skip-checkout", "--json",
                *(f"--env={variable}={value}" for variable, value in variables.items()),
                *(f"--local-repository={each}" for each in self._stand_ins()),
                *(f"--secret={secret}={value}" for secret, value in (secrets or {}).items()),
            ],
            cwd=self.folder / "here",
            env={
                "HOME": os.environ["HOME"],
                "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "LANG": "C.UTF-8",
                "XDG_CACHE_HOME": str(self.folder / "cache"),
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        return Ran(
            done.returncode,
            {line["jobID"]: line["jobResult"] for line in lines if "jobResult" in line},
            self.log.read_text() + done.stderr,
            "".join(line["content"] for line in lines if line.get("command") == "summary"),
        )

    def _stand_ins(self) -> Iterator[str]:
        yield f"{REPOSITORY}@{COMMIT}={self.source}"
        for path in (*WORKFLOWS, ACTION / "action.yml"):
            for match in USES.finditer(path.read_text()):
                if match["what"].startswith("actions/"):
                    name = match["what"].removeprefix("actions/").partition("@")[0]
                    yield f"{match['what']}={self.folder / name}"


def as_act_reads_it(text: str) -> str:
    """A workflow file without what act does not know; see above."""
    text = UNKNOWN_TO_ACT.sub("", text).replace(
        "uses: $/.github/workflows/", "uses: ./.github/workflows/"
    )
    return re.sub(r"uses: \$/(\S+)", rf"uses: {REPOSITORY}/\1@{COMMIT}", text)
