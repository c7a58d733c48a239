"""iCalendar (RFC 5545) as text: content lines, their values, and the objects that they make up."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from governance.model.characters import UNPRINTABLE

LONGEST = 75  # octets of a line, section 3.1
_ESCAPED = {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n"}


def line(name: str, value: str) -> str:
    """One content line; a long one is folded between characters."""
    text = f"{name}:{value}"
    if text.isascii():
        parts = [text[:LONGEST]]
        parts += [text[at : at + LONGEST - 1] for at in range(LONGEST, len(text), LONGEST - 1)]
        return "\r\n ".join(parts) + "\r\n"
    parts, size = [""], 0
    for character in text:
        width = len(character.encode())
        if size + width > LONGEST:
            parts.append("")
            size = 1  # the space that begins it
        parts[-1] += character
        size += width
    return "\r\n ".join(parts) + "\r\n"


def text(value: str) -> str:
    """A value of type TEXT, section 3.3.11."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("\ufffd", lines).translate(_ESCAPED)


def day(value: date) -> str:
    """A value of type DATE."""
    return f"{value:%Y%m%d}"


def moment(value: datetime) -> str:
    """A value of type DATE-TIME, in UTC."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def object_of(name: str, lines: Iterable[str]) -> str:
    """A component with its lines, or with objects in it."""
    return "".join((line("BEGIN", name), *lines, line("END", name)))
