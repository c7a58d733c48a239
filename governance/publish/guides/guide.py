"""A guide with the rules of a registry filled in, as Markdown.

The texts are those of the tool and stand in governance/text. They hold no value of a rule, they
name its place in braces as the governance model does: `{review.proposed_days}`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from governance.model.registry import Registry
from governance.publish.contact import in_markdown
from governance.publish.governance.values import Teller
from governance.publish.guides.pictures import Picture, picture
from governance.publish.home import form, home
from governance.publish.issues.answers import REVIEWS, choices
from governance.rules.told import Saying, sayings
from governance.text.catalogue import Catalogue, catalogue
from governance.text.media import markdown
from governance.text.pages import page

Name = Literal["owner", "maintainer"]
GUIDES: tuple[Name, ...] = ("owner", "maintainer")
_PLACE = re.compile(r"\{([a-z][a-z_]*(?:\.[a-z][a-z_-]*)+)\}")
PICTURES = "images"  # their folder, beside the text
_TITLE = re.compile(r"# (.+)\n+")


@dataclass(frozen=True)
class Guide:
    """A guide in one language: its Markdown without the title, and the pictures that this shows.

    Links and pictures are relative to the folder docs/ of the tool.
    """

    name: Name
    language: str
    title: str
    text: str
    pictures: tuple[Picture, ...]


def guide(name: Name, language: str, registry: Registry) -> Guide:
    """A guide in a language, else in English, with the rules of a registry.

    Raises Refused where settings or a policy could not be read.
    """
    text, found = page(name, language)
    words = catalogue(found)
    values = _Values(words, registry)
    title = _TITLE.match(text)
    assert title  # noqa: S101 - a text of ours, which begins with its title
    filled = _PLACE.sub(values.fill, text[title.end() :])
    return Guide(name, found, title[1], filled, tuple(values.shown))


class _Values:
    """What stands in place of the braces."""

    def __init__(self, words: Catalogue, registry: Registry) -> None:
        self._words = words
        self._registry = registry
        self._teller = Teller(words, registry)
        self._sayings: Mapping[str, Saying] = sayings(registry.rules)
        self._made: Mapping[str, Callable[[], str]] = {
            "guide.home": self._home,
            "guide.contact": self._contact,
            "guide.answers": lambda: choices(words, *REVIEWS, "not-mine", "accept", "help"),
            "guide.ladder": self._ladder,
            "guide.quiet_periods": self._quiet_periods,
        }
        self.shown: list[Picture] = []

    def fill(self, place: re.Match[str]) -> str:
        """The words for a place. Raises KeyError where there is none of that name."""
        name = place[1]
        group, _, rest = name.partition(".")
        if group == "picture":
            return self._picture(rest)
        if group == "form":
            return self._form(rest)
        return self._made[name]() if group == "guide" else self._rule(name)

    def _rule(self, name: str) -> str:
        return markdown(self._teller.say(self._sayings[name]))

    def _home(self) -> str:
        """Where the registry is on GitHub; else whom to tell until it is there, and where."""
        settings, words = self._registry.rules.settings, self._words
        if settings.forge:
            address = home(settings.forge)
            return words("guides.home", name=markdown(settings.forge.repository), address=address)
        maintainer = self._rule("registry.maintainer")
        if settings.contact_address:
            address = in_markdown(settings.contact_address)
            return words("guides.no_home", maintainer=maintainer, address=address)
        return words("guides.no_channel", maintainer=maintainer)

    def _contact(self) -> str:
        """Where the maintainers are reached, after their name."""
        contact = self._registry.rules.settings.contact_address
        return f", {in_markdown(contact)}" if contact else ""

    def _form(self, subject: str) -> str:
        """What a form is called; a link to it where the registry has a home on GitHub."""
        name = self._words(f"guides.form.{subject}")
        forge = self._registry.rules.settings.forge
        return f"[{name}]({form(forge, subject, self._words.language)})" if forge else name

    def _picture(self, name: str) -> str:
        shown = picture(name, self._words)
        self.shown.append(shown)
        return f"![{shown.alternative}]({PICTURES}/{shown.file})"

    def _ladder(self) -> str:
        """What happens, and after how many working days."""
        lines = []
        for step in self._registry.rules.review.ladder:
            days = self._words("governance.unit.working_days", n=step.after)
            lines.append(f"- **{days}:** {self._words(f'guides.ladder.{step.to}')}")
        return "\n".join(lines or [f"- {self._words('guides.no_ladder')}"])

    def _quiet_periods(self) -> str:
        words = self._words
        periods = self._registry.rules.review.quiet_periods
        return self._teller.some([markdown(words.pick(each.title)[0]) for each in periods])
