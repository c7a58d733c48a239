"""What every page has in common, and the files that pages become."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from governance.publish.changelog import Line
from governance.publish.guides.address import OWNERS
from governance.publish.page import fragment, macro, render
from governance.publish.site.labels import Labels
from governance.publish.site.linked.script import breadcrumbs, script
from governance.publish.site.said import Said, in_language
from governance.publish.site.tongue import Row, Tongue
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

OLD = timedelta(days=8)  # an age at which a page says that nobody has built it again
INDEX = "index.html"
LONGEST_DESCRIPTION = 300
# Section -> its page below the language.
SECTIONS: Mapping[str, str] = {
    "outputs": f"outputs/{INDEX}",
    "themes": f"themes/{INDEX}",
    "projects": f"projects/{INDEX}",
    "kind": "outputs/kind.html",
    "state": "outputs/state.html",
    "language": "outputs/language.html",
    "organisations": f"organisations/{INDEX}",
    "queue": f"queue/{INDEX}",
    "changelog": f"changelog/{INDEX}",
    "indicators": f"indicators/{INDEX}",
    "governance": f"governance/{INDEX}",
    "platform": f"platform/{INDEX}",
    "owners": OWNERS,
    "maintainers": "guide/maintainer.html",
    "about": f"about/{INDEX}",
    "accessibility": f"accessibility/{INDEX}",
}
# What the navigation leads to, in its order: a few words, and behind each the sections that stand
# beside each other there. Each section has its place; its first is where the word leads.
NAVIGATION: Mapping[str, Sequence[str]] = {
    "outputs": ("outputs", "themes", "projects", "kind", "state", "language"),
    "organisations": ("organisations",),
    "queue": ("queue",),
    "changelog": ("changelog",),
    "indicators": ("indicators",),
    "about": ("about", "governance", "platform", "owners", "maintainers", "accessibility"),
}

Files = dict[str, str | bytes]


@dataclass(frozen=True)
class Frame:
    """The frame of the pages in one language."""

    tongue: Tongue

    @property
    def words(self) -> Catalogue:
        """The words of the language."""
        return self.tongue.words

    @cached_property
    def labels(self) -> Labels:
        """The same for templates."""
        return Labels(self.words)

    @cached_property
    def languages(self) -> list[Labels]:
        """The words of every language of the site."""
        return [Labels(catalogue(each)) for each in LANGUAGES]

    @cached_property
    def name(self) -> Said:
        """What the registry is called."""
        return self.tongue.said(self.tongue.source.registry.rules.settings.title)

    @cached_property
    def address(self) -> str | None:
        """Where the site stands, with a slash at its end; None where that is not known."""
        site = self.tongue.source.registry.rules.settings.site
        return f"{site.rstrip('/')}/" if site else None

    @cached_property
    def old_from(self) -> date:
        """The day from which the page is old."""
        return self.tongue.source.today + OLD + timedelta(days=1)

    def page(  # noqa: PLR0913 - what a page is known by
        self,
        template: str,
        path: str,
        title: Said | str,
        *,
        section: str = "",
        description: str = "",
        trail: Sequence[tuple[str, object]] = (),
        things: Sequence[Mapping[str, Any]] = (),
        **values: Any,
    ) -> Files:
        """One page: its path below the site, and its text.

        `path` is below the language; `trail` are the pages above it, by path and name;
        `things` are what it tells of, as linked data.
        """
        up = "../" * path.count("/")
        source = self.tongue.source
        text = render(
            f"site/{template}.html",
            frame=self,
            t=self.tongue,
            words=self.labels,
            registry=source.registry,
            source=source,
            today=source.today,
            up=up,
            root=f"{up}../",
            path=path,
            title=title,
            description=(description or self.words("site.front.lead"))[:LONGEST_DESCRIPTION],
            section=section,
            navigation=self._navigation(section, up, is_index=SECTIONS.get(section) == path),
            beside=self._beside(path, up),
            languages=self.languages,
            bottom=self._bottom(up),
            trail=trail,
            linked=self._linked(up, trail, title, things),
            **values,
        )
        return {f"{self.words.language}/{path}": text}

    def root(self, up: str) -> str:
        """The folder of the site as linked data names it: whole where that is known."""
        return self.address or f"{up}../"

    def page_address(self, path: str, up: str) -> str:
        """A page of the language in the same way."""
        return f"{self.address}{self.words.language}/{path}" if self.address else f"{up}{path}"

    def _linked(
        self,
        up: str,
        trail: Sequence[tuple[str, object]],
        title: object,
        things: Sequence[Mapping[str, Any]],
    ) -> Markup:
        """What the page tells of and where it stands, as linked data; nothing if it does not."""
        above = [(INDEX, self.name), *trail] if trail else []
        places = [(str(name), self.page_address(path, up)) for path, name in above]
        return script([*things, *([breadcrumbs(places, str(title))] if places else [])])

    @cached_property
    def navigation(self) -> Mapping[str, list[tuple[str, str]]]:
        """The words of the navigation, and the sections behind each with their pages."""
        absent = "changelog" if self.tongue.source.steps is None else ""
        return {
            word: [(name, SECTIONS[name]) for name in names]
            for word, names in NAVIGATION.items()
            if word != absent
        }

    @cached_property
    def columns(self) -> list[list[tuple[str, str]]]:
        """The same as columns of sections: those that stand alone are in one."""
        together = groupby(self.navigation.items(), lambda each: each[0] if each[1][1:] else "")
        return [[each for _, sections in some for each in sections] for _, some in together]

    def _navigation(self, section: str, up: str, *, is_index: bool) -> Markup:
        """The words that lead everywhere."""
        word = next((each for each, names in NAVIGATION.items() if section in names), "")
        is_page = is_index and section == word
        return self._made("navigation", up, current=word, is_page=is_page)

    def _beside(self, path: str, up: str) -> Markup:
        """The sections beside the page; nothing where it is of none, or alone."""
        for word, sections in self.navigation.items():
            if len(sections) > 1 and path in (page for _, page in sections):
                return self._made("beside", up, word=word, current=path)
        return Markup()

    def _bottom(self, up: str) -> Markup:
        """Every section, and of when and what the page is, at the bottom of each."""
        return self._made("bottom", up)

    def _made(self, part: str, up: str, **values: object) -> Markup:
        """A part that is the same on many pages: made once."""
        key = (part, up, *values.values())
        if key not in self._parts:
            self._parts[key] = fragment(
                f"site/_{part}.html",
                words=self.labels,
                navigation=self.navigation,
                columns=self.columns,
                today=self.tongue.source.today,
                revision=self.tongue.source.registry.revision,
                maintainer=self._maintainer(up),
                up=up,
                **values,
            )
        return self._parts[key]

    def _maintainer(self, up: str) -> Markup:
        """The organisation that keeps the registry, linked to its page."""
        id = self.tongue.source.registry.rules.settings.maintainer
        return self.link(up, "organisations", id, self.tongue.organisations[id])

    @cached_property
    def _parts(self) -> dict[tuple[object, ...], Markup]:
        return {}

    def link(self, up: str, folder: str, id: str, shown: object) -> Markup:
        """A link to the page of a record; only what is shown where it has no page."""
        if not self.has_page(folder, id):
            return escape(shown)
        address = escape(f"{up}{folder}/{id}/index.html")
        return Markup(f'<a href="{address}">{escape(shown)}</a>')  # noqa: S704 - escaped here

    def shown(self, folder: str, ids: Iterable[str | None]) -> tuple[object, ...]:
        """What shows of some records that are named on a page: their names, and whether linked."""
        found = [each for each in ids if each]
        names: Mapping[str, object] = getattr(self.tongue, folder)
        return tuple((id, names.get(id), self.has_page(folder, id)) for id in found)

    def rows(self, up: str, rows: Iterable[Row], without: str = "") -> Markup:
        """Outputs as a list, without the columns named; how one stands in several is made once."""
        keep, words, one = self.tongue.keep, self.labels, macro("site/_parts.html", "row")
        made = (
            keep(("listed", row.id, up, without), row, partial(one, words, row, up, without))
            for row in rows
        )
        return Markup(f'<ul class="rows">\n{"".join(made)}</ul>\n')  # noqa: S704 - all are Markup

    def named(self, line: Line, up: str) -> Markup:
        """What the record of a line of the change log is called, linked to its page."""
        shown = in_language(line.name, line.language, self.words.language)
        return self.link(up, f"{line.type}s", line.id, shown)

    def month_page(self, day: date) -> str | None:
        """The page of the change log that tells of a day; None of one after today."""
        return f"changelog/{day:%Y-%m}.html" if day <= self.tongue.source.today else None

    def has_page(self, folder: str, id: str) -> bool:
        """Whether there is a page of a record; `folder` is that of its type."""
        source = self.tongue.source
        if folder not in SECTIONS:
            return False
        return id in getattr(source.registry, folder) or (folder[:-1], id) in source.gone.records
