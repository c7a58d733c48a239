"""What the page of an output tells."""

import re
import shutil
from pathlib import Path

import pytest

from governance.model.record import Forge
from governance.publish.home import form
from governance.text.catalogue import catalogue
from tests.helpers.pages import Page, read_page
from tests.helpers.repo import ROOT, Repo
from tests.site.ground import AHEAD, DRAWN, LANGUAGES, NEW, OLD, OUTPUT, REVIEWED, build, output


def test_what_is_not_translated_is_said_and_the_original_has_its_language(
    repo: Repo, tmp_path: Path
) -> None:
    made = Repo.init(tmp_path / "repo")
    shutil.copytree(repo.path / "registry", made.path / "registry")
    shutil.copytree(repo.path / "workflows", made.path / "workflows")
    path = OUTPUT.format(REVIEWED)
    text = (made.path / path).read_text("utf-8")
    made.write(path, re.sub(r"\n  (sv|en): .*(\n    .*)*", "", text.split("\nkind:")[0])
               + "\nkind:" + text.split("\nkind:", 1)[1])  # fmt: skip
    made.commit("one language")
    build(made, tmp_path / "out")
    page = read_page(tmp_path / "out", f"sv/outputs/{REVIEWED}/index.html")
    title = "Ammatillisen koulutuksen viitearkkitehtuuri"
    assert next(each.language for each in page.all("bdi") if each.text == title) == "fi"
    assert page.one("p", class_="summary").language == "fi"
    assert "Ännu inte översatt till svenska. Originalet visas: finska." in page.text
    finnish = read_page(tmp_path / "out", f"fi/outputs/{REVIEWED}/index.html")
    assert finnish.all("p", class_="notice") == []
    listed = read_page(tmp_path / "out", "en/outputs/index.html")
    assert [each.language for each in listed.all("bdi") if each.text == title] == ["fi"]


def test_an_output_that_was_reviewed_says_until_when_and_what_comes_then(
    pages: dict[str, Page],
) -> None:
    page = output(pages, REVIEWED)
    now = next(each for each in page.elements if each.get("data-before") and each.name == "p")
    later = next(each for each in page.elements if each.get("data-from") and each.name == "p"
                 and "old" not in each.get("class"))  # fmt: skip
    assert now.get("data-before") == later.get("data-from") == "2028-03-01"
    assert "Tarkistettu 1.3.2027. Ajan tasalla 1.3.2028 asti." in now.text
    assert "hidden" in later.attributes
    assert "Tarkistus odottaa" in later.text
    assert page.one("html").get("data-zone") == "Europe/Helsinki"
    old = page.one("p", class_="old")
    assert (old.get("data-from"), "hidden" in old.attributes) == ("2027-06-24", True)


