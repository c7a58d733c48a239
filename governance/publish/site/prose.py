"""The text of a page of the site, in the parts that have a heading and an address."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = {"nav", "svg", "form", "noscript"}  # what is no text of the page
_WITHIN = {"a", "abbr", "b", "bdi", "code", "em", "i", "small", "span", "strong", "time"}  # a line


@dataclass(frozen=True)
class Part:
    """What stands below a heading, up to the next; before the first its anchor is empty."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Prose:
    """A page: its title, its description and its parts."""

    title: str
    description: str
    parts: list[Part]


def prose_of(page: str) -> Prose:
    """What can be read in the main part of a page that we made."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    made = [Part(each.anchor, _line(each.title), _line(each.text)) for each in reader.open]
    return Prose(_line(reader.title), reader.description, made)


def _line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


@dataclass
class _Open:
    anchor: str = ""
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.description = ""
        self.open = [_Open()]
        self._into: list[str] | None = None  # where text goes; None outside of the main part
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name") == "description":
            self.description = given.get("content") or ""
        elif tag == "main":
            self._into = self.open[0].text
        elif tag in _SILENT:
            self._silent += 1
        elif tag == "h1":
            self._into = self.title
        elif tag == "h2" and (anchor := given.get("id")):
            self.open.append(_Open(anchor))
            self._into = self.open[-1].title
        else:
            self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._into = None
        elif tag in _SILENT:
            self._silent -= 1
        elif tag in ("h1", "h2"):
            self._into = self.open[-1].text
        else:
            self._part(tag)

    def handle_data(self, data: str) -> None:
        if self._into is not None and not self._silent:
            self._into.append(data)

    def _part(self, tag: str) -> None:
        """What stands in another block is another word."""
        if tag not in _WITHIN:
            self.handle_data(" ")
