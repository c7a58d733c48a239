"""Which command a word is: in any of the languages, written as people write on a phone."""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from governance.model.near import near
from governance.rules.commands.verbs import ALIASES, WORDS, Verb

_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_PARTS = 3  # of a command: `ei ole meidän`
# Between the parts of a command: `ei-meidän`, `ei meidän`, with any dash.
_JOINT = re.compile(r"[-_ \u2010-\u2015\u2212]{0,3}(?=[^\W\d_])")
# What follows a command is no part of a longer word, of a path or of a compound.
_END = re.compile(r"(?![\w/\\]|[-.\u2010\u2011]\w)")
# A slash that is not inside a word, an address or a path.
_SLASH = re.compile(r"(?<![^\s(*_\"'>\u2010-\u2015-])/ {0,2}(?=[^\W\d_])")


class Word(NamedTuple):
    """A command as it was written: what it means, in which language, and where it ends."""

    verb: Verb
    language: str
    end: int


def word_at(text: str, start: int) -> Word | None:
    """The command whose letters begin at `start`, None where there is none."""
    for end in _ends(text, start):
        found = _KNOWN.get(fold(text[start:end]))
        if found is not None and _END.match(text, end):
            return Word(*found, end)
    return None


def slashes(text: str) -> list[int]:
    """Where letters begin behind a slash that may begin a command."""
    return [found.end() for found in _SLASH.finditer(text)]


def written(verb: Verb, language: str) -> str:
    """The command as it is written in a language, with its slash."""
    words = WORDS[verb]
    return "/" + (words.get(language) or words["en"])


def meant(text: str, start: int) -> tuple[str, str]:
    """What was typed at `start` that is no command, and the command most like it or nothing."""
    ends = _ends(text, start)[::-1]
    for end in ends:
        if like := near(fold(text[start:end]), _KNOWN):
            return text[start:end], written(*_KNOWN[like])
    return text[start : ends[0]], ""


def fold(word: str) -> str:
    """Letters alone, small, without dots and rings: `Päivitettävä` and `paivitettava` are one."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(_LETTERS.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


def _ends(text: str, start: int) -> list[int]:
    """Where three words from `start` on end, where two do, and where one does."""
    ends: list[int] = []
    at = start
    while len(ends) < _MOST_PARTS and (letters := _LETTERS.match(text, at)):
        ends.append(letters.end())
        joint = _JOINT.match(text, letters.end())
        if joint is None:
            break
        at = joint.end()
    return ends[::-1] or [start]


_KNOWN: Mapping[str, tuple[Verb, str]] = {
    fold(word): (verb, language)
    for verb, words in WORDS.items()
    for language, canonical in words.items()
    for word in (canonical, *ALIASES.get(verb, {}).get(language, ()))
}