@pytest.mark.parametrize(
    ("id", "language", "said"),
    [
        (AHEAD, "fi", "Ei vielä tarkistettu Ensimmäinen tarkistus viimeistään 15.6.2027."),
        (AHEAD, "sv", "Inte granskat ännu Första granskningen senast 15 juni 2027."),
        (DRAWN, "en", "Not yet reviewed The first review should have been done by 17 Dec 2026."),
        (OLD, "en", "No review Another output has replaced this one"),
        ("alustaesitys", "en", "No review A draft: reviews begin once it is in use."),
    ],
)
def test_every_other_output_has_its_word_and_why(
    pages: dict[str, Page], id: str, language: str, said: str
) -> None:
    assert said in output(pages, id, language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_day_was_set_is_said_in_the_language_of_the_reader(
    pages: dict[str, Page], site: Path, language: str
) -> None:
    words = catalogue(language)
    reason = words("edit.spread")
    calendar = (site / language / "organisations/jokilaaksot/reviews.ics").read_bytes()
    said = words("site.output.agreed", reason=reason)
    assert said in output(pages, DRAWN, language).text
    assert f"{said[:1].upper()}{said[1:]}" in calendar.decode().replace("\r\n ", "")
    if language != "fi":
        assert catalogue("fi")("edit.spread") not in output(pages, DRAWN, language).source


def test_when_the_day_of_a_first_review_has_passed_is_for_the_reader_to_see(
    pages: dict[str, Page],
) -> None:
    first = [
        (each.get("data-before"), each.get("data-from"), "hidden" in each.attributes, each.text)
        for each in output(pages, AHEAD, "en").all("p")
        if "first review" in each.text.lower()
    ]
    assert first == [
        ("2027-06-16", "", False, "Not yet reviewed First review: by 15 Jun 2027."),
        ("", "2027-06-16", True,
         "Not yet reviewed The first review should have been done by 15 Jun 2027."),
    ]  # fmt: skip
    past = output(pages, DRAWN, "en").source
    assert "First review: by" not in past
    # The word stays, so the lists have it once.
    listed = pages["en/outputs/index.html"].source
    (row,) = re.findall(f'outputs/{AHEAD}/index.html">.*\n<div>(.*)</div>', listed)
    assert row.count("<span") == 1
    assert "data-" not in row


def test_an_output_tells_where_it_is_its_needs_and_how_to_act(pages: dict[str, Page]) -> None:
    page = output(pages, REVIEWED)
    assert "https://example.invalid/fi" in page.links
    assert "Käännös on jäljessä (ruotsi): versio 1.0, uusin on 1.1." in page.text
    assert "Kuvat puuttuvat ilmoitettu 1.4.2027, suunniteltu viimeistään 1.9.2027" in page.text
    english = output(pages, REVIEWED, "en").text
    assert "Kuvat puuttuvat (in Finnish) reported on 1 Apr 2027" in english
    for path in ("index", "1.1"):
        page_in_english = pages[f"en/outputs/{REVIEWED}/{path}.html"].text
        assert "Uusi luku tekoälystä (in Finnish)" in page_in_english
    home = "https://github.com/example/registry"
    assert f"{home}/issues/new?template=11-need-fi.yml&output={REVIEWED}" in page.links
    assert f"registry:{REVIEWED}@1.1" in page.text
    assert "hyväksyi omistajuuden 1.2.2027" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_that_pages_lead_to_exists(language: str) -> None:
    address = form(Forge(type="github", repository="example/registry"), "need", language)
    path = ROOT / ".github/ISSUE_TEMPLATE" / address.partition("template=")[2]
    assert "id: output" in path.read_text("utf-8")


def test_relations_are_told_from_both_sides(pages: dict[str, Page]) -> None:
    assert "Korvaa tuotoksen Kypsyystason arviointityökalu" in output(pages, NEW).text
    old = output(pages, OLD)
    assert "Tämä tuotos on korvattu. Tilalla on: Kokonaisarkkitehtuurin käytänteet" in old.text
    assert "Tämän on korvannut Kokonaisarkkitehtuurin käytänteet" in old.text


def test_each_version_has_a_page_that_names_a_newer_one(pages: dict[str, Page]) -> None:
    old = pages[f"fi/outputs/{REVIEWED}/1.0.html"]
    assert "Uudempi on olemassa: Versio 1.1" in old.text
    assert "https://example.invalid/sv" in old.links
    assert "https://example.invalid/fi" not in old.links
    new = pages[f"sv/outputs/{REVIEWED}/1.1.html"]
    assert "https://example.invalid/fi" in new.links
    assert next(each for each in new.all("bdi") if "tekoälystä" in each.text).language == "fi"


def test_history_is_that_of_the_output_alone(pages: dict[str, Page]) -> None:
    page = output(pages, REVIEWED)
    listed = page.source.partition('<ol class="events">')[2].partition("</ol>")[0]
    events = [re.sub("<[^>]*>", "", each) for each in re.findall("<li>(.*)</li>", listed)]
    assert events[0].startswith("1.3.2027 ")
    assert "Tarkistettu 1.3.2027, voimassa: luettu läpi" in events[0]
    assert events[1:] == ["25.11.2026 Lisätty rekisteriin"]
    old = output(pages, OLD).text
    assert "2.5.2027 Tila: voimassa → korvattu" in old
