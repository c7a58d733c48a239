"""What a document is made of, before anybody decides in what format it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from governance.model.registry import Registry
from governance.rules.citations import written
from governance.text.catalogue import Catalogue


@dataclass(frozen=True)
class Foreign:
    """Text in another language than the document."""

    text: str
    language: str


@dataclass(frozen=True)
class Cited:
    """A citation of an output, registry:ID or registry:ID@VERSION, and what the output is called.

    It has no title where there is no such output.
    """

    text: str
    output: str
    title: str | Foreign | None


@dataclass(frozen=True)
class Link:
    """A web address, and what is read instead of it."""

    url: str
    text: str = ""


@dataclass(frozen=True)
class Code:
    """What is typed or named by programs."""

    text: str


@dataclass(frozen=True)
class Strong:
    """What weighs more than the text around it."""

    text: "Text"


Inline = str | Cited | Link | Foreign | Code | Strong
Text = Sequence[Inline] | str  # one after the other


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 2 is a section of the document, `id` is its anchor."""

    level: int
    text: Text
    id: str


@dataclass(frozen=True)
class Contents:
    """Where the list of the sections stands."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a loud one says the thing itself, a low one tells of the document."""

    text: Text
    tone: Literal["loud", "plain", "low"] = "plain"


@dataclass(frozen=True)
class Items:
    """A list."""

    items: Sequence[Text]


Cell = Text | Items


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row names it. Without a title it is named by its section."""

    title: str
    header: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Picture:
    """A picture (SVG) with what it shows in words; `name` is that of its file."""

    name: str
    svg: Markup
    text: str


Block = Heading | Contents | Paragraph | Items | Table | Picture


@dataclass(frozen=True)
class Document:
    """A whole document; a notice comes before it, for those who read another language."""

    language: str
    title: str
    blocks: Sequence[Block]
    notice: Foreign | None = None


def cite(words: Catalogue, registry: Registry, citation: str) -> Inline:
    """A citation as it is written, with the title of the output; words where it is none."""
    id = written(citation)
    if id is None:
        return citation
    output = registry.outputs.get(id)
    return Cited(citation, id, said(words, output.title) if output else None)


def source(words: Catalogue, registry: Registry, text: str) -> Inline:
    """Where evidence stands: a citation, an address, or words."""
    is_address = text.startswith(("https://", "http://"))
    return Link(text) if is_address else cite(words, registry, text)


def said(words: Catalogue, texts: Mapping[str, str]) -> str | Foreign:
    """A text of a record in the language of the document, else marked with its own."""
    text, language = words.pick(texts)
    return text if language == words.language else Foreign(text, language)


def inlines(text: Text) -> Sequence[Inline]:
    """The parts of a text."""
    return (text,) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """What is read of a text, without its forms."""
    return "".join(_plain(each) for each in inlines(text))


def _plain(part: Inline) -> str:
    match part:
        case str():
            return part
        case Strong(text):
            return plain(text)
        case Link(url, text):
            return text or url
        case _:
            return part.text
