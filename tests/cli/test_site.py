"""The public site, built from a registry that has lived a while, and from odd ones."""

import json
import re
import shutil
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar

from tests.helpers.command import Answer, tp3
from tests.helpers.pages import Page, files_of, is_outside, read_page, read_site
from tests.helpers.repo import Repo, copy_few

DAY = "2027-06-15"
LANGUAGES = ("fi", "sv", "en")
ATOM = "{http://www.w3.org/2005/Atom}"
OUTPUT = "registry/outputs/karkki/{}.yaml"
REVIEWED, DRAWN, OLD, NEW = (
    "viitearkkitehtuuri",
    "viitearkkitehtuurikuvaukset",
    "kypsyystason-arviointityokalu",
    "kokonaisarkkitehtuurin-kaytanteet",
)
ACCOUNT = "987654321"
LIVED = """versions:
  - {version: "1.0", date: 2023-11-30}
  - {version: "1.1", date: 2027-02-01, changes: {fi: Uusi luku tekoälystä}}
locations:
  - {url: "https://example.invalid/fi", language: fi, format: html}
  - {url: "https://example.invalid/sv", language: sv, format: pdf, version: "1.0"}
reviews:
  - {date: 2027-03-01, by: jokilaaksot, outcome: valid, evidence: luettu läpi, via: issue}
update_needs:
  - {id: 1, reported: 2027-04-01, summary: {fi: Kuvat puuttuvat}, state: planned, target: 2027-09-01}
"""


def build(repo: Repo, out: Path, *arguments: object) -> Answer:
    answer = tp3("-C", repo.path, "--today", DAY, "site", "build", "--out", out, *arguments)
    assert (answer.code, answer.err) == (0, "")
    return answer


