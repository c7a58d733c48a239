"""What holds for every page: links, languages, landmarks, and that nothing comes from outside."""

import posixpath
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

from governance.store.write import LIST
from tests.helpers.pages import MISSING, Page, files_of, is_outside
from tests.helpers.repo import Repo
from tests.site.ground import ACCOUNT, LANGUAGES, REVIEWED, build, must_lead_somewhere


def test_every_inside_link_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    must_lead_somewhere(pages, files_of(site))


def test_every_file_can_be_reached_from_the_first_page(site: Path, pages: dict[str, Page]) -> None:
    reached: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            if name in pages:
                waiting += [place for place, _ in pages[name].inside]
    others = {each for each in files_of(site) - reached if not each.startswith("pagefind/")}
    assert others == {"sitemap.xml", "card.png", MISSING, LIST}  # by whole addresses; of no page


def test_each_page_stands_at_the_same_address_in_each_language(pages: dict[str, Page]) -> None:
    found = {
        language: {name[3:] for name in pages if name.startswith(f"{language}/")}
        for language in LANGUAGES
    }
    assert found["fi"] == found["sv"] == found["en"]
    assert {f"outputs/{REVIEWED}/1.0.html", "queue/index.html"} < found["fi"]


def test_each_page_leads_to_itself_in_the_other_languages(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if name != "index.html":
            shown = {each.get("hreflang"): each for each in page.all("a") if each.get("hreflang")}
            folder = posixpath.dirname(name)
            for language in LANGUAGES:
                place = posixpath.normpath(f"{folder}/{shown[language].get('href')}")
                assert place == f"{language}{name[2:]}"
                assert shown[language].language == language


def test_nothing_is_inline_and_nothing_comes_from_outside(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).get("content")
        assert policy.startswith("default-src 'none'; style-src 'self';"), name
        assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
        assert ("wasm" in policy) == name.endswith("/search/index.html"), name
        assert page.all("style") == []
        run = [each for each in page.all("script") if each.get("type") != "application/ld+json"]
        assert all(each.text.strip() == "" for each in run), name
        for each in page.elements:
            assert not {key for key in each.attributes if key.startswith("on") or key == "style"}
            if each.name in ("script", "img", "source", "iframe"):
                assert not is_outside(each.get("src")), name
            is_loaded = each.get("rel") != "canonical" and not each.get("hreflang")
            if each.name == "link" and is_loaded:
                assert not is_outside(each.get("href")), name


def test_every_page_has_a_language_a_title_one_heading_and_its_landmarks(
    pages: dict[str, Page],
) -> None:
    for name, page in pages.items():
        assert page.all("title")[0].text.strip(), name  # charts inside have theirs
        assert len(page.all("h1")) == 1, name
        assert page.one("main").get("id") == "content"
        assert len(page.ids) == len(set(page.ids)), name
        if name != "index.html":
            assert page.one("html").get("lang") == name[:2]
            assert page.all("a")[0].get("href") == "#content"
            headings = [
                int(each.name[1]) for each in page.elements if re.fullmatch("h[1-6]", each.name)
            ]
            for before, after in pairwise(headings):
                assert after <= before + 1, (name, headings)


def test_the_sitemap_has_every_page_with_its_whole_address(
    site: Path, pages: dict[str, Page]
) -> None:
    found = [each.text for each in ET.parse(site / "sitemap.xml").getroot().iter() if each.text]
    listed = {each for each in found if each.strip()}
    assert listed == {f"https://example.invalid/digi/{name}" for name in pages}


def test_nobody_is_named_by_account_anywhere(site: Path) -> None:
    named = {name for name, content in contents(site).items() if ACCOUNT.encode() in content}
    assert not named


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def test_the_same_commit_and_day_give_the_same_bytes_in_any_language_and_place(
    repo: Repo, site: Path, tmp_path: Path
) -> None:
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "clone.git"))
    build(Repo(tmp_path / "clone.git"), tmp_path / "deep/er", "--lang", "sv")
    build(repo, tmp_path / "again", "--rev", "HEAD")
    assert contents(tmp_path / "deep/er") == contents(tmp_path / "again")
    # Files of the index of search are called by what is in them, and a page names its revision.
    named = [
        {name for name in files_of(folder) if not name.startswith("pagefind/")}
        for folder in (site, tmp_path / "again")
    ]
    assert named[0] == named[1]
