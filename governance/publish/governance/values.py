"""A rule of the policies in the words of the governance document."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from governance.model.period import Period
from governance.model.policy import Holiday
from governance.model.registry import Registry
from governance.publish.names import organisation_name
from governance.rules.told import Form, Saying
from governance.text.catalogue import Catalogue

_SEVERAL = ("maintainers", "admins")  # approvers that are more people than one


class Teller:
    """Puts rules of a registry into the words of a language."""

    def __init__(self, words: Catalogue, registry: Registry) -> None:
        self.words = words
        self.registry = registry
        self._by_form: Mapping[Form, Callable[[Any, str], str]] = {
            "count": lambda n, unit: words(f"governance.unit.{unit}", n=n),
            "percent": lambda n, _: words.percent(n / 100),
            "period": lambda period, _: self.period(period),
            "terms": self.terms,
            "choice": lambda value, unit: words(f"governance.{unit}.{value}"),
            "days": lambda days, unit: self.days([words.day(day) for day in days], unit),
            "holidays": lambda found, unit: self.days(list(map(self._holiday, found)), unit),
            "organisations": lambda ids, _: self.organisations(ids),
            "languages": lambda codes, _: words.enumeration(list(map(words.language_name, codes))),
            "approvers": lambda needs, _: self.approval(needs),
            "country": lambda code, _: words.country(code),
        }

    def say(self, saying: Saying) -> str:
        """A value that stands within a sentence."""
        return self._by_form[saying.form](saying.value, saying.unit)

    def period(self, period: str) -> str:
        """A length of time."""
        return self.words.period(Period.parse(period))

    def terms(self, values: tuple[str, ...], group: str) -> str:
        """The words for some values of a group, of which one is chosen."""
        named = [self.words.term(group, each) for each in values]
        return self.words.alternatives(named) if named else self.words("governance.none")

    def organisations(self, ids: tuple[str, ...]) -> str:
        """Organisations by their names."""
        return self.some([organisation_name(self.words, self.registry, id) for id in ids])

    def approvers(self, needs: tuple[str, ...]) -> str:
        """Who must approve; that nobody must where there are none."""
        if not needs:
            return self.words("governance.nobody")
        return self.words.enumeration([self.words(f"governance.approver.{each}") for each in needs])

    def approval(self, needs: tuple[str, ...]) -> str:
        """What is done to a change before it holds, as the predicate of a sentence about it."""
        named = self.approvers(needs)
        people = sum(1 + (each in _SEVERAL) for each in needs)
        return self.words("governance.approval", n=people, who=named)

    def days(self, days: list[str], unit: str) -> str:
        """Days that differ from the calendar, as a sentence; what holds where there are none."""
        named = self.words.enumeration(days)
        return self.words(f"governance.days_off.{unit}", n=len(days), days=named)

    def some(self, parts: list[str]) -> str:
        """Some texts as part of a sentence; a word where there are none."""
        return self.words.enumeration(parts) if parts else self.words("governance.none")

    def _holiday(self, holiday: Holiday) -> str:
        day: date = holiday.date
        return f"{self.words.day(day)} ({self.words.pick(holiday.title)[0]})"
