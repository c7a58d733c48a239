"""The governance document as HTML: the body for a page of the site, and a page of its own."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from governance.publish.governance.document import Document, Told
from governance.publish.governance.markdown import footer
from governance.publish.governance.prose import Heading, Part
from governance.publish.page import Address, asset, fragment, nowhere, render

SECTION = 2  # the level of the headings that the list of contents leads to


@dataclass(frozen=True)
class Placed:
    """A part, and the id of the heading it stands under."""

    part: Part | Told
    under: str

    @property
    def form(self) -> str:
        """What it is, for templates."""
        return type(self.part).__name__

    @property
    def level(self) -> int:
        """That of a heading, else 0."""
        return self.part.level if isinstance(self.part, Heading) else 0


def body(document: Document, address: Address = nowhere) -> Markup:
    """What stands below the title; `address` is the page of a cited output.

    It has no ids but those of its headings (s1, s2 and so on) and of the picture, no style and no
    script.
    """
    placed = list(_placed(document))
    return fragment(
        "governance/body.html",
        document=document,
        words=document.words,
        parts=placed,
        contents=[each for each in placed if each.level == SECTION],
        titles=_titles(document),
        address=address,
        footer=footer(document),
    )


def page(document: Document) -> str:
    """A page that needs no other file, also on paper."""
    style = asset("governance/page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return render(
        "governance/page.html",
        document=document,
        words=document.words,
        body=body(document),
        style=Markup(style),  # noqa: S704 - a file of ours
        digest=digest,
    )


def _placed(document: Document) -> Iterator[Placed]:
    under, count = "title", 0
    for part in document.parts:
        if isinstance(part, Heading):
            count += 1
            under = f"s{count}"
        yield Placed(part, under)


def _titles(document: Document) -> dict[str, str]:
    outputs = document.registry.outputs.values()
    return {each.id: document.words.pick(each.title)[0] for each in outputs}
