"""The public site whole: from what it is made, its files with their index, and where they go."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from governance.cli.gather import open_revision
from governance.cli.options import Call, moment_of_build
from governance.cli.show import stopped, tell
from governance.cli.stats import trend_of
from governance.model.change import Step
from governance.model.problem import Misused, Outside
from governance.model.registry import Registry
from governance.publish.site import Source, site_files
from governance.publish.site.frame import Files
from governance.publish.site.search import entries
from governance.rules.trend import Trend
from governance.store import write
from governance.store.history import steps
from governance.store.load import timezone_of
from governance.store.pagefind import search_index

MONTHS = 24  # of the indicators over time
BUILD = "build"  # in the registry's root; Git ignores it
BELOW = "site/"  # where in the folder of what is built
INDEX = "pagefind"  # the folder of the index in the site; the search page knows it too


def folder_of(call: Call, out: Path | None, *below: str) -> Path:
    """Where to write: `out`, else build/ in the registry's root.

    `below` are the folders in it that are written to, with a slash at the end. Raises Misused where
    there is no such root, or where one of them would mix with the registry's own files.
    """
    root = call.root
    if out is None:
        if root is None:
            raise Misused("out-needed")
        return root / BUILD
    if root is not None and any(_is_ours(out / each, root) for each in below):
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


def searchable_site(call: Call, source: Source) -> Files:
    """The files of the site, with the index; where none can be made, that is said and left out.

    Raises Refused where settings or a policy could not be read.
    """
    files = site_files(source)
    return files | index_files(call, source, files)


def index_files(call: Call, source: Source, files: Files) -> Files:
    """The files of the index alone, of the site whose files are `files`; none likewise."""
    try:
        index = search_index(entries(source, files))
    except Outside as stop:
        tell(call.catalogue("search.absent", reason=stopped(call, stop)))
        return {}
    return {f"{INDEX}/{path}": content for path, content in index.items()}


def must_be_free(out: Path | None, placed: Mapping[str, Iterable[str]]) -> None:
    """Raises Outside where other people's files would be replaced; build/ holds none.

    `placed` has their paths by the folder in `out` where they go.
    """
    if out is not None:
        for below, paths in placed.items():
            write.must_be_free(out, below, paths)


def write_site(
    call: Call, folder: Path, files: Mapping[str, str | bytes], below: str, *, is_whole: bool
) -> None:
    """Write the site in place of an earlier one; whatever else is in the folder stays.

    `below` is where in the folder, with a slash at its end. Without history (not `is_whole`) it
    has no pages of what is gone: then those of the earlier one stay, which is said.
    """
    others = write.write_anew(folder, below, files, keeps_others=not is_whole)
    if others and not is_whole:
        tell(call.catalogue("gone.kept"))


def _is_ours(place: Path, root: Path) -> bool:
    """Whether the registry is in a place, or a place in it; build/ there is no part of it."""
    real = place.resolve()
    return root.is_relative_to(real) or (
        real.is_relative_to(root) and not real.is_relative_to(root / BUILD)
    )
