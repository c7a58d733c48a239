"""Addresses on GitHub, where a registry has its home there."""

from urllib.parse import quote

from governance.model.record import Forge
from governance.text.catalogue import LANGUAGES

# What the forms are about: their files in .github/ISSUE_TEMPLATE are numbered by language and then
# in this order.
FORMS = ("need", "output", "contact", "owner")


def home(forge: Forge) -> str:
    """The repository."""
    return f"https://github.com/{forge.repository}"


def form(forge: Forge, subject: str, language: str) -> str:
    """The form about a subject in a language; ValueError where there is none."""
    place, number = LANGUAGES.index(language) + 1, FORMS.index(subject) + 1
    return f"{home(forge)}/issues/new?template={place}{number}-{subject}-{language}.yml"


def file(forge: Forge, path: str) -> str:
    """A file as it stands now."""
    return f"{home(forge)}/blob/HEAD/{quote(path)}"
