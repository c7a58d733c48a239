"""The figures of the site: beside MkDocs Material, after one change, and of one page."""

import gc
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from time import perf_counter

from governance.cli.options import Call
from governance.cli.serve.builds import Builds
from tests.bench_timing import BIN, TP3, Report, Timed, in_turn
from tests.helpers.long_history import write_history
from tests.helpers.many import write_registry
from tests.helpers.markdown import as_markdown
from tests.helpers.pages import Page

OUTPUTS = 2_000
PEER_PAGES = 600
RUNS = 3
TODAY = date(2027, 3, 1)
DAY = ("--today", TODAY.isoformat())
ROOT = Path(__file__).parents[1]
# As it comes, search and navigation too; only without the fonts that it would have fetched.
PEER = """site_name: Pages
theme: {name: material, font: false}
"""


def measure(folder: Path, count: int, report: Report) -> None:  # noqa: ARG001 - of 2,000 always
    """Measure on 2,000 outputs in three languages, with a history of one commit."""
    bare, out = folder / "bare.git", folder / "site"
    write_registry(folder / "files", OUTPUTS)
    write_history(folder / "files", bare, 0)
    build = Timed(TP3, "-C", str(bare), *DAY, "site", "build", "--out", str(out))
    build.run()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    peer = Timed(str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(_peer(folder, out)))
    live = Timed(TP3, "-C", str(ROOT), *DAY, "run", "--out", str(folder / "live"))
    in_turn(RUNS, build, peer, live)
    pages = sum(1 for _ in out.rglob("*.html"))
    ours, theirs = 1000 * build.seconds / pages, 1000 * peer.seconds / PEER_PAGES
    report.faster(f"ms a page, of {pages} / MkDocs Material, of {PEER_PAGES}", ours, theirs, 10)
    again, whole = _rebuilds(folder, bare)
    report.at_most("rebuild after one record changed / whole", again, whole, 0.1)
    path = max(out.glob("*/outputs/*/*.html"), key=lambda each: each.stat().st_size)
    report.at_most("page of an output with all it loads, KB / 60", _loaded(path) / 1000, 60, 1)
    report.at_most("run on the live registry / 5 s", live.seconds, 5, 1)


def _peer(folder: Path, site: Path) -> Path:
    """Pages of outputs as Markdown, for the peer; its configuration."""
    docs = folder / "peer/docs"
    for path in sorted(site.glob("*/outputs/*/index.html"))[:: 3 * OUTPUTS // PEER_PAGES]:
        place = docs / path.relative_to(site).with_suffix(".md")
        place.parent.mkdir(parents=True)
        place.write_text(as_markdown(path.read_text("utf-8")), "utf-8")
    (docs / "index.md").write_text("# Pages\n")
    config = docs.with_name("mkdocs.yml")
    config.write_text(PEER)
    return config


def _rebuilds(folder: Path, bare: Path) -> tuple[float, float]:
    """Seconds of a rebuild and of a whole build, as `site serve` makes them: the best of some."""
    subprocess.run(["git", "clone", "--quiet", str(bare), str(folder / "work")], check=True)
    call = Call(folder / "work", day=TODAY, lang="en")
    changed = sorted((folder / "work/registry/outputs").glob("*/*.yaml"))[OUTPUTS // 2]
    whole, again = [], []
    gc.disable()  # as the command does
    for run in range(RUNS):
        builds = Builds(call)
        whole.append(_seconds(builds))
        text = changed.read_text("utf-8")
        changed.write_text(re.sub("(?m)^  fi: ", f"  fi: Muutos {run} ", text, count=1), "utf-8")
        again.append(_seconds(builds))
        del builds
        gc.collect()
    gc.enable()
    return min(again), min(whole)


def _seconds(builds: Builds) -> float:
    begun = perf_counter()
    problems, site = builds.build()
    assert site, problems
    return perf_counter() - begun


def _loaded(path: Path) -> int:
    """Bytes of a page and of what it loads: style, scripts, pictures."""
    page = Page(path.name, path.read_text("utf-8"))
    links = [each for each in page.all("link") if each.get("rel") in ("stylesheet", "icon")]
    names = {each.get("href") for each in links} | {each.get("src") for each in page.all("script")}
    names |= {each.get("src") for each in page.all("img")}
    return sum((path.parent / name).stat().st_size for name in {path.name, *names})
