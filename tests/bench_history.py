"""The figures of history: what a walk costs, beside Git and a tool that makes change logs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench_timing import BIN, RUNS, TP3, Report, Timed, in_turn
from tests.helpers.long_history import write_approvals, write_history
from tests.helpers.many import write_registry

COMMITS = 20_000
LAST = 200
APART = 1_000
SAME_COMMITS = 2_000
READ = """
import json, sys, pygit2
from governance.model.record import Output
from governance.store import yaml
repository = pygit2.Repository(sys.argv[1])
for id in json.load(open(sys.argv[2])):
    Output.model_validate(yaml.read(repository.odb.read(id)[1]))
"""


def measure(folder: Path, count: int, report: Report) -> None:
    """Measure on `count` records with 20,000 commits."""
    long = _made(folder / "long", count, COMMITS)
    short = _made(folder / "short", count, LAST + 1)
    tiny = _made(folder / "tiny", 1, 1)
    _whole_log(long, report)
    _last_commits(long, short, report)
    _one_record(long, tiny, report)
    _net_difference(long, folder, report)
    _audit(long, folder, report)
    _same_commits(folder, report)


def _made(folder: Path, count: int, commits: int) -> Path:
    write_registry(folder / "files", count)
    write_history(folder / "files", folder / "bare.git", commits)
    shutil.rmtree(folder / "files")
    return folder / "bare.git"


def _log(repository: Path, *arguments: str) -> Timed:
    return Timed(TP3, "-C", str(repository), "changelog", *arguments)


def _whole_log(repository: Path, report: Report) -> None:
    log = _log(repository)
    peer = Timed(str(BIN / "git-cliff"), "-r", str(repository), "-o", str(repository / "cliff.md"))
    in_turn(RUNS, log, peer)
    report.at_most(f"change log of {COMMITS} commits / git-cliff", log.seconds, peer.seconds, 2)
    report.at_most("peak memory of the change log, MiB / 286", log.mebibytes, 286, 1)


def _last_commits(long: Path, short: Path, report: Report) -> None:
    recent, same = (_log(each, "--from", f"HEAD~{LAST}") for each in (long, short))
    in_turn(RUNS, recent, same)
    report.at_most(f"change log of the last {LAST} commits / 0.5 s", recent.seconds, 0.5, 1)
    report.at_most("the same / with no history before them", recent.seconds, same.seconds, 1.2)


def _one_record(repository: Path, tiny: Path, report: Report) -> None:
    id = "output-000100"
    path = f"registry/outputs/p0001/{id}.yaml"
    history = Timed(TP3, "-C", str(repository), "history", id)
    start = Timed(TP3, "-C", str(tiny), "history", "output-000000")
    log = Timed("git", "-C", str(repository), "log", "--format=%H", "--", path)
    in_turn(RUNS, history, start, log)
    report.at_most(
        "history ID / (1.5 git log of the path + start)",
        history.seconds,
        1.5 * log.seconds + start.seconds,
        1,
    )


def _net_difference(repository: Path, folder: Path, report: Report) -> None:
    base = f"HEAD~{APART}"
    git = ["git", "-C", str(repository), "diff-tree", "-r", "--raw", "--no-abbrev", base, "HEAD"]
    raw = subprocess.run(git, capture_output=True, check=True, text=True).stdout
    ids = [id for line in raw.splitlines() for id in line.split()[2:4]]
    (folder / "ids.json").write_text(json.dumps(ids))
    difference = Timed(TP3, "-C", str(repository), "diff", base)
    compare = Timed("git", "-C", str(repository), "diff", "--raw", base, "HEAD")
    read = Timed(sys.executable, "-c", READ, str(repository), str(folder / "ids.json"))
    in_turn(RUNS, difference, compare, read)
    report.at_most(
        f"diff {APART} commits apart / (git diff --raw + reading)",
        difference.seconds,
        compare.seconds + read.seconds,
        2,
    )


def _audit(long: Path, folder: Path, report: Report) -> None:
    """Every commit with its approvals; the change log of the same history without them."""
    plain = folder / "plain.git"
    subprocess.run(["git", "clone", "-q", "--bare", "--shared", str(long), str(plain)], check=True)
    write_approvals(long)
    audit, log = Timed(TP3, "-C", str(long), "audit"), _log(plain)
    in_turn(RUNS, audit, log)
    report.at_most(f"audit of {COMMITS} commits / change log", audit.seconds, log.seconds, 2)
    report.at_most("peak memory of the audit, MiB / 286", audit.mebibytes, 286, 1)


def _same_commits(folder: Path, report: Report) -> None:
    """The same commits cost the same, however many records exist."""
    sizes = (1_000, 10_000, 50_000)
    logs = [
        _log(_made(folder / f"of-{size}", size, SAME_COMMITS), "--from", f"HEAD~{SAME_COMMITS}")
        for size in sizes
    ]
    in_turn(RUNS, *logs)
    for size, log in zip(sizes[1:], logs[1:], strict=True):
        what = f"{SAME_COMMITS} commits of {size} records / of {sizes[0]}"
        report.at_most(what, log.seconds, logs[0].seconds, 1.5)
