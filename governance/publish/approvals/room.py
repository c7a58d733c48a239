"""Texts in parts, cut to the room that GitHub gives a comment; what is cut is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from governance.text.catalogue import Catalogue

# A body has at most 65,536 characters; some are left for the hidden line before it:
# https://github.com/orgs/community/discussions/41331
LIMIT = 65_000
_LINES = (2000, 1000, 500, 250, 120, 60, 30, 15, 8, 4, 2, 1)  # that each part may have


@dataclass(frozen=True)
class Part:
    """A heading, a sentence before a list, the list, and what is said after it; empty: none."""

    heading: str = ""
    intro: str = ""
    lines: tuple[str, ...] = ()
    after: str = ""


def fitted(letters: Sequence[tuple[Catalogue, Sequence[Part]]]) -> str:
    """The first letter whole, each other one folded below; as much of the lists as has room.

    Where not even a line of each has, only the first letter is left; then only its beginning.
    """
    for some in (letters, letters[:1]):
        for most in _LINES:
            text = _written(some, most)
            if len(text) <= LIMIT:
                return text
    return text[:LIMIT].rpartition("\n\n")[0]  # never within what is written as code


def _written(letters: Sequence[tuple[Catalogue, Sequence[Part]]], most: int) -> str:
    (words, first), *others = letters
    parts = [_letter(words, first, most)]
    for other, letter in others:
        summary = other("comment.in_language")
        text = _letter(other, letter, most)
        parts.append(f"<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>")
    return "\n\n".join(parts)


def _letter(words: Catalogue, parts: Sequence[Part], most: int) -> str:
    return "\n\n".join(_part(words, each, most) for each in parts)


def _part(words: Catalogue, part: Part, most: int) -> str:
    lines = list(part.lines[:most])
    if rest := len(part.lines) - len(lines):
        lines.append(f"- {words('comment.more', n=rest)}")
    heading = f"#### {part.heading}" if part.heading else ""
    said = [heading, part.intro, "\n".join(lines), part.after]
    return "\n\n".join(each for each in said if each)
