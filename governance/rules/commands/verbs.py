"""The words of the comment commands (DESIGN 5), by language; all are understood everywhere."""

from collections.abc import Mapping
from typing import Literal

Verb = Literal["valid", "edited", "needs-work", "replace", "retire", "not-mine", "accept", "help"]

WORDS: Mapping[Verb, Mapping[str, str]] = {
    "valid": {"fi": "voimassa", "sv": "aktuell", "en": "valid"},
    "edited": {"fi": "päivitetty", "sv": "uppdaterad", "en": "edited"},
    "needs-work": {"fi": "päivitettävä", "sv": "behöver-uppdateras", "en": "needs-work"},
    "replace": {"fi": "korvattava", "sv": "ersätts", "en": "replace"},
    "retire": {"fi": "poistettava", "sv": "dras-in", "en": "retire"},
    "not-mine": {"fi": "ei-meidän", "sv": "inte-vår", "en": "not-mine"},
    "accept": {"fi": "hyväksyn", "sv": "godkänner", "en": "accept"},
    "help": {"fi": "apua", "sv": "hjälp", "en": "help"},
}
# What people write instead: the form that agrees with the noun, or the whole sentence.
ALIASES: Mapping[Verb, Mapping[str, tuple[str, ...]]] = {
    "valid": {"fi": ("ajan tasalla",), "sv": ("aktuellt",)},
    "edited": {"sv": ("uppdaterat",)},
    "not-mine": {"fi": ("ei ole meidän",), "sv": ("inte vårt",)},
    "accept": {"sv": ("godkänn",)},
}
