"""Things of linked data as JSON-LD writes them."""

from typing import Any

Node = dict[str, Any]


def full(node: Node) -> Node:
    """A thing without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, [], {})}
