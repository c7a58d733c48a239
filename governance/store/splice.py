"""Edits one YAML file in place: only the lines of the edit change."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from yaml.nodes import Node, ScalarNode, SequenceNode

from governance.model.edit import Edit, Put
from governance.model.problem import Field, Refused, dotted
from governance.store import emit, extent, yaml

_COLON = re.compile(r"[ \t]*:")


def splice(data: bytes, edits: Sequence[Edit], order: Sequence[str]) -> bytes:
    """The file with the edits made one after the other, all other bytes as they were.

    `order` are the names of the record's own fields in the order in which they are written: a new
    key goes behind the nearest one before it that is there. The result is read again and compared
    with the data the edits ask for. Raises Refused (`edit-impossible`) where it is not equal, or
    where `data` is no YAML that we read.

    A mapping or list that is replaced whole takes the comments inside it along.
    """
    for edit in edits:
        try:
            data = _edited(data, edit, order)
        except (_Impossible, yaml.Malformed, UnicodeEncodeError):
            raise Refused("edit-impossible", field=dotted(edit.field)) from None
    return data


class _Impossible(Exception):
    """The data has no such place, or the text cannot take the value."""


class _Slot(NamedTuple):
    """Where a value stands: its node, and what the node stands in."""

    node: Node
    inside: Literal["file", "pair", "item", "flow"]
    column: int = 0  # of the key or dash
    after: int = 0  # where the key's colon ends, or the dash of an empty entry
    colon: bool = True


def _edited(data: bytes, edit: Edit, order: Sequence[str]) -> bytes:
    before = yaml.read(data)
    wanted = _meaning(_changed(before, edit.field, edit))
    if _meaning(before) == wanted:
        return data
    after = _spliced(data.decode(), yaml.compose(data), edit, order).encode()
    if _meaning(yaml.read(after)) != wanted:
        raise _Impossible
    return after


def _meaning(data: Any) -> str:
    """Equal for equal data; unlike ==, it tells 1, 1.0 and true from each other."""
    return json.dumps(data, sort_keys=True, default=dict)


def _changed(data: Any, field: Field, edit: Edit) -> Any:
    """The data with the edit made at `field` below it."""
    if not field:
        return edit.value if isinstance(edit, Put) else [*_entries(data), edit.entry]
    step, rest = field[0], field[1:]
    if isinstance(step, int):
        entries = _entries(data)
        if not 0 <= step < len(entries):
            raise _Impossible
        return [*entries[:step], _changed(entries[step], rest, edit), *entries[step + 1 :]]
    if not isinstance(data, dict | None):
        raise _Impossible
    pairs = data or {}
    return {**pairs, step: _changed(pairs.get(step), rest, edit)}


def _entries(data: Any) -> list[Any]:
    if not isinstance(data, list | None):
        raise _Impossible
    return data or []


def _spliced(text: str, root: Node, edit: Edit, order: Sequence[str]) -> str:
    """The text with the edit made. What it asks for is known to be possible in the data."""
    slot = _Slot(root, "file")
    for position, step in enumerate(edit.field):
        if isinstance(slot.node, ScalarNode):  # null, which stands for an empty mapping
            return _replaced(text, slot, _changed(None, edit.field[position:], edit))
        inner = _inner(text, slot.node, step)
        if inner is None:
            value = _changed(None, edit.field[position + 1 :], edit)
            return _with_pair(text, slot, (str(step), value), () if position else order)
        slot = inner
    if isinstance(edit, Put):
        return _replaced(text, slot, edit.value)
    if isinstance(slot.node, ScalarNode):
        return _replaced(text, slot, [edit.entry])
    return _with_entry(text, slot, edit.entry)


def _inner(text: str, node: Node, step: str | int) -> _Slot | None:
    """The place of a key's value or of an entry; None where there is no such key."""
    column = node.start_mark.column
    if isinstance(node, SequenceNode):
        value = node.value[int(step)]
        return _Slot(value, "flow" if extent.is_flow(node) else "item", column, extent.start(value))
    for key, value in node.value:
        if key.value == step:
            colon = _COLON.match(text, extent.mark_end(key))
            after = colon.end() if colon else extent.mark_end(key)
            return _Slot(
                value, "flow" if extent.is_flow(node) else "pair", column, after, bool(colon)
            )
    return None


def _replaced(text: str, slot: _Slot, value: Any) -> str:
    node = slot.node
    style = node.style if isinstance(node, ScalarNode) and extent.is_one_line(node) else None
    if slot.inside == "flow":
        return _in_place(text, slot, emit.flow(value, style))
    if slot.inside == "item":
        if isinstance(value, Mapping) and value:
            return _behind_dash(text, slot, emit.block(value))
        return _in_place(text, slot, emit.beside(value, style) or emit.flow(value))
    if slot.inside == "pair":
        beside = emit.beside(value, style)
        if beside is None:
            return _below(text, slot, emit.block(value))
        return (
            _beside(text, slot, beside) if extent.is_block(node) else _in_place(text, slot, beside)
        )
    raise _Impossible


def _in_place(text: str, slot: _Slot, new: str) -> str:
    """The new text exactly where the old value stood."""
    if extent.is_empty(slot.node):
        return text[: slot.after] + (" " if slot.colon else ": ") + new + text[slot.after :]
    end = extent.shown_end(text, slot.node)
    return (
        text[: extent.start(slot.node)] + new + extent.header_comment(text, slot.node) + text[end:]
    )


