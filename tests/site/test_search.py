"""The index of search: what it is made of, and that the site does without."""

import gzip
import json
import os
import sys
from base64 import b64encode
from pathlib import Path
from time import monotonic

import pytest

from governance.model.problem import Outside
from governance.publish.site.compounds import Compounds
from governance.store.pagefind import Entry, search_index
from tests.helpers.command import tp3
from tests.helpers.pages import Page, files_of
from tests.site.ground import DAY, LANGUAGES, build, empty, rewrite

ENTRIES = [
    Entry(f"{language}/{name}.html", language, name, f"{name} på <b>svenska</b>", kind, foreign)
    for language in LANGUAGES
    for name, kind, foreign in (
        ("ett", "a", {"title": "sv", "text": "sv"}),
        ("två", "b", {"title": "en"}),
        ("tre", "b", {"text": "fi"}),
    )
]


def test_the_index_is_the_same_in_any_order_and_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    first = search_index(ENTRIES)
    assert len([path for path in first if path.endswith(".pf_fragment")]) == len(ENTRIES)
    for locale in ("C", "sv_FI.UTF-8", "tr_TR.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        assert search_index(reversed(ENTRIES)) == first


@pytest.mark.parametrize("folder", [b"odd\xff", b"settings"])
def test_the_folder_in_which_one_works_does_not_matter(
    folder: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its name, nor settings of pagefind that somebody has put there."""
    place = tmp_path / os.fsdecode(folder)
    place.mkdir()
    (place / "pagefind.yml").write_text("[")
    monkeypatch.chdir(place)
    monkeypatch.setenv("PWD", str(place))  # as a shell does
    assert search_index(ENTRIES)


def test_no_text_is_an_order_to_pagefind_or_stops_it() -> None:
    text = "___PAGEFIND_WEIGHT___10 x ___END_PAGEFIND_WEIGHT___ \ud800 ___PAGEFIND_ANCHOR___h2:0:y"
    files = search_index([Entry("fi/a.html", "fi", "\ud800", text, "k")])
    (found,) = (content for path, content in files.items() if path.startswith("fragment/"))
    fragment = json.loads(gzip.decompress(found).removeprefix(b"pagefind_dcd"))
    assert fragment["content"].split() == [
        "__PAGEFIND_WEIGHT___10", "x", "__END_PAGEFIND_WEIGHT___", "?",
        "__PAGEFIND_ANCHOR___h2:0:y",
    ]  # fmt: skip
    assert fragment["anchors"] == []


def test_only_what_a_page_of_ours_loads_is_in_it() -> None:
    names = {path for path in search_index(ENTRIES) if "/" not in path and "pf_meta" not in path}
    wasm = {f"wasm.{language}.pagefind" for language in LANGUAGES}
    assert names == wasm | {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"}


@pytest.mark.parametrize("program", ["/nowhere", "/bin/cat"])
def test_without_a_program_that_runs_the_site_stands_and_says_so(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", program)
    repo, out = empty(tmp_path / "repo"), tmp_path / "out"
    answer = tp3("-C", repo.path, "--today", DAY, "--lang", "en", "site", "build", "--out", out)
    assert answer.code == 0
    assert "The site has no search: The program pagefind" in answer.err
    assert (out / "fi/search/index.html").is_file()
    assert not (out / "pagefind").exists()


def test_a_program_that_complains_and_reads_no_further_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "complains"
    answer = b64encode(b'{"payload": {"type": "Error", "message": "no"}}').decode()
    program.write_text(f"#!/bin/sh\nprintf '{answer},'\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    entries = [Entry(f"fi/{n}", "fi", "t", "word " * 100, "k") for n in range(1000)]
    began = monotonic()
    with pytest.raises(Outside, match="search-failed"):
        search_index(entries)
    assert monotonic() - began < 30


def test_it_is_said_where_pagefind_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    with pytest.raises(Outside) as stop:
        search_index(ENTRIES)
    assert stop.value.code == "search-none"


def test_an_index_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    repo, out = empty(tmp_path / "repo"), tmp_path / "out"
    repo.commit("first", "2027-05-02T12:00:00+03:00")
    build(repo, out)
    before = files_of(out / "pagefind")
    rewrite(repo, "registry/projects/karkki.yaml", "short_name: KARKKI", "short_name: KARKKIII")
    build(repo, out)
    after = files_of(out / "pagefind")
    build(repo, tmp_path / "new")
    assert before != after == files_of(tmp_path / "new/pagefind")


def test_a_word_of_any_length_costs_no_more_than_it_is_long() -> None:
    text = "y" * 10_000
    assert Compounds([text, "yyyyy", "toimintamalli mallipohja"]).parts(text) == []
    assert Compounds(["toimintamalli mallipohja"]).parts("Toimintamallin") == ["mallin"]


def test_search_is_offered_on_every_page_in_its_language(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if name[:3] in {f"{language}/" for language in LANGUAGES}:
            (form,) = page.all("form", role="search")
            assert page.all("input", id="find", name="q"), name
            assert form.get("action").endswith(
                "index.html" if name.endswith("search/index.html") else "search/index.html"
            )
