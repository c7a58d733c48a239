"""What every page has in common, and the files that pages become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from governance.publish.changelog import Line
from governance.publish.page import fragment, render
from governance.publish.site.labels import Labels
from governance.publish.site.said import Said, in_language
from governance.publish.site.tongue import Tongue
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

OLD = timedelta(days=8)  # an age at which a page says that nobody has built it again
INDEX = "index.html"
LONGEST_DESCRIPTION = 300
# Section -> its page below the language; the order is that of the navigation.
SECTIONS: Mapping[str, str] = {
    "outputs": f"outputs/{INDEX}",
    "organisations": f"organisations/{INDEX}",
    "themes": f"themes/{INDEX}",
    "projects": f"projects/{INDEX}",
    "queue": f"queue/{INDEX}",
    "changelog": f"changelog/{INDEX}",
    "indicators": f"indicators/{INDEX}",
    "governance": f"governance/{INDEX}",
    "platform": f"platform/{INDEX}",
    "about": f"about/{INDEX}",
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
    def languages(self) -> list[Catalogue]:
        """Every language of the site."""
        return [catalogue(each) for each in LANGUAGES]

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
        **values: Any,
    ) -> Files:
        """One page: its path below the site, and its text.

        `path` is below the language; `trail` are the pages above it, by path and name.
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
            description=description[:LONGEST_DESCRIPTION],
            section=section,
            navigation=self._navigation(section, up, is_index=SECTIONS.get(section) == path),
            trail=trail,
            **values,
        )
        return {f"{self.words.language}/{path}": text}

    @cached_property
    def sections(self) -> list[tuple[str, str]]:
        """Section and page of what the navigation leads to."""
        absent = "changelog" if self.tongue.source.steps is None else ""
        return [(name, page) for name, page in SECTIONS.items() if name != absent]

    def _navigation(self, section: str, up: str, *, is_index: bool) -> Markup:
        """The links to the sections: the same on many pages, so they are made once."""
        key = (section, up, is_index)
        if key not in self._navigations:
            self._navigations[key] = fragment(
                "site/_navigation.html",
                words=self.labels,
                sections=self.sections,
                section=section,
                up=up,
                is_index=is_index,
            )
        return self._navigations[key]

    @cached_property
    def _navigations(self) -> dict[tuple[str, str, bool], Markup]:
        return {}

    def link(self, up: str, folder: str, id: str, shown: object) -> Markup:
        """A link to the page of a record; only what is shown where it has no page."""
        if not self.has_page(folder, id):
            return escape(shown)
        address = escape(f"{up}{folder}/{id}/index.html")
        return Markup(f'<a href="{address}">{escape(shown)}</a>')  # noqa: S704 - escaped here

    def named(self, line: Line, up: str) -> Markup:
        """What the record of a line of the change log is called, linked to its page."""
        shown = in_language(line.name, line.language, self.words.language)
        return self.link(up, f"{line.type}s", line.id, shown)

    def has_page(self, folder: str, id: str) -> bool:
        """Whether there is a page of a record; `folder` is that of its type."""
        return folder in SECTIONS and id in getattr(self.tongue.source.registry, folder)
