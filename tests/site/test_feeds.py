"""Feeds: Atom and JSON Feed of the whole, of each organisation and of each output."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.helpers.command import tp3
from tests.helpers.pages import Page
from tests.helpers.repo import Repo
from tests.site.ground import DAY, LANGUAGES, NEW, OLD, REVIEWED, build

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.invalid/digi"


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def entries_of(feed: ET.Element) -> list[tuple[Any, ...]]:
    names = ("id", "title", "updated")
    return [
        (*(each.findtext(f"{ATOM}{name}") for name in names), words(each))
        for each in feed.findall(f"{ATOM}entry")
    ]


def feeds(site: Path) -> Iterator[tuple[str, ET.Element, dict[str, Any]]]:
    for path in sorted(site.rglob("feed.atom")):
        name = path.parent.relative_to(site).as_posix()
        yield name, ET.parse(path).getroot(), json.loads(path.with_suffix(".json").read_text())


def test_the_feed_of_the_site_is_that_of_the_command(repo: Repo, site: Path) -> None:
    for language in LANGUAGES:
        options = ("--lang", language, "--format", "atom")
        told = tp3("-C", repo.path, "--today", DAY, "changelog", *options).out
        found = ET.parse(site / language / "changelog/feed.atom").getroot()
        command = ET.fromstring(told)
        assert entries_of(found) == entries_of(command) != []
        for name in ("id", "title", "updated", "subtitle"):
            assert found.findtext(f"{ATOM}{name}") == command.findtext(f"{ATOM}{name}")


def test_every_output_and_organisation_has_both_forms_and_they_say_the_same(site: Path) -> None:
    places = set()
    ids: list[str] = []
    for place, atom, feed in feeds(site):
        places.add(place)
        address = f"{SITE}/{place}"
        links = {each.get("rel"): each.get("href") for each in atom.findall(f"{ATOM}link")}
        page = f"{address}/index.html"
        assert links == {"self": f"{address}/feed.atom", "alternate": page}
        assert feed["feed_url"] == f"{address}/feed.json"
        assert feed["home_page_url"] == page
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["language"] == atom.get("{http://www.w3.org/XML/1998/namespace}lang")
        assert feed["title"] == atom.findtext(f"{ATOM}title")
        told = [(each["id"], each["title"], each["date_published"]) for each in feed["items"]]
        assert told == [each[:3] for each in entries_of(atom)]
        assert {each["url"] for each in feed["items"]} == {page}
        assert atom.findtext(f"{ATOM}updated") == max(each[2] for each in told)
        ids += [each[0] for each in told]
        for each, entry in zip(feed["items"], entries_of(atom), strict=True):
            said = words(ET.fromstring(f"<div>{each['content_html']}</div>"))
            assert said
            assert entry[3].endswith(said)
    wanted = {
        f"{path.parent.relative_to(site)}" for language in LANGUAGES for path in
        (*site.glob(f"{language}/outputs/*/index.html"),
         *site.glob(f"{language}/organisations/*/index.html"),
         site / language / "changelog/index.html")
    }  # fmt: skip
    assert places == wanted
    assert len(ids) == len(set(ids))  # whoever reads two feeds sees no entry twice


def test_the_feed_of_an_organisation_has_only_what_concerns_it(site: Path) -> None:
    feed = ET.parse(site / "sv/organisations/omnia/feed.atom").getroot()
    assert feed.findtext(f"{ATOM}title") == "Espoon seudun koulutuskuntayhtymä Omnia: ändringslogg"
    assert len(entries_of(feed)) == 1  # when it was registered
    own = ET.parse(site / "fi/organisations/jokilaaksot/feed.atom").getroot()
    texts = [each[3] for each in entries_of(own)]
    assert len(texts) == 3
    assert REVIEWED in texts[1]
    assert "karkki-sivusto" not in "".join(texts)  # Omnia's


def test_the_feed_of_an_output_has_only_what_concerns_it(site: Path) -> None:
    told = [
        each[3] for each in entries_of(ET.parse(site / f"en/outputs/{OLD}/feed.atom").getroot())
    ]
    assert len(told) == 2
    assert "superseded" in told[0]
    assert not any(NEW in each or REVIEWED in each for each in told)


def test_ids_stay_and_pages_name_their_feeds(
    site: Path, later: Path, pages: dict[str, Page]
) -> None:
    assert [(place, *map(entries_of, [atom])) for place, atom, _ in feeds(site)] == [
        (place, *map(entries_of, [atom])) for place, atom, _ in feeds(later)
    ]
    kinds = {"application/atom+xml": "feed.atom", "application/feed+json": "feed.json"}
    for kind, name in kinds.items():
        for path, others in (
            (f"fi/outputs/{REVIEWED}/index.html", 1),
            ("sv/organisations/omnia/index.html", 1),
            ("en/index.html", 0),
        ):
            links = [each.get("href") for each in pages[path].all("link", type=kind)]
            assert [name] * others == [each for each in links if each == name]
            assert any(each.endswith(f"changelog/{name}") for each in links)


def test_without_an_address_feeds_name_their_pages_from_where_they_stand(
    repo: Repo, tmp_path: Path
) -> None:
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "--quiet", str(repo.path), str(clone.path))
    path = clone.path / "registry/registry.yaml"
    path.write_text(path.read_text().replace(f"site: {SITE}", "site: null"))
    build(clone, tmp_path / "out")
    place = tmp_path / f"out/fi/outputs/{REVIEWED}"
    links = [
        each.get("href") for each in ET.parse(place / "feed.atom").getroot().iter(f"{ATOM}link")
    ]
    assert set(links) == {"feed.atom", "index.html"}
    feed = json.loads((place / "feed.json").read_text())
    assert not {"feed_url", "home_page_url"} & feed.keys()
    assert not any("url" in each for each in feed["items"])
