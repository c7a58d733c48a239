"""tp3 site: the public site, as files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from governance.cli.gather import open_revision, sound_registry
from governance.cli.options import Call, global_options, moment_of_build, pass_call
from governance.cli.search import INDEX, searchable_site
from governance.cli.show import stopped, tell
from governance.cli.stats import trend_of
from governance.model.change import Step
from governance.model.problem import Misused, Outside
from governance.model.registry import Registry
from governance.publish.site import Source
from governance.rules.trend import Trend
from governance.store.history import steps
from governance.store.load import timezone_of
from governance.store.write import remove_others, write_files
from governance.text.catalogue import LANGUAGES

MONTHS = 24  # of the indicators over time
BELOW = "site/"  # where in the folder of what is built
STATUS = "v1/status.json"  # a folder that has it holds an earlier site


@click.group(name="site")
@global_options
def command() -> None:
    """Make the public site: pages in three languages, open data, feeds and calendars.

    Example: tp3 site build --out public
    """


@command.command(name="build")
@global_options
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR",
              help="Write here.  [default: build/site, in the registry's root]")  # fmt: skip
@pass_call
def build(call: Call, out: Path | None) -> None:
    """Write the site; every link in it is relative, so it works wherever it is put.

    An address that was published stays, as far as history tells. Other pages of an earlier site
    that would not be written again are removed; without history none is. In a bare repository say
    where with --out. SOURCE_DATE_EPOCH in the environment is told as the time at which it was made.

    Example: tp3 site build --out /tmp/site --today 2027-03-01
    """
    folder, below = folder_of(call, out), "" if out else BELOW
    source = source_of(call, sound_registry(call))
    files = searchable_site(call, source)
    write_site(call, folder, files, below, is_whole=source.steps is not None)
    page = str(folder / below / "index.html")
    click.echo(call.catalogue("site.written", n=len(files), page=page))


@command.command(name="serve")
@global_options
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Listen on this port of this machine; 0 takes any free one.")  # fmt: skip
@pass_call
def serve_command(call: Call, port: int) -> None:
    """Show the site in a browser on this machine, and again whenever a file changes.

    Made of the files as they stand, in memory: nothing is written. While the registry is not
    valid, its problems are told and the last good site stays. Ctrl-C ends it.

    Example: tp3 site serve --port 8080
    """
    from governance.cli.serve import serve

    serve(call, port)


def folder_of(call: Call, out: Path | None) -> Path:
    """Where to write: `out`, else build/ in the registry's root.

    Raises Misused where there is no such root, or `out` is among the registry's own files.
    """
    if out is None:
        if call.root is None:
            raise Misused("out-needed")
        return call.root / "build"
    if call.root is not None and _is_ours(out, call.root):
        raise Misused("out-inside", path=str(out))
    return out


def source_of(call: Call, registry: Registry) -> Source:
    """What the site is made from; where Git cannot tell the history, that is said and left out."""
    past = past_of(call, registry)
    today = call.today(registry.rules.settings.timezone)
    return Source(registry, today, past.steps, past.trend, moment_of_build())


class Past(NamedTuple):
    """The commits that led to a registry, newest first, and the indicators along them."""

    steps: Sequence[Step] | None = None
    trend: Trend | None = None


def past_of(call: Call, registry: Registry) -> Past:
    """The history of a registry; empty where Git cannot tell it, which is said."""
    try:
        tree = open_revision(call, call.rev or "HEAD")
        return Past(list(steps(None, tree, timezone_of(tree))), _trend(call, registry))
    except Outside as stop:
        tell(call.catalogue("changelog.absent", reason=stopped(call, stop)))
        return Past()


def _trend(call: Call, registry: Registry) -> Trend | None:
    """The indicators over time; None before the day of the first commit."""
    try:
        return trend_of(call, MONTHS, registry)
    except Misused as stop:
        if stop.code != "revision-too-early":
            raise
        return None


def write_site(
    call: Call, folder: Path, files: Mapping[str, str | bytes], below: str, *, is_whole: bool
) -> None:
    """Write the site in place of an earlier one; whatever else is in the folder stays.

    `below` is where in the folder, with a slash at its end. Without history (not `is_whole`) it
    has no pages of what is gone: then those of the earlier one stay, which is said.
    """
    is_earlier = (folder / below / STATUS).is_file()
    placed = {f"{below}{path}": content for path, content in files.items()}
    write_files(folder, placed)
    if is_earlier:
        remove_others(folder, f"{below}{INDEX}/**/*.*", placed)
    if is_earlier and not is_whole:
        tell(call.catalogue("gone.kept"))
        return
    for language in LANGUAGES if is_earlier else ():
        for pattern in ("*.html", "*.ics", "*.atom", "*.json", "*.svg", "*.csv", "*.md"):
            remove_others(folder, f"{below}{language}/**/{pattern}", placed)


def _is_ours(out: Path, root: Path) -> bool:
    """Whether what is written would stand among the files of the registry."""
    place = out.resolve()
    return place == root or any(
        place.is_relative_to(root / each)
        for each in ("registry", "workflows", "docs", "schemas", ".git")
    )
