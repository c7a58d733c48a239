"""A text of a record as a page shows it: in which language it is, and that it is only text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from governance.model.characters import UNPRINTABLE

# Hebrew, Arabic and the other scripts that run from right to left, with their presentation forms.
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
_FROM_RIGHT = re.compile(f"[{_LETTERS}]")
_WORDS = re.compile(rf"[{_LETTERS}](?:[{_LETTERS}\s\d,.!?'’-]*[{_LETTERS}])?")


@dataclass(frozen=True, slots=True)
class Said:
    """A text, the language it is in, and whether that is not the page's.

    In a template it is escaped. Where it is needed, an element tells its language and keeps its
    direction from the text around it.
    """

    text: str
    language: str
    is_foreign: bool
    html: Markup

    def __html__(self) -> str:
        """What Jinja fills in."""
        return self.html

    def __str__(self) -> str:
        """For attributes: the text alone."""
        return self.text

    @property
    def key(self) -> str:
        """What texts are put in order by."""
        return self.text.casefold()


def said(texts: Mapping[str, str], language: str) -> Said:
    """The text for readers of a language, else the original."""
    found = language if language in texts else next(iter(texts))
    return in_language(texts[found], found, language)


def in_language(text: str, language: str, of_page: str) -> Said:
    """A text in a language on a page in one; an empty language is the page's own."""
    text = UNPRINTABLE.sub("\ufffd", text)
    is_foreign = bool(language) and language != of_page
    shown = escape(text)
    if is_foreign:
        shown = Markup('<bdi lang="{}">{}</bdi>').format(language, shown)
    elif _FROM_RIGHT.search(text):
        shown = Markup("<bdi>{}</bdi>").format(shown)
    return Said(text, language or of_page, is_foreign, shown)


def sentence(text: str) -> Markup:
    """A sentence of ours: words in it that run from right to left keep their place.

    Else of two such words, an old and a new one, the new one would stand first.
    """
    shown = escape(UNPRINTABLE.sub("\ufffd", text))
    if not _FROM_RIGHT.search(text):
        return shown
    return Markup(_WORDS.sub(r"<bdi>\g<0></bdi>", str(shown)))  # noqa: S704 - escaped above
