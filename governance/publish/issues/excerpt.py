"""Texts of records as issues quote them: on one line, shortened, and only text to GitHub."""

import re

from governance.text.catalogue import Catalogue
from governance.text.media import markdown, shortened, terminal

LINE = 300  # characters of a sentence
NAME = 150  # of a title or name
SHORT = 100  # of each in a list
SHOWN = 6  # of a list, before "and n more"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def excerpt(text: str, most: int = LINE) -> str:
    """At most so many characters of a text, harmless in Markdown.

    What must be escaped grows; a text made of little else is shortened further, so that a whole
    issue has its limit whatever its records hold.
    """
    line, room = on_one_line(text), 2 * most
    while len(shown := markdown(shortened(line, most))) > room:
        most = most * 3 // 4
    return shown


def on_one_line(text: str) -> str:
    """A text as plain text on one line, without space around it."""
    return " ".join(terminal(text).split())


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    return _SENTENCE_END.split(on_one_line(text), maxsplit=1)[0]


def quoted(words: Catalogue, text: str, most: int = NAME) -> str:
    """An excerpt in the language's quotation marks."""
    return words("issues.quoted", text=excerpt(text, most))


def enumerated(words: Catalogue, shown: list[str], most: int = SHOWN) -> str:
    """The first of some texts as part of a sentence, and how many there are more."""
    rest = len(shown) - most
    more = [words("issues.more", n=rest)] if rest > 0 else []
    return words.enumeration([*shown[:most], *more])


def bullets(words: Catalogue, shown: list[str], indent: str = "", most: int = SHOWN) -> list[str]:
    """The first of some texts as lines of a list, and how many there are more."""
    rest = len(shown) - most
    more = [words("issues.and_more", n=rest)] if rest > 0 else []
    return [f"{indent}- {each}" for each in (*shown[:most], *more)]
