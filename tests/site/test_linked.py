"""Linked data: the catalogue against the shapes of DCAT-AP 3, and what pages say of themselves."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from governance.publish.site import Kept, Source
from governance.publish.site.linked.catalog import catalogue_files
from tests.helpers.load import loaded
from tests.helpers.pages import Page
from tests.helpers.repo import ROOT
from tests.site.ground import LANGUAGES, NEW, OLD, REVIEWED

# rdflib's own reader of JSON-LD still uses what rdflib no longer wants.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SHAPES = Path(__file__).parent / "dcat-ap"
SITE = "https://example.invalid/digi/"
HERE = f"{SITE}v1/catalog.jsonld"
SCHEMA = Namespace("https://schema.org/")
RESOURCE = URIRef(f"{DCAT}resource")  # of DCAT 3; the library knows DCAT 2
EU = "http://publications.europa.eu/resource/authority/"


@cache
def shapes() -> Graph:
    found = Graph()
    for path in SHAPES.glob("*.ttl"):
        found.parse(path)
    return found


def must_conform(graph: Graph) -> None:
    conforms, _, said = validate(graph, shacl_graph=shapes())
    assert conforms, said


def read(text: str, base: str) -> Graph:
    return Graph().parse(data=text, format="json-ld", publicID=base)


@pytest.fixture(scope="module")
def catalogue(site: Path) -> Graph:
    """Read as if it had been fetched from elsewhere: the addresses in it are whole."""
    return read((site / "v1/catalog.jsonld").read_text("utf-8"), "https://elsewhere.invalid/x")


def output(id: str) -> URIRef:
    return URIRef(f"{HERE}#output/{id}")


def test_the_catalogue_conforms_to_dcat_ap(catalogue: Graph) -> None:
    must_conform(catalogue)


def test_a_catalogue_without_what_is_demanded_does_not(catalogue: Graph) -> None:
    broken = Graph() + catalogue
    broken.remove((output(REVIEWED), DCTERMS.title, None))
    with pytest.raises(AssertionError, match="title"):
        must_conform(broken)
    broken = Graph() + catalogue
    broken.remove((None, RDF.type, DCTERMS.LinguisticSystem))
    with pytest.raises(AssertionError, match="language"):
        must_conform(broken)


def test_the_catalogue_of_the_live_registry_conforms_without_an_address() -> None:
    files = catalogue_files(Source(loaded(ROOT).registry, date(2027, 3, 1)), Kept())
    text = str(files["v1/catalog.jsonld"])
    assert "@base" not in json.loads(text)["@context"]
    must_conform(read(text, HERE))


def test_what_can_be_had_is_a_dataset_and_the_rest_are_resources(catalogue: Graph) -> None:
    catalog = URIRef(f"{HERE}#catalog")
    had, rest = (set(catalogue.objects(catalog, name)) for name in (DCAT.dataset, RESOURCE))
    assert len(had | rest) == 69 + 1  # and the data themselves
    assert not had & rest
    assert {output(REVIEWED), URIRef(f"{HERE}#data")} <= had
    assert output(OLD) in rest
    assert (output(NEW), DCTERMS.replaces, output(OLD)) in catalogue
    places = set(catalogue.objects(output(REVIEWED), DCAT.distribution))
    assert {str(url) for each in places for url in catalogue.objects(each, DCAT.accessURL)} == {
        "https://example.invalid/fi",
        "https://example.invalid/sv",
    }
    languages = {f"{EU}language/{each}" for each in ("FIN", "SWE")}
    assert {
        str(each) for each in catalogue.objects(output(REVIEWED), DCTERMS.language)
    } == languages


def test_the_catalogue_says_what_is_known_and_nothing_else(catalogue: Graph) -> None:
    assert set(catalogue.objects(output(REVIEWED), DCTERMS.publisher)) == {
        URIRef(f"{HERE}#organisation/jokilaaksot")
    }
    assert not set(catalogue.objects(output(NEW), DCTERMS.publisher))  # only proposed
    often = set(catalogue.objects(output(REVIEWED), DCTERMS.accrualPeriodicity))
    assert often == {URIRef(f"{EU}frequency/ANNUAL")}
    assert str(catalogue.value(output(REVIEWED), DCTERMS.modified)) == "2027-02-01"
    assert not set(catalogue.objects(output(OLD), DCTERMS.accrualPeriodicity))  # not reviewed


def test_every_address_of_ours_in_the_catalogue_leads_somewhere(
    catalogue: Graph, site: Path
) -> None:
    inside = {str(each) for each in catalogue.all_nodes() if str(each).startswith(SITE)}
    files = {each.partition("#")[0].removeprefix(SITE) for each in inside}
    assert files > {"v1/outputs.csv", f"sv/outputs/{OLD}/index.html", "fi/about/index.html"}
    assert [each for each in files if not (site / each).is_file()] == []
    things = {each for each in inside if "#" in each}
    assert {each for each in things if (URIRef(each), None, None) not in catalogue} == set()


def said_by(pages: dict[str, Page], path: str) -> Graph:
    block = pages[path].one("script", type="application/ld+json")
    return read(block.text, f"https://elsewhere.invalid/{path}")


def test_pages_say_what_they_tell_of(pages: dict[str, Page]) -> None:
    for language in LANGUAGES:
        found = said_by(pages, f"{language}/outputs/{REVIEWED}/index.html")
        assert (output(REVIEWED), RDF.type, SCHEMA.CreativeWork) in found
        address = f"{SITE}{language}/outputs/{REVIEWED}/index.html"
        assert (output(REVIEWED), SCHEMA.url, Literal(address)) in found
        assert (output(REVIEWED), SCHEMA.version, Literal("1.1")) in found
        name = found.value(output(REVIEWED), SCHEMA.name)
        assert str(name) == "Ammatillisen koulutuksen viitearkkitehtuuri" or language != "fi"
        owner = found.value(output(REVIEWED), SCHEMA.maintainer)
        assert owner == URIRef(f"{HERE}#organisation/jokilaaksot")
        theirs = said_by(pages, f"{language}/organisations/jokilaaksot/index.html")
        assert (owner, RDF.type, SCHEMA.Organization) in theirs
        front = said_by(pages, f"{language}/index.html")
        types = {each.removeprefix(SCHEMA) for each in front.objects(None, RDF.type)}
        assert types >= {"WebSite", "DataCatalog", "Dataset", "DataDownload"}


def test_pages_say_where_they_stand(pages: dict[str, Page]) -> None:
    found = said_by(pages, f"en/outputs/{REVIEWED}/1.0.html")
    items = {
        int(found.value(each, SCHEMA.position)): found.value(each, SCHEMA.item)
        for each in found.subjects(RDF.type, SCHEMA.ListItem)
    }
    assert items == {
        1: Literal(f"{SITE}en/index.html"),
        2: Literal(f"{SITE}en/outputs/index.html"),
        3: Literal(f"{SITE}en/outputs/{REVIEWED}/index.html"),
        4: None,
    }


def test_what_pages_name_as_things_the_catalogue_tells_of(
    pages: dict[str, Page], catalogue: Graph
) -> None:
    paths = [path for path in pages if re.fullmatch(r"sv/o[a-z]+/[^/]+/index\.html", path)]
    for path in sorted(paths)[::9]:
        things = {each for each in said_by(pages, path).all_nodes() if str(each).startswith(HERE)}
        assert things, path
        assert {each for each in things if (each, None, None) not in catalogue} == set(), path
