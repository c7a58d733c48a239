"""Blocks of documents as HTML and as Markdown: the same is read, and no text does more."""

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markupsafe import Markup

from governance.publish.document.blocks import (
    Block,
    Cited,
    Code,
    Contents,
    Document,
    Foreign,
    Heading,
    Items,
    Link,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    plain,
)
from governance.publish.document.html import body, page
from governance.publish.document.markdown import as_markdown

HOSTILE = "</p><script>x</script> \"'> | [a](javascript:x) ![b](//c) *d* `e` @omnia <img src=x>"
CITED = Cited("registry:a@1.0", "a", Foreign("Otsikko", "fi"))


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def document(*blocks: Block, notice: Foreign | None = None) -> Document:
    return Document("en", "Title", blocks, notice)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_a_cited_output_is_called_by_its_title_and_leads_where_it_has_a_page() -> None:
    made = document(Paragraph(["See ", CITED, "."]))
    linked = body(made, lambda cited: f"../outputs/{cited}/")
    title = '<bdi lang="fi">Otsikko</bdi> (in Finnish)'
    assert f'See <a href="../outputs/a/">{title}</a> <code>registry:a@1.0</code>.' in linked
    assert f"See {title} <code>registry:a@1.0</code>." in body(made)
    assert "See Otsikko (in Finnish) `registry:a@1.0`." in as_markdown(made)
    unknown = document(Paragraph([Cited("registry:b", "b", None)]))
    assert "<p><code>registry:b</code></p>" in body(unknown, lambda cited: f"../{cited}/")


def test_a_link_is_read_by_its_words_where_it_has_some() -> None:
    made = document(Paragraph([Link("https://a.invalid/x", "the law"), Link("https://b.invalid")]))
    html = body(made)
    assert '<a href="https://a.invalid/x" rel="noopener">the law</a>' in html
    assert '<a href="https://b.invalid" rel="noopener">https://b.invalid</a>' in html
    assert "the law: <https://a.invalid/x><https://b.invalid>" in as_markdown(made)


def test_tables_are_named_and_their_cells_may_be_lists() -> None:
    rows: list[list[Text | Items]] = [["x", Items(["one", [Strong("two")]])]]
    made = document(
        Heading(2, "Part", "part"), Table("", ["a", "b"], rows), Table("Named", ["a", "b"], rows)
    )
    html = body(made)
    assert '<table role="table" aria-labelledby="part">' in html
    assert "<caption>Named</caption>" in html
    assert "<li>one</li><li><strong>two</strong></li>" in html
    assert "| x | one; **two** |" in as_markdown(made)


def test_contents_lead_to_the_sections_and_stand_nowhere_without_any() -> None:
    sections = (Heading(2, "One", "one"), Heading(3, "Part", "part"), Heading(2, "Two", "two"))
    html = body(document(Contents(), *sections))
    assert html.count("<li>") == 2
    assert '<a href="#two">Two</a>' in html
    assert "<nav" not in body(document(Contents(), Paragraph("a")))


def test_a_notice_comes_first_in_the_language_of_its_reader() -> None:
    made = document(Paragraph("Text."), notice=Foreign("Tätä ei ole suomeksi.", "fi"))
    html = body(made)
    assert html.index('lang="fi">Tätä') < html.index('<div lang="en">') < html.index("Text.")
    assert as_markdown(made).startswith("# Title\n\n*Tätä ei ole suomeksi.*\n\nText.")


def test_tones_of_paragraphs() -> None:
    made = document(Paragraph("Say.", "loud"), Paragraph("Aside.", "low"))
    assert '<p class="notice"><strong>Say.</strong></p>' in body(made)
    assert '<p class="made">Aside.</p>' in body(made)
    assert as_markdown(made) == "# Title\n\n**Say.**\n\n*Aside.*\n"


def test_a_picture_is_shown_where_there_is_a_folder_for_it() -> None:
    made = document(Picture("bars", Markup("<svg></svg>"), "Bars"))
    assert 'aria-labelledby="bars-title"><svg></svg></figure>' in body(made)
    assert "![Bars](pictures/bars.en.svg)" in as_markdown(made, "pictures")
    assert "Bars" not in as_markdown(made)


def test_hostile_text_stays_text_in_every_block() -> None:
    inline: Text = [HOSTILE, Code(HOSTILE), Strong(HOSTILE), Foreign(HOSTILE, "sv"), CITED]
    made = Document(
        "en",
        HOSTILE,
        [
            Contents(),
            Heading(2, inline, "one"),
            Paragraph(inline, "loud"),
            Items([inline]),
            Table(HOSTILE, [inline, "b"], [[inline, "b"], [Items([inline]), "b"]]),
        ],
        Foreign(HOSTILE, "fi"),
    )
    shown = read(page(made))
    assert not {"script", "img"} & {*shown.tags}
    assert not {"src", "onerror", "onload"} & shown.attributes
    assert shown.text.count(plain(HOSTILE)) > 10
    markdown = as_markdown(made)
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)
    assert not {"script", "img", "a"} & {*read(rendered).tags}
    assert "@omnia" not in re.sub("`[^`]*`", "", markdown)
    rows = [line for line in markdown.split("\n") if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}
