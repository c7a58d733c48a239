"""One strict YAML reader: bytes -> plain data, and the place of every key and value.

The meaning is that of YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema):
`no` and 2026-11-24 are strings. Duplicate keys, anchors and aliases, tags, directives, several
documents, other encodings than UTF-8 and invisible characters are refused with their place.
"""

import math
import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml._yaml import CParser
from yaml.cyaml import CBaseLoader
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from governance.model.characters import INVISIBLE, INVISIBLE_CLASS
from governance.model.clusters import overloaded
from governance.model.problem import Field

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_DIGITS = 18
_ESCAPED = re.compile(f"[{INVISIBLE_CLASS}\r]")  # raw, the parser takes it for a line break
# Bytes of text that is surely visible and NFC: ASCII, U+00C0 to U+017F, and what continues them.
_PLAIN_BYTES = (
    b"\t\n\r" + bytes(range(0x20, 0x7F)) + bytes((*range(0x80, 0xC0), *range(0xC3, 0xC6)))
)
# As Git writes them; no block of YAML has such a line at its beginning.
_CONFLICT = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SPECIAL_START = frozenset("0123456789+-.nNtTfF~")
_LETTERS = frozenset("nNtTfF~")
_NUMBER = re.compile(
    r"(?P<decimal>[-+]?[0-9]+)"
    r"|(?P<based>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<endless>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)


class Malformed(Exception):
    """The bytes are not the YAML we take; line and column count from 1."""

    def __init__(self, code: str, line: int, column: int, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.values = values


def read(data: bytes) -> Any:
    """The data of one YAML document: dict, list, str, int, float, bool or None.

    Raises Malformed at the first thing that is not allowed.
    """
    text = decode(data)
    if b"<<<<<<<" in data and (found := _CONFLICT.search(text)):
        raise Malformed("yaml-conflict", *_line_column(text[: found.start()]))
    try:
        return _build(data, escapes="\\" in text)
    except yaml.YAMLError as error:
        raise _syntax(error, text) from None


def decode(data: bytes) -> str:
    """The text of a file, checked to be UTF-8, NFC, legible and free of invisible characters.

    Raises Malformed.
    """
    if len(data) > MAX_BYTES:
        raise Malformed("yaml-size", 1, 1, size=str(len(data)), limit=str(MAX_BYTES))
    text = utf8(data)
    if not data.translate(None, _PLAIN_BYTES):
        return text
    if found := INVISIBLE.search(text):
        line, column = _line_column(text[: found.start()])
        raise Malformed("yaml-character", line, column, character=_name(found.group()))
    if (start := overloaded(text)) is not None:
        raise Malformed("yaml-marks", *_line_column(text[:start]))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        for number, content in enumerate(text.split("\n"), 1):
            if not unicodedata.is_normalized("NFC", content):
                same = _common(content, unicodedata.normalize("NFC", content))
                raise Malformed("yaml-normalisation", number, same + 1)
    return text


def utf8(data: bytes) -> str:
    """The text of UTF-8 without a byte order mark. Raises Malformed."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Malformed("yaml-encoding", 1, 1)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line, column = _line_column(data[: error.start].decode(errors="replace"))
        raise Malformed("yaml-encoding", line, column) from None


def locate(data: bytes, field: Field, *, on_key: bool = False) -> tuple[int, int]:
    """Line and column (from 1) of the value at `field`, or of its key.

    Where the field is missing, the place of the nearest part that is there; where the bytes are
    no YAML, the beginning.
    """
    spot = _outline(data)
    if spot is None:
        return 1, 1
    place = spot.place
    for position, step in enumerate(field):
        if step not in spot.inside:
            break
        key, spot = spot.inside[step]
        last = position == len(field) - 1
        place = key if (last and on_key) or spot.empty else spot.place
    return place


def compose(data: bytes) -> yaml.Node:
    """The tree of nodes with their marks, of data that `read` has taken."""
    node = yaml.compose(data, Loader=CBaseLoader)
    if node is None:
        raise Malformed("yaml-empty", 1, 1)
    return node


class _Spot(NamedTuple):
    """Where a value begins, and where the keys and values inside it do."""

    place: tuple[int, int]
    empty: bool
    inside: dict[str | int, tuple[tuple[int, int], "_Spot"]]


@lru_cache(maxsize=8)  # a file may have thousands of problems
def _outline(data: bytes) -> _Spot | None:
    try:
        read(data)  # what the reader refuses, such as aliases, has no outline
        node = yaml.compose(data, Loader=CBaseLoader)
        return None if node is None else _spot(node)
    except (Malformed, yaml.YAMLError, RecursionError):
        return None


def _spot(node: yaml.Node) -> _Spot:
    inside: dict[str | int, tuple[tuple[int, int], _Spot]] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside.setdefault(str(key.value), (_place(key), _spot(value)))
    elif isinstance(node, yaml.SequenceNode):
        inside.update((at, (_place(item), _spot(item))) for at, item in enumerate(node.value))
    return _Spot(_place(node), _empty(node), inside)


class _Builder:
    """Puts the parser's events together to data, refusing what is not allowed."""

    def __init__(self, *, escapes: bool) -> None:
        self.escapes = escapes
        self.root: list[Any] = []
        self.container: Any = self.root
        self.key: str | None = None
        self.outer: list[Any] = []
        self.documents = 0

    def scalar(self, event: ScalarEvent) -> None:
        """A key of a mapping or a value."""
        if event.anchor is not None or event.tag is not None:
            _refuse_property(event)
        value: Any = event.value
        if not event.style:
            if not value or value[0] in _SPECIAL_START:
                value = _plain(event)
        elif self.escapes and event.style == '"':
            _check_escaped(event)
        container = self.container
        if type(container) is list:
            container.append(value)
        elif self.key is None:
            self._take_key(value, event)
        else:
            container[self.key] = value
            self.key = None

    def mapping(self, event: MappingStartEvent) -> None:
        """A mapping begins."""
        self._open({}, event)

    def sequence(self, event: SequenceStartEvent) -> None:
        """A list begins."""
        self._open([], event)

    def end(self, _: Event) -> None:
        """The innermost mapping or list ends."""
        self.container = self.outer.pop()

    def document(self, event: DocumentStartEvent) -> None:
        """A document begins: only one may, and without directives."""
        self.documents += 1
        if self.documents > 1:
            _fail("yaml-documents", event)
        if event.version or event.tags:
            _fail("yaml-directive", event)

    def alias(self, event: AliasEvent) -> None:
        """An alias stands for what an anchor named."""
        _refuse_property(event)

    def nothing(self, _: Event) -> None:
        """Ends of stream and document mean nothing to us."""

    def _open(self, value: Any, event: MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            _refuse_property(event)
        if len(self.outer) >= MAX_DEPTH:
            _fail("yaml-nesting", event, limit=str(MAX_DEPTH))
        if self.key is None and type(self.container) is dict:
            _fail("yaml-key", event)
        self._add(value)
        self.outer.append(self.container)
        self.container = value

    def _take_key(self, value: Any, event: ScalarEvent) -> None:
        if type(value) is not str:
            _fail("yaml-key", event)
        if value in self.container:
            _fail("yaml-duplicate-key", event, key=value)
        self.key = value

    def _add(self, value: Any) -> None:
        if self.key is None:
            self.container.append(value)
        else:
            self.container[self.key] = value
            self.key = None


def _build(data: bytes, *, escapes: bool) -> Any:
    builder = _Builder(escapes=escapes)
    handlers: dict[type[Event], Any] = {
        ScalarEvent: builder.scalar,
        MappingStartEvent: builder.mapping,
        SequenceStartEvent: builder.sequence,
        MappingEndEvent: builder.end,
        SequenceEndEvent: builder.end,
        DocumentStartEvent: builder.document,
        AliasEvent: builder.alias,
        StreamStartEvent: builder.nothing,
        DocumentEndEvent: builder.nothing,
        StreamEndEvent: builder.nothing,
    }
    parser = CParser(data)
    while (event := parser.get_event()) is not None:
        handlers[type(event)](event)
    if not builder.root:
        raise Malformed("yaml-empty", 1, 1)
    return builder.root[0]


def _plain(event: ScalarEvent) -> Any:
    """A plain scalar by the core schema."""
    value = event.value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] in _LETTERS or not (found := _NUMBER.fullmatch(value)):
        return value
    kind = found.lastgroup
    if kind == "endless" or len(value) > MAX_DIGITS:
        _fail("yaml-number", event)
    if kind == "float":
        number = float(value)
        if math.isinf(number):
            _fail("yaml-number", event)
        return number
    return int(value) if kind == "decimal" else int(value, 0)


def _check_escaped(event: ScalarEvent) -> None:
    """Escapes can spell what the bytes of the file do not show."""
    if found := _ESCAPED.search(event.value):
        _fail("yaml-character", event, character=_name(found.group()))
    if overloaded(event.value) is not None:
        _fail("yaml-marks", event)
    if not unicodedata.is_normalized("NFC", event.value):
        _fail("yaml-normalisation", event)


def _refuse_property(event: Event) -> NoReturn:
    _fail("yaml-tag" if getattr(event, "tag", None) is not None else "yaml-anchor", event)


def _fail(code: str, event: Event, **values: str) -> NoReturn:
    mark: Any = event.start_mark
    raise Malformed(code, mark.line + 1, mark.column + 1, **values)


def _syntax(error: yaml.YAMLError, text: str) -> Malformed:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = getattr(error, "problem", None) or str(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines() or [""]
    if line > len(lines):  # the parser is past the end before it misses something
        line, column = len(lines), len(lines[-1]) + 1
    return Malformed("yaml-syntax", line, column, detail=detail)


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index


def _line_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _common(first: str, second: str) -> int:
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
