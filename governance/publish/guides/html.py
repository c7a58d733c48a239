"""Markdown of a guide as HTML: headings with ids, links and pictures where the page has them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from governance.publish.guides.guide import PICTURES, Guide

Link = Callable[[str], str | None]  # address in the text -> on the page; None: only its words
# As GitHub makes ids of headings, so that a link to one works in both places:
# https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
_NO_ID = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Section:
    """A heading of the second level, for the list of contents."""

    id: str
    title: str


def html(made: Guide, link: Link) -> tuple[Markup, list[Section]]:
    """What stands below the title, and its sections.

    HTML in the text is shown as text. A picture is looked for beside the page.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    tokens = reader.parse(made.text)
    sections: list[Section] = []
    heading = "title"
    sizes = {each.file: (each.width, each.height) for each in made.pictures}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            title = _words(inline.children or [])
            heading = _NO_ID.sub("", title.lower()).replace(" ", "-")
            opening.attrSet("id", heading)
            if opening.tag == "h2":
                sections.append(Section(heading, title))
        elif opening.type == "table_open":
            opening.meta["heading"] = heading
        for token in inline.children or []:
            if token.type == "image":
                file = str(token.attrs["src"]).removeprefix(f"{PICTURES}/")
                width, height = sizes[file]
                token.attrs |= {"src": file, "width": width, "height": height}
        if inline.children:
            inline.children = _linked(inline.children, link)
    text = reader.renderer.render(tokens, reader.options, {})
    return Markup(text), sections  # noqa: S704 - made by a renderer that escapes


def _words(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline"))


def _linked(tokens: Sequence[Token], link: Link) -> list[Token]:
    """The same with links as the page has them; what would lead nowhere is only its words."""
    kept: list[Token] = []
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            address = link(str(token.attrs["href"]))
            dropped = address is None
            if address is not None:
                token.attrSet("href", address)
        if dropped and token.type in ("link_open", "link_close"):
            continue
        kept.append(token)
    return kept


def _table_open(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    heading = tokens[at].meta["heading"]
    label = f'aria-labelledby="{heading}"'
    return f'<div class="scroll" tabindex="0" role="group" {label}>\n<table {label}>\n'


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"
