import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from governance.text.media import csv_cell, markdown, terminal


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    assert csv_cell(f"{start}a1") == f"'{start}a1"
    assert csv_cell(f"a{start}1") == f"a{start}1"


def test_no_sign_that_unicode_takes_for_that_of_a_formula_begins_a_cell() -> None:
    signs = filter(str.isprintable, map(chr, range(0x80, sys.maxunicode + 1)))
    alike = [each for each in signs if unicodedata.normalize("NFKC", each)[0] in "=+-@"]
    assert len(alike) > 10
    assert [each for each in alike if csv_cell(f"{each}1")[0] != "'"] == []


@pytest.mark.parametrize("number", ["0", "-23", "4.5", "-0.5"])
def test_a_number_stays_a_number(number: str) -> None:
    assert csv_cell(number) == number


@given(st.text())
def test_a_terminal_gets_one_line_without_control_characters(text: str) -> None:
    shown = terminal(text)
    assert len(shown) == len(text)
    assert "Cc" not in {unicodedata.category(letter) for letter in shown}


@given(st.text(alphabet="ab1 @#*_`<>[]()!|&;:/\\~{}-wh.tps"))
def test_markdown_shows_the_text_and_nothing_more(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parseInline(markdown(text))
    children = tokens[0].children or []
    assert {token.type for token in children} <= {"text", "text_special"}
    shown = "".join(token.content for token in children).replace("\u200b", "")
    assert shown.split() == terminal(text).split()  # which parts a `::` at the beginning


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@omnia", "@&#8203;omnia"),
        ("#12", "#&#8203;12"),
        ("GH-12", "GH&#8203;-12"),
        ("deadbeef", "deadbe&#8203;ef"),
        ("a" * 14, "aaaaaa&#8203;aaaaaa&#8203;aa"),
        ("https://a.fi www.a.fi", "https&#58;//a.fi www&#46;a.fi"),
        ("<!-- tp3:1 -->", r"\<\!-- tp3:1 --\>"),
    ],
)
def test_markdown_makes_no_mention_reference_link_or_marker(text: str, shown: str) -> None:
    assert markdown(text) == shown