def _beside(text: str, slot: _Slot, new: str) -> str:
    """The new text behind its key, the old value's own lines gone."""
    between = text[slot.after : extent.line_start(slot.node)].removesuffix("\n").removesuffix("\r")
    rest = text[extent.line_end(text, extent.shown_end(text, slot.node)) :]
    return f"{text[: slot.after]} {new}{between}{rest}"


def _behind_dash(text: str, slot: _Slot, lines: list[str]) -> str:
    """The new lines as an entry of a list; a comment beside the old one stays beside the dash."""
    node = slot.node
    column = slot.column + len(emit.INDENT) if extent.is_empty(node) else node.start_mark.column
    line_end = extent.line_end(text, extent.shown_end(text, node))
    newline = extent.newline(text, slot.after) + " " * column
    comment = extent.comment(text, node).lstrip(extent.BLANKS)
    content = newline.join([comment, *lines] if comment else lines)
    return text[: slot.after] + (" " if extent.is_empty(node) else "") + content + text[line_end:]


def _below(text: str, slot: _Slot, lines: list[str]) -> str:
    """The new lines under their key; what stood beside the key or above the lines stays."""
    node, pad = slot.node, " " * (slot.column + len(emit.INDENT))
    end = slot.after if extent.is_empty(node) else extent.shown_end(text, node)
    newline, comment = extent.newline(text, end), extent.comment(text, node)
    rest = text[extent.line_end(text, end) :]
    if extent.line_start(node) > slot.after:
        above = [comment.lstrip(extent.BLANKS)] if comment else []
        return (
            text[: extent.line_start(node)]
            + newline.join(pad + each for each in above + lines)
            + rest
        )
    return text[: slot.after] + comment + "".join(newline + pad + each for each in lines) + rest


def _with_pair(text: str, slot: _Slot, pair: tuple[str, Any], order: Sequence[str]) -> str:
    """The text with a new key in the mapping at the slot."""
    node, (key, value) = slot.node, pair
    if _is_bare(text, slot):
        return _replaced(text, slot, {key: value})
    if extent.is_flow(node):
        return _in_brackets(text, node, emit.flow_pair(key, value))
    siblings = {sibling.value: inner for sibling, inner in node.value}
    lines, column = emit.pair(key, value), node.start_mark.column
    if key not in order:
        return _behind(text, node, lines, column)
    before = [each for each in order[: order.index(key)] if each in siblings]
    if before:
        return _behind(text, siblings[before[-1]], lines, column)
    newline = extent.newline(text, extent.start(node)) + " " * column
    return (
        text[: extent.start(node)]
        + "".join(line + newline for line in lines)
        + text[extent.start(node) :]
    )


def _with_entry(text: str, slot: _Slot, entry: Any) -> str:
    """The text with one entry more in the list at the slot."""
    node = slot.node
    if _is_bare(text, slot):
        return _replaced(text, slot, [entry])
    last = node.value[-1] if node.value else None
    style = last.style if isinstance(last, ScalarNode) and extent.is_one_line(last) else None
    if last is None or extent.is_flow(node):
        return _in_brackets(text, node, emit.flow(entry, style))
    gap = _gap(text, node, last)
    lines = [f"-{gap}{emit.flow(entry)}"] if extent.is_flow(last) else emit.item(entry, gap, style)
    return _behind(text, last, lines, node.start_mark.column)


def _in_brackets(text: str, node: Node, new: str) -> str:
    at = extent.mark_end(extent.last(node)) if node.value else extent.start(node) + 1
    return text[:at] + (", " if node.value else "") + new + text[at:]


def _behind(text: str, node: Node, lines: list[str], column: int) -> str:
    """The new lines under the last line of a node, above the comments that follow."""
    leaf = node
    while extent.is_block(leaf):
        leaf = extent.last(leaf)
    newline = extent.newline(text, extent.mark_end(leaf))
    end = extent.line_end(text, extent.content_end(text, leaf))
    if (
        extent.is_block_scalar(leaf)
        and extent.mark_end(leaf) == len(text)
        and not text.endswith(("\n", "\r"))
    ):
        # Without a line break at its end it has none in its value; now one follows.
        start = extent.start(leaf)
        text = text[:start] + extent.BLOCK_HEADER.sub(_strip_indicator, text[start:], count=1)
        end = len(text)
    return text[:end] + "".join(newline + " " * column + line for line in lines) + text[end:]


def _strip_indicator(header: re.Match[str]) -> str:
    return header[0] if "-" in header[2] else f"{header[1]}{header[2].replace('+', '')}-"


def _gap(text: str, node: Node, last: Node) -> str:
    """The spaces between the last entry's dash and the entry."""
    dash = extent.line_start(last) + node.start_mark.column
    gap = text[dash + 1 : extent.start(last)]
    return gap if text[dash] == "-" and gap and not gap.strip(" ") else " "


def _is_bare(text: str, slot: _Slot) -> bool:
    """Whether `[]` or `{}` stands there with nothing in it, where lines can stand as well."""
    node = slot.node
    content = text[extent.start(node) + 1 : extent.mark_end(node) - 1]
    return slot.inside in {"pair", "item"} and not node.value and not content.strip(extent.BLANKS)
