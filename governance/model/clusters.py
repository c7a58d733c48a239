"""Letters with more on them than any language writes: they cover what stands around them.

What belongs to one letter follows https://www.unicode.org/reports/tr29/#Table_Combining_Char_Sequences_and_Grapheme_Clusters:
a browser breaks no line within it, so that one of a thousand signs makes a page scroll sideways.
"""

import re
import unicodedata
from collections.abc import Iterator

# Signs on one letter. UAX #15 (Stream-Safe) lets 30 pass, "significantly beyond what is required
# for any linguistic or technical usage"; that is a tower of ten lines. A pointed letter of Hebrew
# with its accent has five marks, stacks of Burmese, Tibetan and Sanskrit have up to eight. What
# piles up, above or below, counts twice, since Vietnamese and phonetic writing need three of it.
MOST = 8
_PILES_UP = (220, 230)  # classes of combination: below, above
_VIRAMA = 9  # it joins the next letter to the one before
_PERHAPS = re.compile(f"[\u0300-\U0010ffff]{{{MOST // 2}}}")  # nothing that joins comes before
# Of other categories than marks: vowels and endings of old Korean, a vowel of Thai and of Lao, the
# narrow voicing of Japanese, tones of skin.
_JOINS = re.compile("[\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\U0001f3fb-\U0001f3ff]")
# What the next sign belongs to: signs before numbers and words, and beginnings of old Korean.
_PREPENDED = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u1100-\u115f\ua960-\ua97c\U000110bd"
    "\U000110cd\U000111c2\U000111c3\U000113d1\U0001193f\U00011941\U00011a3a\U00011a84-\U00011a89"
    "\U00011d46\U00011f02]"
)


def overloaded(text: str) -> int | None:
    """Where more stands on one letter than MOST, None if nowhere.

    Normalising also sorts marks, which takes time by the square of their number: ask this first.
    """
    if not _PERHAPS.search(text):
        return None
    return next((start for _, weight, start in _weighed(text) if weight > MOST), None)


def relieved(text: str) -> str:
    """The text without what is too much on a letter."""
    while overloaded(text) is not None:  # what was parted by it may join now
        text = "".join(text[at] for at, weight, _ in _weighed(text) if weight <= MOST)
    return text


def _weighed(text: str) -> Iterator[tuple[int, int, int]]:
    """For each sign its place, how much then stands on its letter, and where that is."""
    weight, start, is_linked = 0, 0, False
    for at, sign in enumerate(text):
        combining = unicodedata.combining(sign)
        if is_linked or unicodedata.category(sign)[0] == "M" or _JOINS.match(sign):
            weight += 2 if combining in _PILES_UP else 1
        else:
            weight, start = 0, at
        is_linked = combining == _VIRAMA or _PREPENDED.match(sign) is not None
        yield at, weight, start
