"""What changes in rules and settings: each value with what it was, since a word may mean much."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from governance.model.change import Change
from governance.publish.approvals.writing import LINE, code
from governance.text.catalogue import Catalogue
from governance.text.media import shortened


def rule_lines(words: Catalogue, changes: Sequence[Change]) -> Iterator[str]:
    """A line a value that came, went or is another; of long ones the beginning."""
    for change in changes:
        for place, old, new in _differences(change.field, change.old, change.new):
            values = {"place": code(place), "old": _value(old), "new": _value(new)}
            how = "came" if old is None else "went" if new is None else "changed"
            yield words(f"comment.rule.{how}", **values)


def _differences(place: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Where two plain values differ, as deep down as both have the same keys or length."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(f"{place}.{key}".lstrip("."), old.get(key), new.get(key))
    elif _are_entries(old, new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _differences(f"{place}[{at}]", before, after)
    elif old != new:
        yield place, old, new


def _are_entries(old: Any, new: Any) -> bool:
    """Whether both are lists of as many mappings."""
    if not (isinstance(old, list) and isinstance(new, list)) or len(old) != len(new):
        return False
    return all(isinstance(each, Mapping) for each in (*old, *new))


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return code(shortened(text, LINE))
