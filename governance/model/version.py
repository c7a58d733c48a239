"""Version numbers MAJOR.MINOR."""

import re


def number(version: str) -> tuple[int, int]:
    """The number to order versions by: "1.10" comes after "1.9"."""
    major, minor = version.split(".")
    return int(major), int(minor)


def is_version(text: str) -> bool:
    """Whether the text is a version number as records write it."""
    return re.fullmatch(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})", text) is not None
