"""Characters that are not seen, or make a reader see another text than is there."""

import re

# Controls, bidi, zero width, fillers and tags; and what is no character, with planes 4 to 14, of
# which only tags are given out: https://www.unicode.org/faq/private_use.html#nonchar4. Above the
# first 65,536 also signs of hieroglyphs, shorthand and music that only join others.
INVISIBLE_CLASS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff"
    "\U00013430-\U00013438\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U000effff\U000ffffe\U000fffff"
    "\U0010fffe\U0010ffff"
)
INVISIBLE = re.compile(f"[{INVISIBLE_CLASS}]")
# As INVISIBLE, with halves of surrogate pairs, which stand for bytes that are no UTF-8.
UNPRINTABLE = re.compile(f"[{INVISIBLE_CLASS}\ud800-\udfff]")
# Space: the engines of Python and of ECMAScript differ in what \s is, so all that is it in one.
SPACE_CLASS = r"\s\x1c-\x1f\x85\ufeff"
# What may stand in a text but leaves no ink by itself: space, variants of what is before them, and
# a pattern of Braille without a dot.
BLANK_CLASS = rf"{SPACE_CLASS}\u180b-\u180d\u180f\u2800\ufe00-\ufe0f"
