"""Plain data as YAML text in the style of the records: one line a scalar, lists and maps in blocks.

A text goes unquoted only where YAML 1.2 and 1.1 readers take it for a text, or for its date.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from governance.store import yaml

INDENT = "  "
_WIDTH_OF_WORDS = 80
_WORD = re.compile(r"[\w./-]+")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Numbers of one reader or another: 1.10, 1_000, 1,000, 12:30; and 1.2.3, as every version.
_NUMBER_LIKE = re.compile(r"[-+.0-9][-+.,:_0-9]*")
_BOOLEANS_1_1 = frozenset("yYnN")  # https://yaml.org/type/bool.html; PyYAML leaves them out
_RESOLVER_1_1 = Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"


def scalar(value: Any, *, style: str | None = None, flow: bool = False) -> str:
    """One value on one line; a text in the quotes of `style` where they can hold it."""
    if not isinstance(value, str):
        return _constant(value)
    if style == "'" and not re.search(r"[\r\n\t]", value):
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and _plain(value, flow=flow):
        return value
    return json.dumps(value, ensure_ascii=False)  # its escapes are YAML's too


def flow(value: Any, style: str | None = None) -> str:
    """Any value on one line, as it stands between brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_pair(key, inner) for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value, style=style, flow=True)


def flow_pair(key: str, value: Any) -> str:
    """Key and value on one line, as they stand between braces."""
    return f"{scalar(key, flow=True)}: {flow(value)}"


def beside(value: Any, style: str | None = None) -> str | None:
    """What stands on the line of the value's key, None where the value takes lines of its own."""
    if not isinstance(value, Mapping | list | tuple):
        return scalar(value, style=style)
    if not value or (not isinstance(value, Mapping) and _are_words(value)):
        return flow(value)
    return None


def pair(key: str, value: Any) -> list[str]:
    """The lines of a key and its value."""
    text = beside(value)
    if text is not None:
        return [f"{scalar(key)}: {text}"]
    return [f"{scalar(key)}:", *(INDENT + line for line in block(value))]


def block(value: Any) -> list[str]:
    """The lines of a mapping or list that is not empty."""
    if isinstance(value, Mapping):
        return [line for key, inner in value.items() for line in pair(key, inner)]
    return [line for each in value for line in item(each)]


def item(value: Any, gap: str = " ", style: str | None = None) -> list[str]:
    """The lines of an entry of a list, `gap` behind its dash: a list within a list stays on one."""
    if not isinstance(value, Mapping) or not value:
        return [f"-{gap}{beside(value, style) or flow(value)}"]
    first, *others = block(value)
    return [f"-{gap}{first}", *(f" {' ' * len(gap)}{line}" for line in others)]


def _constant(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return re.sub(r"^(-?\d+)e", r"\1.0e", repr(value))  # YAML 1.1 wants the point
    raise TypeError(f"no plain data: {value!r}")


def _plain(text: str, *, flow: bool) -> bool:
    if not text or text[0] in _INDICATORS or "\t" in text or (flow and ":" in text):
        return False
    if text != text.strip():  # also of spaces that YAML takes for letters
        return False
    if _DATE.fullmatch(text):
        return True
    if text in _BOOLEANS_1_1 or _NUMBER_LIKE.fullmatch(text):
        return False
    tag = _RESOLVER_1_1.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    if tag != _TEXT_TAG:
        return False
    try:
        read = yaml.read((f"[{text}]" if flow else f"- {text}").encode())
    except (yaml.Malformed, UnicodeEncodeError):
        return False
    return bool(read == [text])


def _are_words(values: list[Any] | tuple[Any, ...]) -> bool:
    return len(flow(values)) <= _WIDTH_OF_WORDS and all(
        not isinstance(each, Mapping | list | tuple | str)
        or (isinstance(each, str) and _WORD.fullmatch(each))
        for each in values
    )
