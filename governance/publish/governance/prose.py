"""The prose of the governance document -> blocks, and the places where tables of rules stand.

It is written in a few forms of Markdown: headings, paragraphs, lists, tables, **strong**, `code`,
citations registry:ID and {places of rules}. Everything else is text and is shown as it stands.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from governance.publish.document.blocks import (
    Block,
    Code,
    Heading,
    Inline,
    Items,
    Paragraph,
    Strong,
    Table,
    Text,
)
from governance.rules.citations import mentioned
from governance.rules.told import TABLES

_INLINE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\{(?P<place>[^{}]*)\}")
_HEADING = re.compile(r"(#{1,3}) +(.*)")
_RULER = re.compile(r"\|[ :|-]*-[ :|-]*\|?")
_ITEM = "- "

Told = Callable[[str], Inline]  # what is written -> what is read in its place


@dataclass(frozen=True)
class Place:
    """Where a table of rules stands."""

    name: str


def blocks(text: str, value: Told, citation: Told) -> Iterator[Block | Place]:
    """The blocks of a prose, in order.

    `value` tells the rule of a place within a line, `citation` an output that is cited.
    """
    reader = _Reader(value, citation)
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")):
        if lines and not _goes_on(lines[0], line):
            yield reader.block(lines)
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield reader.block(lines)


def _kind(line: str) -> str:
    if _HEADING.fullmatch(line):
        return "heading"
    if line.startswith(_ITEM):
        return "items"
    if line.startswith("|"):
        return "rows"
    return "place" if line[:1] == "{" and line[1:-1] in TABLES else "paragraph"


def _goes_on(first: str, line: str) -> bool:
    """Whether a line belongs to the block that another one began."""
    begun, kind = _kind(first), _kind(line)
    if kind == "paragraph":
        return bool(line) and begun in ("paragraph", "items")
    return kind == begun and kind in ("items", "rows")


class _Reader:
    """Reads lines; headings are numbered for their anchors."""

    def __init__(self, value: Told, citation: Told) -> None:
        self.value = value
        self.citation = citation
        self.numbers = count()  # the title is the first

    def block(self, lines: list[str]) -> Block | Place:
        match _kind(lines[0]):
            case "heading":
                marks, _, words = lines[0].partition(" ")
                return Heading(len(marks), self._line(words.strip()), f"s{next(self.numbers)}")
            case "items":
                return self._items(lines)
            case "rows":
                return self._table(lines)
            case "place":
                return Place(lines[0][1:-1])
            case _:
                return Paragraph(self._line(" ".join(lines)))

    def _items(self, lines: list[str]) -> Items:
        """What does not begin with a dash goes on with the entry before."""
        entries: list[str] = []
        for line in lines:
            if line.startswith(_ITEM):
                entries.append(line[len(_ITEM) :])
            else:
                entries[-1] += f" {line}"
        return Items([self._line(entry) for entry in entries])

    def _table(self, lines: list[str]) -> Table:
        """The header and the rows, all of the same length."""
        rows = [self._cells(line) for line in lines if not _RULER.fullmatch(line)]
        wide = max((len(row) for row in rows), default=0)
        whole: list[list[Text]] = [[*row, *[""] * (wide - len(row))] for row in rows] or [[]]
        return Table("", whole[0], whole[1:])

    def _cells(self, line: str) -> list[Text]:
        return [self._line(cell.strip()) for cell in line.strip("|").split("|")]

    def _line(self, text: str) -> Text:
        parts: list[Inline] = []
        end = 0
        for found in _INLINE.finditer(text):
            parts += self._words(text[end : found.start()])
            if found.lastgroup == "strong":
                parts.append(Strong(self._line(found["strong"])))
            elif found.lastgroup == "code":
                parts.append(Code(found["code"]))
            else:
                parts.append(self.value(found["place"]))
            end = found.end()
        return [*parts, *self._words(text[end:])]

    def _words(self, text: str) -> Iterator[Inline]:
        """Words, and the citations among them."""
        end = 0
        for start, found in mentioned(text):
            if start > end:
                yield text[end:start]
            yield self.citation(found)
            end = start + len(found)
        if end < len(text):
            yield text[end:]
