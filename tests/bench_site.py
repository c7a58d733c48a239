"""The figures of the site: milliseconds a page, bytes a page, and the live registry as a whole."""

from pathlib import Path

from tests.bench_timing import TP3, Report, Timed, in_turn
from tests.helpers.long_history import write_history
from tests.helpers.many import write_registry

OUTPUTS = 2_000
RUNS = 3
DAY = ("--today", "2027-03-01")
ROOT = Path(__file__).parents[1]
ASSETS = ("site.css", "site.js", "icon.svg")


def measure(folder: Path, count: int, report: Report) -> None:  # noqa: ARG001 - of 2,000 always
    """Measure on 2,000 outputs in three languages, with a history of one commit."""
    bare, out = folder / "bare.git", folder / "site"
    write_registry(folder / "files", OUTPUTS)
    write_history(folder / "files", bare, 0)
    build = Timed(TP3, "-C", str(bare), *DAY, "site", "build", "--out", str(out))
    whole = Timed(TP3, "-C", str(ROOT), *DAY, "run", "--out", str(folder / "live"))
    in_turn(RUNS, build, whole)
    pages = sum(1 for _ in out.rglob("*.html"))
    largest = max(path.stat().st_size for path in out.glob("*/outputs/*/*.html"))
    loaded = largest + sum((out / name).stat().st_size for name in ASSETS)
    report.at_most(f"site build, ms a page of {pages} / 4", 1000 * build.seconds / pages, 4, 1)
    report.at_most("page of an output with all it loads, KB / 60", loaded / 1000, 60, 1)
    report.at_most("run on the live registry / 5 s", whole.seconds, 5, 1)
