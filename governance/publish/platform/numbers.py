"""Exact numbers and the room of a weight as people read them."""

from collections.abc import Iterator
from fractions import Fraction

from governance.rules.platform.sensitivity import Room
from governance.text.catalogue import Catalogue

PLACES = 2


def number(words: Catalogue, value: Fraction) -> str:
    """A number with at most two decimals."""
    return words.number(float(round(value, PLACES)))


def room_in_words(words: Catalogue, room: Room) -> str:
    """Such as "yli 0,5 ja enintään 3"."""
    if room.below and room.above and room.below.weight == room.above.weight:
        return words("platform.weights.exactly", weight=number(words, room.above.weight))
    return words.enumeration(list(_ends(words, room))) or words("platform.weights.any")


def _ends(words: Catalogue, room: Room) -> Iterator[str]:
    for end, included, excluded in (
        (room.below, "at_least", "over"),
        (room.above, "at_most", "under"),
    ):
        if end is not None:
            key = included if end.holds else excluded
            yield words(f"platform.weights.{key}", weight=number(words, end.weight))
