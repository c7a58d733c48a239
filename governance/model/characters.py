"""Characters that are not seen, or make a reader see another text than is there."""

import re

# Controls, bidi, zero width, fillers and tags; and code points that are no characters.
INVISIBLE_CLASS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{INVISIBLE_CLASS}]")
# As INVISIBLE, with halves of surrogate pairs, which stand for bytes that are no UTF-8.
UNPRINTABLE = re.compile(f"[{INVISIBLE_CLASS}\ud800-\udfff]")
