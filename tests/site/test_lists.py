"""What the other pages tell."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.helpers.pages import Page
from tests.site.ground import LANGUAGES, OLD

SVG = "{http://www.w3.org/2000/svg}"


def test_an_organisation_tells_what_it_owns_and_what_lies_ahead(pages: dict[str, Page]) -> None:
    page = pages["fi/organisations/jokilaaksot/index.html"]
    assert "Arkkitehtuurivastaava" in page.text
    rows = dict(zip([each.text for each in page.all("th", scope="row")],
                    [each.text for each in page.all("td")], strict=True))  # fmt: skip
    assert len(rows) == 13
    picked = [rows[each] for each in ("Määräpäivä on mennyt", "Maaliskuu 2028", "Huhtikuu 2028")]
    assert picked == ["4", "1", "–"]
    assert "Niissä on 1 avoin päivitystarve." in page.text
    assert "Omistajuus on vasta ehdotettu (6/7)" in page.text
    assert "Tuotokset, jotka organisaatio omistaa 7" in page.text
    proposed = pages["fi/organisations/tts/index.html"]
    assert "Tuotokset, joiden omistajaksi organisaatiota on ehdotettu" in proposed.text


def test_an_organisation_says_how_many_reviews_there_are_beside_the_next(
    pages: dict[str, Page],
) -> None:
    more = {}
    for name, page in pages.items():
        if id := re.fullmatch(r"en/organisations/(.+)/index.html", name):
            said = re.search(r"(\d+) more reviews?: ", page.text)
            more[id[1]] = int(said[1]) if said else 0
            shown = page.source.partition('<ol class="dates">')[2].partition("</ol>")[0]
            owned = page.source.partition('id="owned"')[2].partition("</section>")[0]
            assert shown.count("<li>") + more[id[1]] == owned.count("<small>review by ")
            assert ("#owned" in page.links) == (more[id[1]] > 0)
    assert {id: n for id, n in more.items() if n} == {"omnia": 2, "tts": 5}


def test_the_front_page_has_the_state_in_one_look(pages: dict[str, Page]) -> None:
    page = pages["en/index.html"]
    assert page.one("p", class_="share").text == "1/34 of the outputs under review are in date"
    assert "0 waiting for a new review, 33 for the first one." in page.text
    assert len([each for each in page.all("i") if each.get("class")]) == 69 + 4
    figures = [" ".join(each.text.split()) for each in page.all("dd")]
    assert figures == ["13", "16", "1", "33/34"]


def test_each_figure_of_the_front_page_leads_to_where_what_it_counts_stands(
    pages: dict[str, Page],
) -> None:
    front = pages["en/index.html"]
    figures = front.source.partition('<dl class="figures">')[2].partition("</dl>")[0]
    assert re.findall(r'<dt><a href="(.+?)">(.+?)</a>.*?</dt><dd.*?>(\d+)', figures) == [
        ("queue/index.html", "To do right now", "13"),
        ("queue/index.html#overdue", "Overdue reviews", "16"),
        ("queue/index.html#need-open", "Open update needs", "1"),
        ("organisations/index.html", "Outputs in use whose owner is only proposed", "33"),
    ]
    assert front.ids.index("more") < front.ids.index("themes")
    queue, owners = pages["en/queue/index.html"], pages["en/organisations/index.html"]
    assert "13 things to do now" in queue.text
    assert {"overdue", "need-open"} <= set(queue.ids)
    proposed = re.findall(r"only proposed as owner of (\d+) in use", owners.text)
    assert sum(map(int, proposed)) == 33


def test_news_are_of_outputs_and_of_other_records_only_that_they_changed(
    pages: dict[str, Page],
) -> None:
    news = pages["en/index.html"].text.partition("What is new")[2].partition("All changes")[0]
    lines, _, beside = " ".join(news.split()).partition("Also new or changed:")
    assert lines.startswith("2 May 2027 Maturity level assessment tool status: current")
    assert "69 outputs were added" in lines
    assert beside.strip() == (
        "2 May 2027 settings of the registry; 25 Nov 2026 the rules, the platform candidates, "
        "the themes, details of projects, details of organisations."
    )
    assert "changelog/2026-11.html" in pages["en/index.html"].links


def test_outputs_are_listed_with_what_they_are_filtered_by_and_grouped_without_script(
    pages: dict[str, Page],
) -> None:
    page = pages["fi/outputs/index.html"]
    rows = {each.get("data-marks") for each in page.all("li") if each.get("data-marks")}
    assert len([each for each in page.all("li") if each.get("data-marks")]) == 69
    options = [each.get("value") for each in page.all("option") if each.get("value")]
    marks = {mark for each in rows for mark in each.split()}
    assert {each for each in options if not each.startswith("state:")} == marks - {"owner:"}
    assert "hidden" in page.one("form", class_="filter").attributes
    for grouping in ("kind", "state", "language"):
        listed = pages[f"fi/outputs/{grouping}.html"]
        assert {each.get("data-marks") for each in listed.all("li")} >= rows


def test_the_groups_by_state_are_those_of_a_day_and_say_so(pages: dict[str, Page]) -> None:
    said = "The outputs are grouped as they stood on 15 Jun 2027."
    named = [name for name, page in pages.items() if said in page.text]
    assert named == ["en/outputs/state.html"]


def test_the_change_log_is_told_by_month(pages: dict[str, Page]) -> None:
    months = sorted(name[-12:-5] for name in pages if re.match(r"en/changelog/\d", name))
    assert months == ["2026-11", "2026-12", *(f"2027-0{month}" for month in range(1, 7))]
    assert "Kypsyystason arviointityökalu tila: voimassa → korvattu" in (
        pages["fi/changelog/2027-05.html"].text
    )
    assert "June 2027 (so far)" in pages["en/changelog/2027-06.html"].text
    assert f"../outputs/{OLD}/index.html" in pages["fi/changelog/2027-05.html"].links
    index = pages["sv/changelog/index.html"]
    assert [each.text for each in index.all("caption")] == ["2027", "2026"]


def test_the_indicators_are_charts_with_their_tables(site: Path, pages: dict[str, Page]) -> None:
    page = pages["fi/indicators/index.html"]
    assert [each.get("src") for each in page.all("img")] == ["reviews.svg", "trend.svg"]
    assert all(each.get("alt") for each in page.all("img"))
    assert "30.4.2027" in [each.text for each in page.all("th", scope="row")]
    cells = [each.text for each in page.all("td")]
    assert cells[cells.index("1/35 (3\xa0%)") + 1] == "1"
    chart = ET.parse(site / "fi/indicators/reviews.svg").getroot()
    names = [each.text for each in chart.iter(SVG + "title")]
    assert names[0] == "Tarkistukset hankkeittain"
    assert "KARKKI, ei vielä tarkistettu: 5" in names


def test_each_count_of_the_chart_of_reviews_stands_in_the_table_below_it(
    site: Path, pages: dict[str, Page]
) -> None:
    for language in LANGUAGES:
        folder = f"{language}/indicators"
        drawn = ET.parse(site / folder / "reviews.svg").getroot().iter(SVG + "title")
        bars = [re.fullmatch(r"(.+), (.+): (\d+)", each.text or "") for each in drawn]
        counts = {(bar[1], bar[2]): bar[3] for bar in bars if bar}
        assert len(counts) == 11
        (table,) = re.findall(
            r'<table[^>]* aria-labelledby="reviews">.*?</table>',
            pages[f"{folder}/index.html"].source,
            re.DOTALL,
        )
        _, _, *words = re.findall(r'<th scope="col">(.*?)</th>', table)
        stated = {}
        for row in re.findall(r'<tr><th scope="row">.*?</tr>', table):
            name, total, *cells = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)
            assert int(total) == sum(map(int, cells))
            stated |= {(name, word.lower()): cell for word, cell in zip(words, cells, strict=True)}
        assert {key: cell for key, cell in stated.items() if cell != "0"} == counts
