"""Which pages of a site are looked at: few, in which everything occurs that any page has."""

import re
from functools import cache
from pathlib import Path

from tests.browser.odd import TELLING
from tests.conftest import SOAK
from tests.site.ground import REVIEWED

ELEMENT = re.compile(r"<([a-z]\w*)([^>]*)>")
NAMED = re.compile(r'\b(class|role|type|aria-current|lang)="([^"]*)"')
LANGUAGES = ("fi", "sv", "en")
OUTPUT = f"outputs/{REVIEWED}/index.html"
# The accessibility statement names them: what is tested on these alone.
READ = ("index.html", "outputs/index.html", OUTPUT)
WALKED = (*READ, "indicators/index.html")
# What is the same in each language is looked at in one, but in a soak.
ONE_LANGUAGE = LANGUAGES if SOAK else LANGUAGES[:1]
# Site -> the languages in which it is looked at.
SITES = {
    "site": LANGUAGES,
    "hostile": ONE_LANGUAGE,
    "odd": LANGUAGES if SOAK else LANGUAGES[1:2],  # one in which it has no word
    "bare": ONE_LANGUAGE,
}


def looked_at(site: Path, language: str, name: str = "site") -> list[str]:
    """The paths below the site of those of a language, with what stands above all languages."""
    above = sorted(path.name for path in site.glob("*.html"))
    paths = TELLING.get(name) or (all_pages(site) if SOAK else telling_pages(site))
    return [*above, *(f"{language}/{path}" for path in paths)]


def all_pages(site: Path) -> list[str]:
    """The paths of all pages below a language; they are the same in each."""
    return sorted(
        path.relative_to(site / "fi").as_posix() for path in (site / "fi").rglob("*.html")
    )


@cache
def telling_pages(site: Path) -> list[str]:
    """Pages of each type, and each kind of element in any language on one of them at least.

    The largest come first, since most occurs there.
    """
    sizes = {path: (site / "fi" / path).stat().st_size for path in all_pages(site)}
    chosen, seen = [], set[str]()
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        found = {type_of(path)}.union(
            *(elements_of((site / each / path).read_text("utf-8")) for each in LANGUAGES)
        )
        if not found <= seen:
            seen |= found
            chosen.append(path)
    return chosen


def type_of(path: str) -> str:
    """A path without the id or number of what the page is about."""
    *folders, name = path.split("/")
    return "/".join([*folders[:1], *("*" for _ in folders[1:]), re.sub(r".*\d.*", "*", name)])


def elements_of(text: str) -> set[str]:
    """The kinds of elements in a page: name, and what styles or programs know it by."""
    found = set()
    for name, attributes in ELEMENT.findall(text):
        found.add(" ".join([name, *(f"{key}={value}" for key, value in NAMED.findall(attributes))]))
    return found
