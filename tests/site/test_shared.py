"""What search engines and those who share a page are told: OpenGraph, languages, sitemaps."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

from governance.publish.site.sitemap import LONGEST, sitemap_files
from tests.helpers.pages import Page
from tests.site.ground import LANGUAGES, REVIEWED

SITE = "https://example.invalid/digi/"


def graph(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in page.all("meta"):
        if each.get("property").startswith("og:"):
            found.setdefault(each.get("property"), []).append(each.get("content"))
    return found


def test_a_page_that_is_shared_says_what_it_is(pages: dict[str, Page], site: Path) -> None:
    for name, page in pages.items():
        if name == "index.html":
            continue
        said = graph(page)
        for key in ("title", "description", "type", "url", "image", "site_name", "locale"):
            assert len(said[f"og:{key}"]) == 1, (name, key)
            assert said[f"og:{key}"][0], (name, key)
        locales = [*said["og:locale"], *said["og:locale:alternate"]]
        assert sorted(locales) == ["en_GB", "fi_FI", "sv_FI"]
        assert said["og:locale"][0][:2] == name[:2]
        assert said["og:url"] == [f"{SITE}{name}"]
        alternates = {
            each.get("hreflang"): each.get("href")
            for each in page.all("link", rel="alternate") if each.get("hreflang")
        }  # fmt: skip
        assert alternates == {each: f"{SITE}{each}{name[2:]}" for each in LANGUAGES}
    said = graph(pages[f"fi/outputs/{REVIEWED}/index.html"])
    assert said["og:title"] == ["Ammatillisen koulutuksen viitearkkitehtuuri"]
    picture = site / said["og:image"][0].removeprefix(SITE)
    size = struct.unpack(">II", picture.read_bytes()[16:24])
    assert [*map(str, size)] == [said["og:image:width"][0], said["og:image:height"][0]]


def addresses(text: object) -> list[str]:
    return [
        each.text.strip() for each in ET.fromstring(str(text)).iter() if (each.text or "").strip()
    ]


def test_more_pages_than_a_sitemap_may_have_are_in_several() -> None:
    pages = [f"fi/{at}.html" for at in range(LONGEST + 1)]
    files = sitemap_files("https://example.invalid/", [*pages, "fi/x.json"])
    names = [f"https://example.invalid/sitemap-{at}.xml" for at in (1, 2)]
    assert addresses(files["sitemap.xml"]) == names
    listed = addresses(files["sitemap-1.xml"]) + addresses(files["sitemap-2.xml"])
    assert len(addresses(files["sitemap-1.xml"])) == LONGEST
    assert set(listed) == {f"https://example.invalid/{page}" for page in pages}


def test_robots_are_told_only_where_they_look() -> None:
    root = sitemap_files("https://example.invalid/", ["fi/index.html"])
    assert "Sitemap: https://example.invalid/sitemap.xml\n" in str(root["robots.txt"])
    assert set(sitemap_files(SITE, ["fi/index.html"])) == {"sitemap.xml"}
    assert sitemap_files(None, ["fi/index.html"]) == {}
