"""What a page is made of, before anybody decides in what format it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from governance.model.registry import Registry
from governance.rules.citations import written
from governance.text.catalogue import Catalogue


@dataclass(frozen=True)
class Cited:
    """A citation of an output, registry:ID or registry:ID@VERSION."""

    text: str
    output: str


@dataclass(frozen=True)
class Link:
    """A web address."""

    url: str


@dataclass(frozen=True)
class Foreign:
    """Text in another language than the page."""

    text: str
    language: str


@dataclass(frozen=True)
class Code:
    """What is typed or named by programs."""

    text: str


Inline = str | Cited | Link | Foreign | Code
Text = Sequence[Inline] | str  # one after the other


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 2 is a section of the page, `id` is its anchor."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a strong one says the thing itself."""

    text: Text
    strong: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    items: Sequence[Text]


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row names it. Without a title it is named by its section."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Text]]


@dataclass(frozen=True)
class Picture:
    """A picture (SVG) with what it shows in words; `name` is that of its file."""

    name: str
    svg: Markup
    text: str


Block = Heading | Paragraph | Items | Table | Picture


@dataclass(frozen=True)
class Page:
    """A whole page."""

    language: str
    title: str
    blocks: Sequence[Block]


def cite(registry: Registry, id: str) -> Cited:
    """The newest version of an output, the output alone where no version is known."""
    versions = registry.outputs[id].versions if id in registry.outputs else ()
    return Cited(f"registry:{id}@{versions[-1].version}" if versions else f"registry:{id}", id)


def source(text: str) -> Inline:
    """Where evidence stands: a citation, an address, or words."""
    if (output := written(text)) is not None:
        return Cited(text, output)
    return Link(text) if text.startswith(("https://", "http://")) else text


def said(words: Catalogue, texts: Mapping[str, str]) -> Inline:
    """A text of a record in the language of the page, else marked with its own."""
    text, language = words.pick(texts)
    return text if language == words.language else Foreign(text, language)
