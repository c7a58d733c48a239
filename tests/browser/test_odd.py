"""What a registry says that is sound and unlike the live one; how it looks is tested beside."""

import re
from pathlib import Path

from governance.text.catalogue import catalogue
from tests.browser.odd import FOLLOWED, MANY, OWNER, RETIRED, SUCCESSOR, UNUSED
from tests.browser.telling import LANGUAGES
from tests.helpers.pages import read_page

PAGE = re.compile(r"fi/outputs/[^/]+/index\.html")


def test_an_owner_of_very_many_sees_each_and_how_many(odd: Path) -> None:
    page = read_page(odd, f"fi/organisations/{OWNER}/index.html")
    owned = {place for place, _ in page.inside if PAGE.fullmatch(place)}
    assert len(owned) == MANY + 2
    assert f"{MANY + 2} tuotosta" in page.text


def test_a_theme_of_nothing_says_so(odd: Path) -> None:
    for language in LANGUAGES:
        page = read_page(odd, f"{language}/themes/{UNUSED}/index.html")
        assert catalogue(language)("site.nothing_here") in page.text
        assert page.one("h1").text == "Teema, jota kukaan ei käytä"


def test_an_output_out_of_use_for_years_says_what_has_taken_its_place(odd: Path) -> None:
    for id, is_followed in ((RETIRED, False), (FOLLOWED, True)):
        page = read_page(odd, f"fi/outputs/{id}/index.html")
        assert "Tämä tuotos on poistettu käytöstä." in page.text
        assert "1.3.2021" in page.text
        assert ("Tilalla on: " in page.text) == is_followed
        led_to = {place for place, _ in page.inside}
        assert (f"fi/outputs/{SUCCESSOR}/index.html" in led_to) == is_followed
        assert page.all("section", **{"aria-labelledby": "confirm"}) == [], "nothing is asked of it"


def test_what_has_no_word_in_a_language_is_marked_with_its_own(odd: Path) -> None:
    for path in (f"outputs/{RETIRED}/index.html", f"themes/{UNUSED}/index.html", "index.html"):
        page = read_page(odd, f"sv/{path}")
        title = page.one("h1").text
        assert {each.language for each in page.all("bdi") if each.text == title} == {"fi"}, path
