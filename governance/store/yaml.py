"""One strict YAML reader: bytes -> plain data, and the place of every key and value.

The meaning is that of YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema):
`no` and 2026-11-24 are strings. Duplicate keys, anchors and aliases, tags, directives, several
documents, other encodings than UTF-8 and invisible characters are refused with their place.
"""

import math
import re
import unicodedata
from typing import Any

import yaml
from yaml.cyaml import CBaseLoader, CParser
from yaml.events import (
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

from governance.model.problem import Field

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_DIGITS = 18

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e0fff]"
)
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SPECIAL_START = frozenset("0123456789+-.nNtTfF~")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


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
    try:
        return _build(data, check_text="\\" in text)
    except yaml.YAMLError as error:
        raise _syntax(error) from None


def decode(data: bytes) -> str:
    """The text of a file, checked to be UTF-8, NFC and free of invisible characters.

    Raises Malformed.
    """
    if len(data) > MAX_BYTES:
        raise Malformed("yaml-size", 1, 1, size=str(len(data)), limit=str(MAX_BYTES))
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Malformed("yaml-encoding", 1, 1)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _line_column(data[: error.start].decode(errors="replace"))
        raise Malformed("yaml-encoding", line, column) from None
    if found := INVISIBLE.search(text):
        line, column = _line_column(text[: found.start()])
        raise Malformed("yaml-character", line, column, character=_name(found.group()))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        for number, content in enumerate(text.split("\n"), 1):
            if not unicodedata.is_normalized("NFC", content):
                same = _common(content, unicodedata.normalize("NFC", content))
                raise Malformed("yaml-normalisation", number, same + 1)
    return text


def locate(data: bytes, field: Field, *, on_key: bool = False) -> tuple[int, int]:
    """Line and column (from 1) of the value at `field`, or of its key.

    Where the field is missing, the place of the nearest part that is there.
    """
    node = yaml.compose(data, Loader=CBaseLoader)
    place = (1, 1) if node is None else _place(node)
    for position, step in enumerate(field):
        last = position == len(field) - 1
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                break
            key, node = pair
            place = _place(key) if (last and on_key) or _empty(node) else _place(node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            if step >= len(node.value):
                break
            node = node.value[step]
            place = _place(node)
        else:
            break
    return place


def _build(data: bytes, *, check_text: bool) -> Any:
    parser = CParser(data)
    next_event = parser.get_event
    root: list[Any] = []
    container: Any = root
    key: Any = None
    stack: list[Any] = []
    documents = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _refuse_property(event)
            value = event.value
            if not event.style:
                if not value or value[0] in _SPECIAL_START:
                    value = _plain(event)
            elif check_text and event.style == '"':
                _check_escaped(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                _refuse_property(event)
            if len(stack) >= MAX_DEPTH:
                _fail("yaml-nesting", event, limit=str(MAX_DEPTH))
            value = {} if kind is MappingStartEvent else []
            if type(container) is list:
                container.append(value)
            elif key is None:
                _fail("yaml-key", event)
            else:
                container[key] = value
            stack.append(container)
            container, key = value, None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            container, key = stack.pop(), None
            continue
        elif kind is StreamEndEvent:
            break
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                _fail("yaml-documents", event)
            if event.version or event.tags:
                _fail("yaml-directive", event)
            continue
        elif kind is StreamStartEvent or kind is DocumentEndEvent:
            continue
        else:
            _refuse_property(event)
        if type(container) is list:
            container.append(value)
        elif key is None:
            if type(value) is not str:
                _fail("yaml-key", event)
            if value in container:
                _fail("yaml-duplicate-key", event, key=value)
            key = value
        else:
            container[key] = value
            key = None
    if not root:
        raise Malformed("yaml-empty", 1, 1)
    return root[0]


def _plain(event: ScalarEvent) -> Any:
    """A plain scalar by the core schema."""
    value = event.value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if _INTEGER.fullmatch(value):
        if len(value) > MAX_DIGITS:
            _fail("yaml-number", event)
        return int(value, 0) if value[:2] in ("0o", "0x") else int(value)
    if _FLOAT.fullmatch(value):
        number = float(value)
        if math.isinf(number) or len(value) > 2 * MAX_DIGITS:
            _fail("yaml-number", event)
        return number
    if _ENDLESS.fullmatch(value):
        _fail("yaml-number", event)
    return value


def _check_escaped(event: ScalarEvent) -> None:
    """Escapes can spell what the bytes of the file do not show."""
    if found := INVISIBLE.search(event.value):
        _fail("yaml-character", event, character=_name(found.group()))
    if not unicodedata.is_normalized("NFC", event.value):
        _fail("yaml-normalisation", event)


def _refuse_property(event: Event) -> None:
    _fail("yaml-tag" if getattr(event, "tag", None) is not None else "yaml-anchor", event)


def _fail(code: str, event: Event, **values: str) -> None:
    mark = event.start_mark
    raise Malformed(code, mark.line + 1, mark.column + 1, **values)


def _syntax(error: yaml.YAMLError) -> Malformed:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = getattr(error, "problem", None) or str(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
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
