"""Message catalogues: code, values and language -> sentence.

A catalogue is a folder of TOML files a language; each table stands in one file. A message is a
text with {fields}, or a table with `one` and `other` (CLDR plural forms, chosen by the field
`n`), perhaps with `zero` for when `n` is 0. A value is put into words first where there is a
table `term.<field>` that has it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from governance.model.period import Period

LANGUAGES = ("fi", "sv", "en")
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_LEAP_YEAR = 2028  # which has every day
_DAY = "medium"  # fits in a cell
_DAY_IN_PROSE = {"fi": "medium", "sv": "long", "en": "long"}  # 1.3.2027, 1 mars 2027


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language."""

    language: str
    messages: Mapping[str, Any]
    day_format: str = _DAY

    def __call__(self, key: str, /, **values: object) -> str:
        """The message at a dotted key, its fields filled in. Raises KeyError for an unknown key."""
        template = self._find(key)
        if isinstance(template, dict):
            n = values["n"]
            zero = n == 0 and "zero" in template
            template = template["zero" if zero else self._locale.plural_form(n)]
        shown = {name: self._word(name, value) for name, value in values.items()}
        return str(template).format_map(shown)

    def term(self, group: str, value: str) -> str:
        """The word for a value such as a state or an outcome; the value itself if none is known."""
        found = self.messages["term"].get(group, {}).get(value, value)
        return str(found)

    def has_term(self, group: str, value: str) -> bool:
        """Whether there is a word for a value."""
        return value in self.messages["term"].get(group, {})

    def has(self, key: str) -> bool:
        """Whether there is a message at a dotted key."""
        try:
            self._find(key)
        except KeyError:
            return False
        return True

    def day(self, day: date) -> str:
        """A date as it is written in the language, such as 24.11.2026."""
        return _written_day(day, self.language, self.day_format)

    def month(self, day: date) -> str:
        """The month of a date with its year, such as "Marraskuu 2026"."""
        from babel.dates import format_date  # noqa: PLC0415

        name = format_date(day, "LLLL y", locale=_LOCALES[self.language])
        return name[:1].upper() + name[1:]

    def day_of_year(self, month_day: str) -> str:
        """A day of every year, such as "1 juli"; `month_day`, MM-DD, itself where it is none."""
        from babel.dates import format_skeleton  # noqa: PLC0415

        try:
            day = date.fromisoformat(f"{_LEAP_YEAR}-{month_day}")
        except ValueError:
            return month_day
        return format_skeleton("MMMMd", day, locale=_LOCALES[self.language])

    def country(self, code: str) -> str:
        """The name of a country, the code itself where that is not known."""
        return str(self._locale.territories.get(code, code))

    def period(self, period: Period) -> str:
        """A length of time such as "1 vuosi" or "6 månader"."""
        return _written_period(period, self.language)

    def enumeration(self, parts: Sequence[str]) -> str:
        """Some texts as part of a sentence, such as "a, b ja c"."""
        from babel.lists import format_list  # noqa: PLC0415

        return format_list(parts, locale=_LOCALES[self.language])

    def alternatives(self, parts: Sequence[str]) -> str:
        """Some texts of which one holds, such as "a, b tai c"."""
        from babel.lists import format_list  # noqa: PLC0415

        return format_list(parts, style="or", locale=_LOCALES[self.language])

    def number(self, number: float) -> str:
        """A number as it is written in the language, such as 44,5."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        return format_decimal(number, locale=_LOCALES[self.language])

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as per cent, without decimals."""
        from babel.numbers import format_percent  # noqa: PLC0415

        return format_percent(share, locale=_LOCALES[self.language])

    def language_name(self, code: str) -> str:
        """What a language is called, such as "ruotsi"; the code itself where that is not known."""
        return str(self._locale.languages.get(code, code))

    def pick(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """The text in this language, else in the first that there is; and the language it is in."""
        if self.language in texts:
            return texts[self.language], self.language
        language, text = next(iter(texts.items()))
        return text, language

    @cached_property
    def _locale(self) -> Any:
        from babel import Locale  # noqa: PLC0415

        return Locale.parse(_LOCALES[self.language])

    def _find(self, key: str) -> Any:
        found: Any = self.messages
        for step in key.split("."):
            found = found[step]
        return found

    def _word(self, name: str, value: object) -> str:
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Period):
            return self.period(value)
        return self.term(name, value) if isinstance(value, str) else str(value)


@cache
def _written_day(day: date, language: str, form: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - only texts for people need it

    return format_date(day, form, locale=_LOCALES[language])


@cache
def _written_period(period: Period, language: str) -> str:
    from babel.units import format_unit  # noqa: PLC0415

    years, months = divmod(period.months, 12)
    parts = (("year", years), ("month", months), ("day", period.days))
    locale = _LOCALES[language]
    return " ".join(format_unit(n, f"duration-{unit}", locale=locale) for unit, n in parts if n)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language (fi, sv or en)."""
    import tomllib  # noqa: PLC0415 - not every call says something

    messages: dict[str, Any] = {}
    for file in sorted((Path(__file__).parent / language).glob("*.toml")):
        messages |= tomllib.loads(file.read_text("utf-8"))
    return Catalogue(language, messages)


@cache
def prose(language: str) -> Catalogue:
    """The catalogue of a language for running text, in which months are words where that is usual.

    So Swedish and English say 12 January 2027; Finnish says 12.1.2027 there, too.
    """
    return replace(catalogue(language), day_format=_DAY_IN_PROSE[language])
