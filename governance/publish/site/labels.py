"""The words of a language as templates take them."""

from markupsafe import Markup, escape

from governance.text.catalogue import Catalogue


class Labels:
    """A catalogue whose messages without fields are escaped once for all pages."""

    def __init__(self, words: Catalogue) -> None:
        self.language = words.language
        self.day, self.month = words.day, words.month
        self.language_name = words.language_name
        self._words = words
        self._known: dict[str, Markup] = {}
        self._terms: dict[tuple[str, str], Markup] = {}

    def __call__(self, key: str, /, **values: object) -> Markup | str:
        """The message at a dotted key, its fields filled in."""
        if values:
            return self._words(key, **values)
        if key not in self._known:
            self._known[key] = escape(self._words(key))
        return self._known[key]

    def term(self, group: str, value: str) -> Markup:
        """The word for a value."""
        known = self._terms.get((group, value))
        if known is None:
            known = self._terms[group, value] = escape(self._words.term(group, value))
        return known
