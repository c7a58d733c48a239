"""Where the text of a YAML node begins and ends, its comments and line breaks."""

import re
from typing import Any

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

BLANKS = " \t\r\n"  # to YAML no other space is blank: U+00A0 is a letter
BLOCK_HEADER = re.compile(r"([|>])([-+0-9]*)")
_BREAK = re.compile(r"\r\n|\n|\r")


def content_end(text: str, scalar: Node) -> int:
    """Where the last line that counts of a scalar ends: blank lines may follow it."""
    begin, end = start(scalar), mark_end(scalar)
    if not is_block_scalar(scalar):
        return end
    lines = text[begin:end].splitlines(keepends=True)
    indicators = _indicators(text, scalar)
    if "+" not in indicators:
        indent = 0 if re.search("[0-9]", indicators) else _indent(lines[1:])
        while len(lines) > 1 and len(lines[-1].rstrip("\r\n")) <= indent:
            del lines[-1]
    return begin + len("".join(lines[:-1])) + len(lines[-1].rstrip("\r\n"))


def shown_end(text: str, node: Node) -> int:
    """Where the last letter of a node stands.

    A tab is a letter here: a line of it would be no blank line once its text is gone.
    """
    while is_block(node):
        node = last(node)
    return start(node) + len(text[start(node) : content_end(text, node)].rstrip(" \r\n"))


def header_comment(text: str, node: Node) -> str:
    """The comment in the first line of a block scalar, with the space before it."""
    if not is_block_scalar(node):
        return ""
    header = text[start(node) : line_end(text, start(node))]
    return header[1 + len(_indicators(text, node)) :].rstrip(BLANKS)


def comment(text: str, node: Node) -> str:
    """The comment beside a value, with the space before it; that of a block is of its last line."""
    if is_block(node):
        return ""
    end = shown_end(text, node)
    return header_comment(text, node) + text[end : line_end(text, end)].rstrip(BLANKS)


def _indicators(text: str, block_scalar: Node) -> str:
    header = BLOCK_HEADER.match(text, start(block_scalar))
    return header[2] if header else ""


def _indent(lines: list[str]) -> int:
    return next((len(each) - len(each.lstrip(" ")) for each in lines if each.strip(BLANKS)), 0)


def last(collection: Node) -> Node:
    last: Any = collection.value[-1]
    node: Node = last[1] if isinstance(collection, MappingNode) else last
    return node


def is_block(node: Node) -> bool:
    return isinstance(node, CollectionNode) and not node.flow_style


def is_flow(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def is_block_scalar(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style in {"|", ">"}


def is_empty(node: Node) -> bool:
    return start(node) == mark_end(node)


def is_one_line(node: Node) -> bool:
    return node.start_mark.line == node.end_mark.line


def start(node: Node) -> int:
    return node.start_mark.index


def mark_end(node: Node) -> int:
    return node.end_mark.index


def line_start(node: Node) -> int:
    return node.start_mark.index - node.start_mark.column


def line_end(text: str, at: int) -> int:
    found = _BREAK.search(text, at)
    return found.start() if found else len(text)


def newline(text: str, at: int) -> str:
    """The line break of this place, else of the line before, else ours."""
    found = _BREAK.search(text, at)
    breaks = [found.group()] if found else _BREAK.findall(text)
    return breaks[-1] if breaks else "\n"
