"""Text from records and Git is only text, wherever it is shown."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar

from governance.publish.site.said import sentence
from tests.helpers.pages import read_page, read_site
from tests.helpers.repo import Repo, copy_few
from tests.site.ground import LIVED, NEW, OUTPUT, REVIEWED, build

EVIL = "</title><script src=//e.invalid></script><img src=x onerror=alert(1)>\"'&{{7*7}}"
LONG = "x" * 900
LINKED = "application/ld+json"
OURS = re.compile(r"reviews\.svg|trend\.svg|owner-[a-z]+\.[a-z]{2}\.svg")  # pictures
RIGHT = "שלום עולם (1)"
ALTERED = (
    OUTPUT.format(NEW),
    OUTPUT.format(REVIEWED),
    "registry/organisations/jokilaaksot.yaml",
    "registry/themes/kokonaisarkkitehtuuri.yaml",
    "registry/projects/karkki.yaml",
)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a registry whose every free text is hostile."""
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
    return folder / "out"


def test_hostile_text_is_only_text_on_every_page(hostile: Path) -> None:
    shown = 0
    for name, page in read_site(hostile).items():
        scripts = [each for each in page.all("script") if each.get("type") != LINKED]
        ours = ["search.js"] * name.endswith("search/index.html") + ["site.js"]
        assert [each.get("src").rpartition("/")[2] for each in scripts] == (
            ours if name != "index.html" else []
        ), name
        assert all(OURS.fullmatch(each.get("src")) for each in page.all("img")), name
        assert not any(key.startswith("on") for each in page.elements for key in each.attributes)
        shown += EVIL in page.text
    assert shown > 30


def test_text_that_runs_from_the_right_is_kept_apart(hostile: Path) -> None:
    page = read_page(hostile, f"fi/outputs/{REVIEWED}/index.html")
    assert any(RIGHT in each.text for each in page.all("bdi"))


def test_of_two_words_from_the_right_the_old_one_stands_first() -> None:
    told = sentence("otsikko: الموقع القديم → الموقع, <b>")
    assert told == "otsikko: <bdi>الموقع القديم</bdi> → <bdi>الموقع</bdi>, &lt;b&gt;"


def test_feeds_and_calendars_of_hostile_text_are_whole(hostile: Path) -> None:
    feed = ET.parse(hostile / "fi/organisations/jokilaaksot/feed.atom").getroot()
    assert EVIL in "".join(feed.itertext())
    calendar = Calendar.from_ical(
        (hostile / "sv/organisations/jokilaaksot/reviews.ics").read_bytes()
    )
    assert any(EVIL in str(each["SUMMARY"]) for each in calendar.walk("VEVENT"))


def test_hostile_text_stays_inside_linked_data(hostile: Path) -> None:
    """No text ends the block of data; each says what the page says."""
    for name in (f"fi/outputs/{REVIEWED}/index", "sv/organisations/jokilaaksot/index", "en/index"):
        source = (hostile / f"{name}.html").read_text("utf-8")
        block = source.partition(f'<script type="{LINKED}">')[2].partition("</script>")[0]
        assert block
        assert not set(block) & set("<>&\u2028")
        said = json.dumps(json.loads(block), ensure_ascii=False)
        assert (json.dumps(EVIL)[1:-1] in said) == (name != "en/index")
    catalogue = json.loads((hostile / "v1/catalog.jsonld").read_text("utf-8"))
    assert json.dumps(EVIL)[1:-1] in json.dumps(catalogue)