def rewrite(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text("utf-8")
    assert old in text, (path, old)
    repo.write(path, text.replace(old, new, 1))


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The live records, then a review, versions, a need, a replaced output; nothing writes to it."""
    made = Repo.init(copy_few(tmp_path_factory.mktemp("repo") / "made"))
    made.commit("records", "2026-11-25T12:00:00+02:00")
    path = OUTPUT.format(REVIEWED)
    made.write(path, (made.path / path).read_text("utf-8") + LIVED)
    rewrite(made, path, "owner_since: null", "owner_since: 2027-02-01")
    made.commit("review", "2027-03-01T12:00:00+02:00")
    rewrite(made, OUTPUT.format(OLD), "status: current", "status: superseded")
    made.write(
        OUTPUT.format(NEW),
        (made.path / OUTPUT.format(NEW)).read_text("utf-8")
        + f"relations:\n  - {{type: replaces, output: {OLD}}}\n",
    )
    rewrite(made, "registry/registry.yaml", "site: null", "site: https://example.invalid/digi")
    rewrite(made, "registry/registry.yaml", "forge: null",
            "forge: {type: github, repository: example/registry}")  # fmt: skip
    rewrite(made, "registry/organisations/jokilaaksot.yaml", "member: true",
            "member: true\ncontacts:\n  - {key: lead, title: {fi: Arkkitehtuurivastaava}, "
            f"account: 'github:{ACCOUNT}'}}")  # fmt: skip
    made.commit("replaced", "2027-05-02T12:00:00+03:00")
    return made


@pytest.fixture(scope="module")
def site(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    build(repo, out)
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return read_site(site)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def output(pages: dict[str, Page], id: str, language: str = "fi") -> Page:
    return pages[f"{language}/outputs/{id}/index.html"]


def must_lead_somewhere(pages: dict[str, Page], files: set[str]) -> None:
    anchors = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for place, fragment in page.inside:
            assert place in files, (name, place)
            assert not fragment or fragment in anchors[place], (name, place, fragment)


def test_every_inside_link_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    must_lead_somewhere(pages, files_of(site))


def test_every_file_can_be_reached_from_the_first_page(
    site: Path, pages: dict[str, Page]
) -> None:
    reached: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            if name in pages:
                waiting += [place for place, _ in pages[name].inside]
    assert files_of(site) - reached == {"sitemap.xml"}


def test_each_page_stands_at_the_same_address_in_each_language(pages: dict[str, Page]) -> None:
    found = {
        language: {name[3:] for name in pages if name.startswith(f"{language}/")}
        for language in LANGUAGES
    }
    assert found["fi"] == found["sv"] == found["en"]
    assert {f"outputs/{REVIEWED}/1.0.html", "queue/index.html"} < found["fi"]


def test_nothing_is_inline_and_nothing_comes_from_outside(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).get("content")
        assert policy.startswith("default-src 'none'; style-src 'self';"), name
        assert "unsafe" not in policy
        assert page.all("style") == []
        assert all(each.text.strip() == "" for each in page.all("script")), name
        for each in page.elements:
            assert not {key for key in each.attributes if key.startswith("on") or key == "style"}
            if each.name in ("script", "img", "source", "iframe"):
                assert not is_outside(each.get("src")), name
            if each.name == "link" and each.get("rel") not in ("canonical",):
                assert not is_outside(each.get("href")), name


def test_every_page_has_a_language_a_title_one_heading_and_its_landmarks(
    pages: dict[str, Page],
) -> None:
    for name, page in pages.items():
        assert page.one("title").text.strip(), name
        assert len(page.all("h1")) == 1, name
        assert page.one("main").get("id") == "content"
        assert len(page.ids) == len(set(page.ids)), name
        if name != "index.html":
            assert page.one("html").get("lang") == name[:2]
            assert page.all("a")[0].get("href") == "#content"
            headings = [int(each.name[1]) for each in page.elements if re.fullmatch("h[1-6]", each.name)]
            for before, after in zip(headings, headings[1:], strict=False):
                assert after <= before + 1, (name, headings)


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
    assert [each.language for each in page.all("bdi") if each.text == title][0] == "fi"
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
        (DRAWN, "fi", "Ei vielä tarkistettu Ensimmäinen tarkistus viimeistään"),
        (DRAWN, "sv", "Inte granskad ännu Första granskningen senast"),
        (OLD, "en", "No review Another output has replaced this one"),
        ("alustaesitys", "en", "No review A draft: reviews begin once it is in use."),
    ],
)
def test_every_other_output_has_its_word_and_why(
    pages: dict[str, Page], id: str, language: str, said: str
) -> None:
    assert said in output(pages, id, language).text


def test_an_output_tells_where_it_is_its_needs_and_how_to_act(pages: dict[str, Page]) -> None:
    page = output(pages, REVIEWED)
    assert "https://example.invalid/fi" in page.links
    assert "Käännös on jäljessä (ruotsi): versio 1.0, uusin on 1.1." in page.text
    assert "Kuvat puuttuvat ilmoitettu 1.4.2027, suunniteltu viimeistään 1.9.2027" in page.text
    home = "https://github.com/example/registry"
    assert f"{home}/issues/new?template=11-need-fi.yml&output={REVIEWED}" in page.links
    assert f"registry:{REVIEWED}@1.1" in page.text
    assert "hyväksyi omistajuuden 1.2.2027" in page.text


def test_the_forms_that_pages_lead_to_exist() -> None:
    from governance.publish.site.output import NEED_FORMS

    root = Path(__file__).parents[2]
    for form in NEED_FORMS.values():
        text = (root / ".github/ISSUE_TEMPLATE" / form).read_text("utf-8")
        assert "id: output" in text


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
    events = [" ".join(each.text.split()) for each in output(pages, REVIEWED).all("li")
              if re.match(r"\s*\d+\.\d+\.\d{4}", each.text) and "Versio" not in each.text]  # fmt: skip
    assert events[0].startswith("1.3.2027 ")
    assert "tarkistettu 1.3.2027, voimassa: luettu läpi" in events[0]
    assert events[1:] == ["25.11.2026 Lisätty rekisteriin"]
    old = output(pages, OLD).text
    assert "2.5.2027 Tila: voimassa → korvattu" in old


def test_an_organisation_tells_what_it_owns_and_what_lies_ahead(pages: dict[str, Page]) -> None:
    page = pages["fi/organisations/jokilaaksot/index.html"]
    assert "Arkkitehtuurivastaava" in page.text
    rows = dict(zip([each.text for each in page.all("th", scope="row")],
                    [each.text for each in page.all("td")], strict=True))  # fmt: skip
    assert len(rows) == 13
    assert (rows["Jo myöhässä"], rows["Maaliskuu 2028"], rows["Huhtikuu 2028"]) == ("4", "1", "–")
    assert "Niissä on 1 avoin päivitystarve." in page.text


def test_the_front_page_has_the_state_in_one_look(pages: dict[str, Page]) -> None:
    page = pages["en/index.html"]
    assert "1 of the 34 outputs under review is in date." in page.text
    assert len([each for each in page.all("i") if each.get("class")]) == 69 + 4
    figures = [" ".join(each.text.split()) for each in page.all("dd")]
    assert figures[0] == "1/34"
    assert "What is new 2 May 2027" in page.text


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


def test_the_feed_of_the_site_is_that_of_the_command(repo: Repo, site: Path) -> None:
    for language in LANGUAGES:
        options = ("--lang", language, "--format", "atom")
        told = tp3("-C", repo.path, "--today", DAY, "changelog", *options).out
        assert (site / language / "changelog/feed.atom").read_text() == told.removesuffix("\n")


def test_the_feed_of_an_organisation_has_only_what_concerns_it(site: Path) -> None:
    feed = ET.parse(site / "sv/organisations/omnia/feed.atom").getroot()
    assert feed.findtext(f"{ATOM}title") == "Espoon seudun koulutuskuntayhtymä Omnia: ändringslogg"
    assert len(feed.findall(f"{ATOM}entry")) == 1  # when it was registered
    own = ET.parse(site / "fi/organisations/jokilaaksot/feed.atom").getroot()
    texts = ["".join(each.itertext()) for each in own.findall(f"{ATOM}entry")]
    assert len(texts) == 3
    assert REVIEWED in texts[1]
    assert "karkki-sivusto" not in "".join(texts)  # Omnia's


def test_the_indicators_are_charts_with_their_tables(site: Path, pages: dict[str, Page]) -> None:
    page = pages["fi/indicators/index.html"]
    assert [each.get("src") for each in page.all("img")] == ["reviews.svg", "trend.svg"]
    assert all(each.get("alt") for each in page.all("img"))
    rows = {each.text: at for at, each in enumerate(page.all("th", scope="row"))}
    cells = [each.text for each in page.all("td")]
    at = cells.index("1/35 (3\xa0%)")
    assert cells[at : at + 2] == ["1/35 (3\xa0%)", "1"]
    assert "30.4.2027" in rows
    chart = ET.parse(site / "fi/indicators/reviews.svg").getroot()
    names = [each.text for each in chart.iter("{http://www.w3.org/2000/svg}title")]
    assert names[0] == "Tarkistukset hankkeittain"
    assert "KARKKI, ei vielä tarkistettu: 5" in names


def events_of(path: Path) -> dict[str, date]:
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(each["UID"]): each["DTSTART"].dt for each in calendar.walk("VEVENT")}


def test_a_calendar_has_the_reviews_and_a_moved_date_moves_its_event(
    repo: Repo, site: Path, tmp_path: Path
) -> None:
    name = "fi/organisations/jokilaaksot/reviews.ics"
    before = events_of(site / name)
    assert len(before) == 5
    assert date(2028, 3, 1) in before.values()
    repo.git("clone", "--quiet", str(repo.path), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    scheduled = tp3("-C", clone.path, "--today", DAY, "schedule", REVIEWED,
                    "--due", "2027-12-01", "--reason", "sovittu")  # fmt: skip
    assert scheduled.code == 0, scheduled.err
    build(clone, tmp_path / "out")
    after = events_of(tmp_path / "out" / name)
    assert after.keys() == before.keys()
    moved = {key: day for key, day in after.items() if before[key] != day}
    assert list(moved.values()) == [date(2027, 12, 1)]
    assert set(events_of(site / "sv/organisations/jokilaaksot/reviews.ics")) == set(before)


def test_the_data_names_its_commit_and_says_what_the_commands_say(repo: Repo, site: Path) -> None:
    found = {name: json.loads((site / f"v1/{name}.json").read_text())
             for name in ("index", "status", "outputs", "queue", "stats")}  # fmt: skip
    head = repo.git("rev-parse", "HEAD")
    assert found["status"]["commit"] == head
    assert found["status"]["committed"] == "2027-05-02T09:00:00Z"
    for each in found.values():
        assert (each["format"], each["today"]) == (1, DAY)
    queue = tp3("-C", repo.path, "--today", DAY, "queue", "--format", "json").data
    assert found["queue"]["items"] == queue["items"]
    told = {each["id"]: each for each in found["outputs"]["outputs"]}
    assert len(told) == found["status"]["outputs"] == 69
    assert told[REVIEWED]["derived"]["in_date_until"] == "2028-03-01"
    assert told[OLD]["derived"]["related_from"] == [{"type": "replaces", "output": NEW}]
    for name in found["index"]["data"].values():
        assert (site / name).is_file()
    for place in found["index"]["pages"].values():
        for language in LANGUAGES:
            path = place.format(language=language, id="{id}", version="1.0")
            assert list(site.glob(path.replace("{id}", "*"))), path


def test_nobody_is_named_by_account_but_where_the_account_itself_changed(site: Path) -> None:
    named = {name for name, content in contents(site).items() if ACCOUNT.encode() in content}
    assert named
    assert all("changelog/" in name or name.endswith("feed.atom") for name in named), named


def test_the_sitemap_has_every_page_with_its_whole_address(
    site: Path, pages: dict[str, Page]
) -> None:
    found = [each.text for each in ET.parse(site / "sitemap.xml").getroot().iter() if each.text]
    listed = {each for each in found if each.strip()}
    assert listed == {f"https://example.invalid/digi/{name}" for name in pages}


def test_an_output_page_with_all_it_loads_is_small(site: Path) -> None:
    assets = sum((site / name).stat().st_size for name in ("site.css", "site.js", "icon.svg"))
    largest = max(path.stat().st_size for path in site.glob("*/outputs/*/index.html"))
    assert assets + largest <= 60 * 1024


def test_the_same_commit_and_day_give_the_same_bytes_in_any_language_and_place(
    repo: Repo, site: Path, tmp_path: Path
) -> None:
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "clone.git"))
    build(Repo(tmp_path / "clone.git"), tmp_path / "deep/er", "--lang", "sv")
    build(repo, tmp_path / "again", "--rev", "HEAD")
    assert contents(tmp_path / "deep/er") == contents(tmp_path / "again")
    assert contents(site).keys() == contents(tmp_path / "again").keys()


EVIL = "</title><script src=//e.invalid></script><img src=x onerror=alert(1)>\"'&{{7*7}}"
LONG = "x" * 900
RIGHT = "שלום עולם (1)"
ALTERED = (
    OUTPUT.format(NEW),
    OUTPUT.format(REVIEWED),
    "registry/organisations/jokilaaksot.yaml",
    "registry/themes/kokonaisarkkitehtuuri.yaml",
    "registry/projects/karkki.yaml",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Pages of a registry whose every free text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    repo = Repo.init(copy_few(folder / "repo"))
    repo.commit()
    said = f"{EVIL} {RIGHT} {LONG}"
    for path in ALTERED:
        record = yaml.safe_load((repo.path / path).read_text("utf-8"))
        for field, value in record.items():
            if field in ("title", "names", "summary", "short_name", "notes", "owner_basis"):
                record[field] = {"fi": said} if isinstance(value, dict) else said
        if "reviews" not in record and "scope" in record:
            lived = LIVED.replace("luettu läpi", "EVIL").replace("Kuvat puuttuvat", "EVIL")
            record |= yaml.safe_load(lived.replace("Uusi luku tekoälystä", "EVIL"))
            record["review"]["schedule"][0]["reason"] = said
        text = yaml.safe_dump(record, allow_unicode=True, width=10_000)
        repo.write(path, re.sub(r"\bEVIL\b", lambda _: json.dumps(said, ensure_ascii=False), text))
    repo.git("add", "--all")
    repo.git("-c", f"user.name={EVIL[:40]}", "commit", "--quiet", "--message", EVIL)
    build(repo, folder / "out")
    return read_site(folder / "out")


def test_hostile_text_is_only_text_on_every_page(hostile: dict[str, Page]) -> None:
    shown = 0
    for name, page in hostile.items():
        scripts = page.all("script")
        assert [each.get("src").rpartition("/")[2] for each in scripts] == (
            ["site.js"] if name != "index.html" else []
        ), name
        assert {each.get("src") for each in page.all("img")} <= {"reviews.svg", "trend.svg"}
        assert not any(key.startswith("on") for each in page.elements for key in each.attributes)
        shown += EVIL in page.text
    assert shown > 30


def test_text_that_runs_from_the_right_is_kept_apart(hostile: dict[str, Page]) -> None:
    page = hostile[f"fi/outputs/{REVIEWED}/index.html"]
    assert any(RIGHT in each.text for each in page.all("bdi"))


def test_feeds_and_calendars_of_hostile_text_are_whole(
    hostile: dict[str, Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / "hostile0/out"
    feed = ET.parse(root / "fi/organisations/jokilaaksot/feed.atom").getroot()
    assert EVIL in "".join(feed.itertext())
    calendar = Calendar.from_ical((root / "sv/organisations/jokilaaksot/reviews.ics").read_bytes())
    assert any(EVIL in str(each["SUMMARY"]) for each in calendar.walk("VEVENT"))


def test_a_registry_without_outputs_has_pages_that_say_so(tmp_path: Path) -> None:
    repo = Repo.init(copy_few(tmp_path / "repo"))
    shutil.rmtree(repo.path / "registry/outputs")
    shutil.rmtree(repo.path / "registry/platforms")
    repo.commit()
    build(repo, tmp_path / "out")
    made = read_site(tmp_path / "out")
    assert "The registry has no outputs yet." in made["en/index.html"].text
    assert "Rekisterissä ei ole vielä tuotoksia." in made["fi/outputs/index.html"].text
    must_lead_somewhere(made, files_of(tmp_path / "out"))


def test_a_registry_in_one_language_stands_in_all_three(tmp_path: Path) -> None:
    repo = Repo.init(copy_few(tmp_path / "repo"))
    for path in (repo.path / "registry").rglob("*.yaml"):
        text = re.sub(r"^( +)(sv|en): .*\n(\1 +.*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("languages: [fi, sv, en]", "languages: [fi]"), "utf-8")
    repo.commit()
    build(repo, tmp_path / "out")
    page = read_page(tmp_path / "out", "en/index.html")
    assert page.one("h1").text == "Digihankkeiden tuotosten rekisteri"
    assert next(each for each in page.all("bdi") if each.text == page.one("h1").text).language == "fi"


def test_pages_of_an_earlier_site_do_not_stay_and_other_files_do(
    repo: Repo, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "fi/outputs/gone").mkdir(parents=True)
    for name in ("fi/outputs/gone/index.html", "CNAME", "fi/mine.txt"):
        (out / name).write_text("x")
    build(repo, out)
    assert (out / "fi/outputs/gone/index.html").exists()  # not ours: there was no site yet
    build(repo, out)
    assert not (out / "fi/outputs/gone/index.html").exists()
    assert (out / "CNAME").exists()
    assert (out / "fi/mine.txt").exists()


def test_without_git_there_is_no_history_and_it_is_said_why(tmp_path: Path) -> None:
    root = copy_few(tmp_path / "files")
    answer = tp3("-C", root, "--today", DAY, "site", "build", "--out", tmp_path / "out", "--lang", "en")
    assert answer.code == 0
    assert answer.err.startswith("No change log: ")
    assert not (tmp_path / "out/en/changelog").exists()
    must_lead_somewhere(read_site(tmp_path / "out"), files_of(tmp_path / "out"))


def test_before_the_first_commit_there_is_no_trend(tmp_path: Path) -> None:
    repo = Repo.init(copy_few(tmp_path / "repo"))
    repo.commit("records", "2027-06-20T12:00:00+03:00")
    build(repo, tmp_path / "out")
    assert not (tmp_path / "out/fi/indicators/trend.svg").exists()
    assert not (tmp_path / "out/v1/trend.csv").exists()
