"""Anybody's text -> text that a record takes: visible, composed, on one line, nobody's address."""

import re
import unicodedata
from typing import NamedTuple

from governance.model.characters import UNPRINTABLE
from governance.model.clusters import relieved
from governance.rules.checks.texts import EMAIL

LONGEST = 1000  # characters of a line in a record (governance.model.fields.Line)
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_INSTEAD = "…"  # of an address


class OneLine(NamedTuple):
    """A text on one line, empty where nothing of it can be read aloud."""

    text: str
    left_out: bool  # whether an e-mail address was


def visible(text: str) -> str:
    """The text with composed letters and plain line breaks, without what is not seen or too much.

    What is too much on one letter goes first, for normalising takes long where there is very much.
    """
    seen = relieved(UNPRINTABLE.sub("", _BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", relieved(unicodedata.normalize("NFC", seen)))


def one_line(text: str, longest: int = LONGEST) -> OneLine:
    """A text as one line of a record, at most `longest` characters of it.

    An e-mail address gives way to a sign that something stood there. A text without any letter or
    number says nothing.
    """
    whole = " ".join(visible(text).split())
    left_out = False
    while EMAIL.search(whole):  # what was glued behind one may be one by itself now
        whole, left_out = EMAIL.sub(_INSTEAD, whole), True
    if len(whole) > longest:
        whole = f"{whole[: longest - 1].rstrip()}…"
    whole = unicodedata.normalize("NFC", whole)
    return OneLine(whole if any(map(str.isalnum, whole)) else "", left_out)
