"""The governance document: the prose in a language, with the rules in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.publish.governance import prose
from governance.publish.governance.ladder import ladder
from governance.publish.governance.prose import Heading, Items, Line, Paragraph, Part, Rows, Run
from governance.publish.governance.tables import Table, table
from governance.publish.governance.values import Teller
from governance.rules.told import Saying, sayings, text_path
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

LADDER = "review.ladder"


@dataclass(frozen=True)
class Told:
    """A table of rules in its place, and its picture where it has one."""

    table: Table
    picture: Markup


@dataclass(frozen=True)
class Document:
    """The document: its title, its parts, and the words of the language it is in.

    `reader` has those of the language that was asked for, which may be another one.
    """

    title: str
    parts: tuple[Part | Told, ...]
    words: Catalogue
    reader: Catalogue
    registry: Registry

    @property
    def is_foreign(self) -> bool:
        """Whether it is not there in the language that was asked for."""
        return self.words.language != self.reader.language


def document(words: Catalogue, registry: Registry) -> Document:
    """The governance document in a language, else in the first of the registry that has it.

    The rules are taken to be valid. Raises Refused where there is no prose.
    """
    for language in (words.language, *registry.languages):
        text = registry.texts.get(text_path(language))
        if text is not None and language in LANGUAGES:
            return _document(text, catalogue(language), words, registry)
    raise Refused("governance-text-missing", path=text_path(registry.languages[0]))


def _document(text: str, words: Catalogue, reader: Catalogue, registry: Registry) -> Document:
    filler = _Filler(words, registry)
    parts = tuple(filler.parts(text))
    first = next((part for part in parts if _is_title(part)), None)
    title = plain(first.line) if isinstance(first, Heading) else words("governance.title")
    shown = tuple(part for part in parts if part is not first)
    return Document(title, shown, words, reader, registry)


def _is_title(part: Part | Told) -> bool:
    return isinstance(part, Heading) and part.level == 1


def plain(line: Line) -> str:
    """The text of a line."""
    return "".join(run.text for run in line)


class _Filler:
    """Puts the rules into their places."""

    def __init__(self, words: Catalogue, registry: Registry) -> None:
        self.words = words
        self.registry = registry
        self.teller = Teller(words, registry)
        self.known: Mapping[str, Saying] = sayings(registry.rules)

    def parts(self, text: str) -> Iterator[Part | Told]:
        for part in prose.parts(text):
            if isinstance(part, prose.Place):
                yield self._told(part.name)
            elif isinstance(part, Heading):
                yield Heading(part.level, self._line(part.line))
            elif isinstance(part, Paragraph):
                yield Paragraph(self._line(part.line))
            elif isinstance(part, Items):
                yield Items(tuple(map(self._line, part.lines)))
            else:
                yield Rows(tuple(tuple(map(self._line, row)) for row in part.lines))

    def _told(self, name: str) -> Told:
        told = table(self.teller, name)
        steps = self.registry.rules.review.ladder if name == LADDER else ()
        return Told(told, ladder(self.words, steps, told))

    def _line(self, line: Line) -> Line:
        return tuple(self._run(run) if run.kind == "place" else run for run in line)

    def _run(self, run: Run) -> Run:
        """The value of a place; what is none, which `validate` says, stays as it is written."""
        saying = self.known.get(run.text)
        is_value = saying is not None and saying.form != "table"
        text = self.teller.say(saying) if saying and is_value else f"{{{run.text}}}"
        return Run("text", text, run.is_strong)
