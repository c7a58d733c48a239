"""A page as HTML: the body for the layout of a site, or a document of its own."""

from markupsafe import Markup

from governance.publish.page import Address, fragment, nowhere, render
from governance.publish.platform.blocks import Page


def body(page: Page, address: Address = nowhere) -> Markup:
    """The page below its title, without script and style: headings from <h2>, charts inside.

    `address` leads to the page of an output; None where it has none.
    """
    return fragment("platform/body.html", page=page, address=address, type_of=_type_of)


def document(page: Page) -> str:
    """The page as a document of its own, which asks for nothing from anywhere."""
    return render("platform/document.html", page=page, body=body(page))


def _type_of(value: object) -> str:
    return type(value).__name__
