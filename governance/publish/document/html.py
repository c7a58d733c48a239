"""A document as HTML: the body for a page of the site, and a page of its own."""

import base64
import hashlib

from markupsafe import Markup

from governance.publish.document.blocks import Document, Heading
from governance.publish.page import Address, asset, fragment, nowhere, render
from governance.text.catalogue import catalogue

SECTION = 2  # the level of the headings that the contents lead to


def body(document: Document, address: Address = nowhere) -> Markup:
    """What stands below the title, without script and style: headings from <h2>, charts inside.

    `address` leads to the page of an output; None where it has none.
    """
    return fragment(
        "document/body.html",
        document=document,
        words=catalogue(document.language),
        sections=[
            each for each in document.blocks if isinstance(each, Heading) and each.level == SECTION
        ],
        address=address,
        type_of=_type_of,
    )


def page(document: Document) -> str:
    """A page that needs no other file, also on paper."""
    style = asset("document/page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return render(
        "document/page.html",
        document=document,
        words=catalogue(document.language),
        body=body(document),
        style=Markup(style),  # noqa: S704 - a file of ours
        digest=digest,
    )


def _type_of(value: object) -> str:
    return type(value).__name__
