"""The prose of the governance document -> its parts.

It is written in a few forms of Markdown: headings, paragraphs, lists, tables, **strong**, `code`,
citations registry:ID and {places of rules}. Everything else is text and is shown as it stands.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from governance.rules.citations import mentioned
from governance.rules.told import TABLES

_INLINE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\{(?P<place>[^{}]*)\}")
_HEADING = re.compile(r"(#{1,3}) +(.*)")
_RULER = re.compile(r"\|[ :|-]*-[ :|-]*\|?")
_ITEM = "- "

Kind = Literal["text", "code", "place", "citation"]


class Run(NamedTuple):
    """A stretch of text of one kind: words, code, the place of a rule, or a cited output."""

    kind: Kind
    text: str
    is_strong: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the first to the third level."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Rows:
    """A table of the prose, its header first."""

    lines: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Place:
    """Where a table of rules stands."""

    name: str


Part = Heading | Paragraph | Items | Rows | Place


def parts(text: str) -> Iterator[Part]:
    """The parts of a prose, in order."""
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")):
        if lines and not _goes_on(lines[0], line):
            yield _MAKERS[_kind(lines[0])](lines)
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield _MAKERS[_kind(lines[0])](lines)


def _kind(line: str) -> str:
    if _HEADING.fullmatch(line):
        return "heading"
    if line.startswith(_ITEM):
        return "items"
    if line.startswith("|"):
        return "rows"
    return "place" if line[:1] == "{" and line[1:-1] in TABLES else "paragraph"


def _goes_on(first: str, line: str) -> bool:
    """Whether a line belongs to the part that another one began."""
    begun, kind = _kind(first), _kind(line)
    if kind == "paragraph":
        return bool(line) and begun in ("paragraph", "items")
    return kind == begun and kind in ("items", "rows")


def _heading(lines: list[str]) -> Part:
    marks, _, words = lines[0].partition(" ")
    return Heading(len(marks), _line(words.strip()))


def _items(lines: list[str]) -> Part:
    """What does not begin with a dash goes on with the entry before."""
    entries: list[str] = []
    for line in lines:
        if line.startswith(_ITEM):
            entries.append(line[len(_ITEM) :])
        else:
            entries[-1] += f" {line}"
    return Items(tuple(_line(entry) for entry in entries))


def _rows(lines: list[str]) -> Part:
    """The rows, all of the same length."""
    rows = [_cells(line) for line in lines if not _RULER.fullmatch(line)]
    wide = max((len(row) for row in rows), default=0)
    return Rows(tuple((*row, *[()] * (wide - len(row))) for row in rows))


def _cells(line: str) -> tuple[Line, ...]:
    return tuple(_line(cell.strip()) for cell in line.strip("|").split("|"))


def _line(text: str, *, is_strong: bool = False) -> Line:
    runs: list[Run] = []
    end = 0
    for found in _INLINE.finditer(text):
        runs += _words(text[end : found.start()], is_strong=is_strong)
        if found.lastgroup == "strong":
            runs += _line(found["strong"], is_strong=True)
        elif found.lastgroup == "code":
            runs.append(Run("code", found["code"], is_strong))
        else:
            runs.append(Run("place", found["place"], is_strong))
        end = found.end()
    return (*runs, *_words(text[end:], is_strong=is_strong))


def _words(text: str, *, is_strong: bool) -> Iterator[Run]:
    """Words, and the citations among them."""
    end = 0
    for start, found in mentioned(text):
        if start > end:
            yield Run("text", text[end:start], is_strong)
        yield Run("citation", found, is_strong)
        end = start + len(found)
    if end < len(text):
        yield Run("text", text[end:], is_strong)


_MAKERS: dict[str, Callable[[list[str]], Part]] = {
    "heading": _heading,
    "items": _items,
    "rows": _rows,
    "place": lambda lines: Place(lines[0][1:-1]),
    "paragraph": lambda lines: Paragraph(_line(" ".join(lines))),
}
