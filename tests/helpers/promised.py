"""What docs/reference.md promises of an answer in JSON."""

from typing import Any

from tests import reference


def must_be_promised(command: str, found: dict[str, Any]) -> None:
    """Raises AssertionError where an answer has other keys than the page says."""
    keys = reference.ANSWERS[command]
    assert list(found) == ["format", "revision", "today", *keys]
    for key, inside in keys.items():
        part = found[key][0] if isinstance(found[key], list) and found[key] else found[key]
        if part and isinstance(inside, tuple):
            assert tuple(part) == inside
