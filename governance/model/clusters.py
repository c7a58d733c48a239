"""Letters with more on them than any language writes: they cover what stands around them.

What belongs to one letter follows https://www.unicode.org/reports/tr29/#Table_Combining_Char_Sequences_and_Grapheme_Clusters:
a browser breaks no line within it, so that one of a thousand signs makes a page scroll sideways.
"""

import re
import unicodedata
from collections.abc import Iterator

# Signs on one letter. UAX #15 (Stream-Safe) lets 30 pass, "significantly beyond what is required
# for any linguistic or technical usage"; that is a tower of ten lines. A pointed letter of Hebrew
# with its accent has five marks, stacks of Burmese, Tibetan and Sanskrit have up to six. What
# piles up, above or below, counts twice, since Vietnamese and phonetic writing need three of it.
MOST = 8
_PILES_UP = (220, 230)  # classes of combination: below, above
_VIRAMA = 9  # it joins the next letter to the one before
# In all that is too much so many follow one another. One sign of a cluster may be of another kind:
# before it stands only what is prepended, after it only marks, and two and two are no nine.
_PERHAPS = re.compile("[\u0300-\U0010ffff]{3}")
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
    return next((start for _, start, is_too_much in _weighed(text) if is_too_much), None)


def relieved(text: str) -> str:
    """The text without the signs that are too much on a letter."""
    return "".join(sign for sign, _, is_too_much in _weighed(text) if not is_too_much)


def _weighed(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each sign, where its letter begins, and whether it is too much there.

    What is too much counts no more. A letter that is joined to another weighs nothing: what joins
    them does, so no letter is ever too much.
    """
    weight, start, after_virama, after_prepended = 0, 0, False, False
    for at, sign in enumerate(text):
        combining, category = unicodedata.combining(sign), unicodedata.category(sign)
        is_mark = category[0] == "M" or _JOINS.match(sign) is not None
        is_prepended = _PREPENDED.match(sign) is not None
        if not (is_mark or after_prepended or (after_virama and category == "Lo")):
            weight, start = 0, at
        own = (2 if combining in _PILES_UP else 1) if is_mark or is_prepended else 0
        is_too_much = weight + own > MOST
        if not is_too_much:
            weight += own
            after_virama, after_prepended = combining == _VIRAMA, is_prepended
        yield sign, start, is_too_much
