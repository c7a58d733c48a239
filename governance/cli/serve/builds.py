"""Builds of the site one after another, each of what then stands on disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchfiles import Change, DefaultFilter

from governance.cli.gather import all_problems, open_revision, open_tree
from governance.cli.options import Call
from governance.cli.site_files import Past, past_of
from governance.model.problem import Outside, Problem
from governance.publish.site import Kept, Source, site_files
from governance.publish.site.frame import Files
from governance.store.load import Loaded, load
from governance.store.tree import Entry, Tree
from governance.store.yaml import MAX_BYTES

TOP = "/"  # the path of the site at our own server
# Whether a file is none that an editor puts beside what is edited; in any folder.
is_ours = DefaultFilter(ignore_dirs=())


@dataclass(frozen=True)
class Tidy:
    """A tree without what editors put beside what is edited."""

    tree: Tree
    revision: None = None

    def walk(self, folder: str) -> Iterator[Entry]:
        """That of the tree, with less."""
        return (each for each in self.tree.walk(folder) if is_ours(Change.modified, each.path))

    def read(self, path: str, most: int = MAX_BYTES) -> bytes | None:
        """That of the tree."""
        return self.tree.read(path, most)

    def sha256(self, path: str) -> str | None:
        """That of the tree."""
        return self.tree.sha256(path)


@dataclass(frozen=True)
class Moment:
    """What a site is of, beside the files on disk: the newest commit and the day."""

    commit: str | None
    today: date


@dataclass(frozen=True)
class Site:
    """What a site was made from, and its files."""

    source: Source
    files: Files


class Builds:
    """Makes the site again and again; what did not change meanwhile is not read again."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._loaded: Loaded | None = None
        self._zone = ""
        self._past: tuple[Moment, Past] | None = None
        self._seen: Moment | None = None
        self._kept = Kept()

    def is_over(self) -> bool:
        """Whether another commit or another day has come since the last build."""
        return self._seen is not None and self._seen != self._moment()

    def build(self) -> tuple[list[Problem], Site | None]:
        """The problems of the registry, and its site where none of them is an error.

        Raises Outside where the files cannot be read.
        """
        known = self._loaded.registry if self._loaded else None
        self._loaded = load(Tidy(open_tree(self._call)), known=known)
        problems = all_problems(self._loaded)
        if any(each.severity == "error" for each in problems):
            # Told once, however long it lasts; without a zone there was no site yet.
            self._seen = self._moment() if self._zone else None
            return problems, None
        registry = self._loaded.registry
        self._zone = registry.rules.settings.timezone
        moment = self._seen = self._moment()
        if self._past is None or self._past[0] != moment:
            self._past = moment, past_of(self._call, registry)
        past = self._past[1]
        source = Source(registry, moment.today, past.steps, past.trend)
        return problems, Site(source, site_files(source, self._kept, TOP))

    def _moment(self) -> Moment:
        try:
            commit = open_revision(self._call, "HEAD").revision
        except Outside:
            commit = None
        return Moment(commit, self._call.today(self._zone))
