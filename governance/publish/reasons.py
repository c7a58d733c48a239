"""Why a day was set for a review, as readers of a language are told it."""

from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

SPREAD = "edit.spread"  # the reason that the program gives where nobody gave one


def reason_in(words: Catalogue, reason: str) -> str:
    """The reason as the record has it; the program's own in the language of `words`.

    The record has that one in the first language of its registry, as it was when it was written.
    """
    is_own = any(reason == catalogue(each)(SPREAD) for each in LANGUAGES)
    return words(SPREAD) if is_own else reason
