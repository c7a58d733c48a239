"""Where readers are told to write: to an address that there is, and else nowhere."""

from dataclasses import replace
from datetime import date

import pytest

from governance.model.record import Forge
from governance.publish.site import Source
from governance.publish.site.frame import Frame
from governance.publish.site.front import front_page
from governance.publish.site.kept import Kept
from governance.publish.site.output import output_files
from governance.publish.site.tongue import Tongue
from governance.text.catalogue import catalogue
from tests.helpers.load import loaded
from tests.helpers.pages import Page
from tests.helpers.repo import ROOT
from tests.site.ground import LANGUAGES, REVIEWED

DAY = date(2026, 11, 27)
MAILBOX, FORM = "mailto:rekisteri@example.invalid", "https://example.invalid/palaute"
HUB = Forge(type="github", repository="example/registry")
PAGES = ("index.html", f"outputs/{REVIEWED}/index.html")
LATER = {"fi": "avataan myöhemmin", "sv": "öppnas senare", "en": "opens later"}


@pytest.fixture(scope="module")
def made() -> dict[tuple[str | None, bool], dict[str, str]]:
    """Pages of the live registry with each address, and with a home on GitHub or none."""
    registry = loaded(ROOT).registry
    found = {}
    for address, forge in ((None, None), (MAILBOX, None), (FORM, HUB), (None, HUB)):
        settings = registry.rules.settings.model_copy(
            update={"contact_address": address, "forge": forge}
        )
        source = Source(replace(registry, settings=settings), DAY)
        files = found[address, bool(forge)] = dict[str, str]()
        for language in LANGUAGES:
            frame = Frame(Tongue(source, catalogue(language), Kept()))
            pages = front_page(frame) | output_files(frame, source.outputs[REVIEWED])
            files.update((path, str(text)) for path, text in pages.items())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_channel_the_pages_say_that_it_opens_later(
    made: dict[tuple[str | None, bool], dict[str, str]], language: str
) -> None:
    for known, files in made.items():
        front, output = (Page(path, files[f"{language}/{path}"]) for path in PAGES)
        has_one = known != (None, False)
        said = [page.text.count(LATER[language]) for page in (front, output)]
        assert said == ([0, 0] if has_one else [1, 2]), known
        invited = catalogue(language)("site.output.report_maintainer", maintainer="\0").split("\0")
        assert (invited[0] in output.text) == (known == (MAILBOX, False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_given_beside_the_forms_or_instead_of_them(
    made: dict[tuple[str | None, bool], dict[str, str]], language: str
) -> None:
    for (address, at_home), files in made.items():
        page = Page(PAGES[1], files[f"{language}/{PAGES[1]}"])
        shown = [each.text for each in page.all("a", href=address)] if address else []
        wanted = {None: 0, MAILBOX: 2, FORM: 1}[address]
        assert shown == [str(address).removeprefix("mailto:")] * wanted
        assert any("issues/new" in each for each in page.links) == at_home
