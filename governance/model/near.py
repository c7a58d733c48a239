"""The good value that was probably meant."""

from collections.abc import Iterable

LONGEST = 100  # characters; what is longer is no slip of the keyboard
LIKE_ENOUGH = 65  # of 100
FEW = 1000  # choices that are sorted; more stand in an order of their own already


def near(value: str, choices: Iterable[str]) -> str:
    """The choice most like `value`, the first by alphabet of equals; empty when none is like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistake needs it

    if len(value) > LONGEST:
        return ""
    known = list(choices)
    if len(known) <= FEW:
        known.sort()
    found = process.extractOne(value, known, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return found[0] if found else ""
