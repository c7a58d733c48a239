"""The text of a page of the site, in the parts that have a heading and an address."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = {"nav", "svg", "form", "noscript"}  # what is no text of the page
_WITHIN = {"a", "abbr", "b", "bdi", "code", "em", "i", "small", "span", "strong", "time"}  # a line


@dataclass(frozen=True)
class Part:
    """What stands below a heading with an anchor, up to the next."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Prose:
    """A page: its title and in which language that is, its description, and its parts.

    A text that is shown in another language than the page's is no part of it.
    """

    title: str
    title_language: str
    description: str
    parts: list[Part]


def prose_of(page: str) -> Prose:
    """What can be read in the main part of a page that we made."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    parts = [Part(each.anchor, _line(each.title), _line(each.text)) for each in reader.parts]
    return Prose(_line(reader.title), reader.title_language, reader.description, parts)


def _line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


@dataclass
class _Open:
    anchor: str
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.title_language = ""
        self.description = ""
        self.parts: list[_Open] = []
        self._language = ""
        self._into: list[str] | None = None  # where text goes; None where it is of no part
        self._silent = 0
        self._is_foreign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "html":
                self._language = self.title_language = given["lang"]
            case "meta" if given.get("name") == "description":
                self.description = given["content"]
            case "h1":
                self._into = self.title
                self.title_language = given.get("lang", self._language)
            case "h2" if "id" in given and not self._is_foreign:
                self.parts.append(_Open(given["id"]))
                self._into = self.parts[-1].title
            case "bdi" if self._into is self.title:
                self.title_language = given.get("lang", self.title_language)
            case "div" if given.get("lang", self._language) != self._language:
                self._is_foreign = True
            case _:
                self._silent += tag in _SILENT
                self._between(tag)

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "h1" | "main":
                self._into = None
            case "h2" if self._into is not None:
                self._into = self.parts[-1].text
            case _:
                self._silent -= tag in _SILENT
                self._between(tag)

    def handle_data(self, data: str) -> None:
        if self._into is not None and not self._silent:
            self._into.append(data)

    def _between(self, tag: str) -> None:
        """What stands in another block is another word."""
        if tag not in _WITHIN:
            self.handle_data(" ")
