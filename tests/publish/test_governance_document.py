"""The governance document: its parts, its picture, and that no text does more than be read."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.publish.document.blocks import Document
from governance.publish.document.html import body, page
from governance.publish.document.markdown import as_markdown
from governance.publish.governance.document import governance_document
from governance.rules.told import text_path
from governance.text.catalogue import catalogue
from tests.helpers.registries import output, registry

TAGS = {
    "a", "bdi", "code", "figure", "h1", "h2", "h3", "li", "nav", "ol", "p", "strong", "ul", "div",
    "table", "thead", "tbody", "tr", "th", "td", "svg", "title", "desc", "text", "path", "circle",
}  # fmt: skip
LADDER = [{"after": 10, "to": "contact"}, {"after": 40, "to": "steering-group"}]
LETTERS = "ab1 \n@#*_`<>[]()!|&;:/\\~{}-+.=wh\"'"
HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror="x"> [a](javascript:x) ![b](https://a.invalid/) '
    "@omnia #12 https://a.invalid &lt;b&gt; **<b>** `<i>` {<u>} registry:<a>"
)


def made(text: str, language: str = "fi", **policy: object) -> Document:
    texts = {text_path("fi"): text}
    return governance_document(
        catalogue(language), registry([output()], texts=texts, policy=policy)
    )


class Seen(HTMLParser):
    """Tags and attributes of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data


def kinds(markdown: str) -> set[str]:
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(markdown)
    return {each.type for token in tokens for each in (token, *(token.children or ()))}


def test_the_forms_of_the_prose_in_both_media() -> None:
    told = made(
        "# Malli {registry.title}\n\nEka\nrivi.\n\n## Osa\n"
        "- a **b {review.proposed_days}**\n  jatkuu\n- c\n\n"
        "| x | y |\n|---|---|\n| `k` | registry:a |\n\n### Pieni\nLoppu."
    )
    assert told.title == "Malli r"
    markdown = as_markdown(told)
    assert markdown.startswith(
        "# Malli r\n\nEka rivi.\n\n## Osa\n\n- a **b 20 työpäivää** jatkuu\n- c\n\n"
        "| x | y |\n| --- | --- |\n| `k` | a `registry:a` |\n\n### Pieni\n\nLoppu."
    )
    html = str(body(told, lambda cited: f"../outputs/{cited}/index.html"))
    assert '<h2 id="s1">Osa</h2>' in html
    assert '<li><a href="#s1">Osa</a></li>' in html
    assert "<li>a <strong>b 20 työpäivää</strong> jatkuu</li>" in html
    assert '<th role="rowheader" scope="row"><code>k</code></th>' in html
    assert '<a href="../outputs/a/index.html">a</a> <code>registry:a</code>' in html
    assert "<h1" not in html


def test_the_ladder_is_a_picture_with_its_words() -> None:
    html = str(body(made("# M\n\n{review.ladder}", ladder=LADDER)))
    assert 'role="img" aria-labelledby="ladder-title ladder-text"' in html
    (words,) = re.findall(r"<desc[^>]*>(.*?)</desc>", html)
    assert words.endswith("10 työpäivää: yhteyshenkilö; 40 työpäivää: ohjausryhmä.")
    ends = [float(each) for each in re.findall(r'<circle cx="([0-9.]+)"', html)]
    assert ends == [103.0, 394.0]
    assert "<div>ohjausryhmä</div>" in html.partition(">40 työpäivää</th>")[2]


def test_tables_without_rows_say_so() -> None:
    told = made("# M\n\n{review.ladder}\n\n{review.quiet_periods}")
    assert as_markdown(told).count("Näitä ei ole.") == 2
    assert "<svg" not in body(told)


def test_a_number_of_one_is_said_as_one() -> None:
    text = "# M\n\n{review.open_per_owner}, {review.proposed_days}"
    assert "1 tarkistus, 1 työpäivä\n" in as_markdown(made(text, open_per_owner=1, proposed_days=1))


def test_a_language_without_its_prose_gets_the_original_and_is_told() -> None:
    told = made("# Malli\n\nTeksti.", "sv")
    note = "Det här dokumentet finns inte ännu på svenska."
    assert note in as_markdown(told)
    html = str(body(told))
    assert f'<p class="notice" lang="sv">{note}' in html
    assert html.index(note) < html.index('<div lang="fi">') < html.index("Teksti.")
    assert page(told).startswith('<!doctype html>\n<html lang="fi">')


def test_without_any_prose_it_is_refused() -> None:
    with pytest.raises(Refused) as stop:
        governance_document(catalogue("fi"), registry())
    assert stop.value.code == "governance-text-missing"


def test_hostile_prose_is_only_text() -> None:
    told = made(f"# {HOSTILE}\n\n## {HOSTILE}\n\n- {HOSTILE}\n\n| {HOSTILE} |\n\n{HOSTILE}")
    seen = Seen(str(body(told)))
    assert set(seen.tags) <= TAGS
    assert "alert(1)" in seen.text
    assert not seen.attributes & {"onerror", "style", "src"}
    found = kinds(as_markdown(told))
    assert not found & {"html_block", "html_inline", "link_open", "image"}
    assert "@omnia" not in as_markdown(told)


def test_hostile_names_are_only_text() -> None:
    title = {"fi": f"|x| {HOSTILE}"}
    periods = [{"from": "07-01", "to": "07-31", "title": title}]
    told = made("# M\n\n{review.quiet_periods}", quiet_periods=periods)
    assert set(Seen(str(body(told))).tags) <= TAGS
    found = kinds(as_markdown(told))
    assert not found & {"html_block", "html_inline", "link_open", "image"}
    rows = [line for line in as_markdown(told).split("\n") if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


@given(st.text(alphabet=LETTERS, max_size=80))
def test_no_prose_becomes_more_than_its_forms(text: str) -> None:
    told = made(f"# M\n\n{text}\n\n{{review.ladder}}", ladder=LADDER)
    seen = Seen(str(body(told)))
    assert set(seen.tags) <= TAGS
    assert len(set(seen.ids)) == len(seen.ids)
    found = kinds(as_markdown(told))
    assert not found & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}


def test_the_page_is_whole_and_allows_only_its_own_style() -> None:
    html = page(made("# M\n\nTeksti."))
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in html
    assert "@media print" in style
    assert "<script" not in html
    assert "http" not in re.sub(r'xmlns="[^"]*"|http-equiv', "", html)


def test_the_revision_of_the_rules_is_told() -> None:
    texts = {text_path("fi"): "# M"}
    found: Registry = registry(texts=texts)
    object.__setattr__(found, "revision", "0123456789abcdef")
    assert "versiosta `0123456789`." in as_markdown(governance_document(catalogue("fi"), found))
