"""A built site as a browser would read it: elements, links, texts."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

MISSING = "404.html"  # stands at every address that has no page
VOID = {"meta", "link", "br", "img", "input", "path", "rect"}


@dataclass
class Element:
    """One element: its name, attributes and language, and the text in it."""

    name: str
    attributes: dict[str, str]
    language: str
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Page(HTMLParser):
    """A page, read strictly: what is opened is closed. `path` is that below the site."""

    path: str
    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()
        assert self.open == [], self.path

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), (self.path, tag, attrs)
        above = self.open[-1].language if self.open else ""
        made = Element(tag, given, given.get("lang", above))
        self.elements.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, (self.path, tag)
        assert self.open.pop().name == tag, (self.path, tag, self.getpos())

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.text += data

    def all(self, name: str, /, **attributes: str) -> list[Element]:
        """The elements of a name with these attributes; `class_` has a class among others."""
        wanted = attributes.pop("class_", "")
        return [
            each
            for each in self.elements
            if each.name == name
            and (not wanted or wanted in each.get("class").split())
            and all(each.get(key) == value for key, value in attributes.items())
        ]

    def one(self, name: str, /, **attributes: str) -> Element:
        found = self.all(name, **attributes)
        assert len(found) == 1, (self.path, name, attributes, len(found))
        return found[0]

    @property
    def links(self) -> list[str]:
        """Every address that the page names."""
        return [
            each.attributes[name]
            for each in self.elements
            for name in ("href", "src", "action")
            if name in each.attributes
        ]

    @property
    def inside(self) -> Iterator[tuple[str, str]]:
        """What it links to inside the site: path below the site, and fragment."""
        for link in self.links:
            if not is_outside(link):
                place, _, fragment = link.partition("#")
                folder = posixpath.dirname(self.path)
                yield (
                    posixpath.normpath(posixpath.join(folder, place)) if place else self.path,
                    fragment,
                )

    @property
    def ids(self) -> list[str]:
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]

    @property
    def text(self) -> str:
        """All that can be read on it, with single spaces."""
        return " ".join(self.one("body").text.split())


def read_site(folder: Path) -> dict[str, Page]:
    """Every page below a folder that has an address of its own, by its path."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return {path: read_page(folder, path) for path in paths if path != MISSING}


def read_page(folder: Path, path: str) -> Page:
    """One of them."""
    return Page(path, (folder / path).read_text("utf-8"))


def files_of(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def is_outside(link: str) -> bool:
    return link.startswith(("https://", "http://"))
