"""The later parts of compound words, which Finnish and Swedish write as one word."""

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+")
BEFORE = 3  # letters that stand before a later part, at least
START = 5  # letters that it has at least, and by which a word is known again
JOINT = 7  # letters by which the part of another compound is known again
LONGEST = 60  # letters of a word: what has more is none, and its parts would be very many


class Compounds:
    """The words of some texts, by which their compounds are taken apart without a dictionary.

    A later part counts as a word where another word begins with its first letters ("mallipohja"
    shows "malli" in "toimintamalli"), or where they stand after another letter in another
    compound ("kokonaisarkkitehtuuri" shows "arkkitehtuuri" in "viitearkkitehtuuri").
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._starts: set[str] = set()
        self._before: dict[str, set[str]] = {}
        for word in {word for text in texts for word in _words(text)}:
            self._starts.add(word[:START])
            for at in range(BEFORE, len(word) - JOINT + 1):
                self._before.setdefault(word[at : at + JOINT], set()).add(word[at - 1])
        self._found: dict[str, list[str]] = {}

    def parts(self, text: str) -> list[str]:
        """The later parts of its words, each once."""
        return list(dict.fromkeys(part for word in _words(text) for part in self._of(word)))

    def _of(self, word: str) -> list[str]:
        if word not in self._found:
            places = range(BEFORE, len(word) - START + 1)
            self._found[word] = [word[at:] for at in places if self._begins(word, at)]
        return self._found[word]

    def _begins(self, word: str, at: int) -> bool:
        if word[at : at + START] in self._starts:
            return True
        return len(self._before.get(word[at : at + JOINT], ())) > 1


def _words(text: str) -> Iterator[str]:
    words = (each.group() for each in _WORD.finditer(text.lower()))
    return (word for word in words if len(word) <= LONGEST)
