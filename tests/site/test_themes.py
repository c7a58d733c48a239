"""Themes: what each is about, and that a working name says that it is one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from governance.model.record import Project, Theme
from governance.publish.site.frame import Frame
from governance.publish.site.gatherings import themes_pages
from governance.publish.site.source import Source
from governance.publish.site.tongue import Tongue
from governance.text.catalogue import catalogue
from tests.helpers.pages import Page, read_page
from tests.helpers.registries import output, registry
from tests.site.ground import LANGUAGES, build, empty

SETTLED_IN = "digikyvykkyyden-kokonaisuudet"
THEME = "registry/themes/verkosto.yaml"


def test_a_theme_names_the_projects_of_its_outputs_where_none_has_an_owner() -> None:
    made = registry([output(owner=None, owner_since=None, themes=["t"])])
    theme = Theme.model_validate({"id": "t", "title": {"fi": "Teema"}})
    project = Project.model_validate({"id": "p", "title": {"fi": "Hanke"}, "short_name": "Hanke"})
    made = replace(made, themes={"t": theme}, projects={"p": project})
    source = Source(made, date(2027, 6, 15))
    page = str(themes_pages(Frame(Tongue(source, catalogue("en"))))["en/themes/t/index.html"])
    told = (f"<p>{catalogue('en')(f'site.theme.{each}')}" for each in ("owners", "projects"))
    assert [each in page for each in told] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_working_names_are_called_that_and_lead_to_where_they_are_settled(
    pages: dict[str, Page], language: str
) -> None:
    words, index = catalogue(language), pages[f"{language}/themes/index.html"]
    page = pages[f"{language}/themes/verkosto/index.html"]
    assert words("site.themes.working_names") in index.text
    tiles = index.source.split('<ul class="tiles">')[1].split("</ul>")[0]
    assert tiles.count(f"({words('site.theme.mark')})") == tiles.count("<li>") > 1
    assert words("site.theme.working_name") in page.text
    for each in (index, page):
        assert f"{language}/outputs/{SETTLED_IN}/index.html" in {path for path, _ in each.inside}


def test_a_theme_says_what_it_is_about_and_a_settled_name_is_only_a_name(tmp_path: Path) -> None:
    repo = empty(tmp_path / "repo")
    theme = (repo.path / THEME).read_text("utf-8")
    repo.write(THEME, f"{theme}\nsummary: {{fi: <b>Kuka</b> kysyy keneltä}}\n")
    repo.commit("summary", "2026-11-25T12:00:00+02:00")
    build(repo, tmp_path / "out")
    said = "<b>Kuka</b> kysyy keneltä"
    for language, whole, marked in (("fi", said, []), ("en", f"{said} (in Finnish)", ["fi"])):
        page = read_page(tmp_path / "out", f"{language}/themes/verkosto/index.html")
        assert page.one("p", class_="summary").text == whole
        index = read_page(tmp_path / "out", f"{language}/themes/index.html")
        assert [each.text for each in index.all("p") if "Kuka" in each.text] == [whole]
        for each in (page, index):
            assert [told.language for told in each.all("bdi") if told.text == said] == marked
            assert catalogue(language)("site.theme.mark") not in each.text
