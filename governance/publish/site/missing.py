"""The page that stands wherever there is no page."""

from urllib.parse import urlsplit

from governance.publish.page import render
from governance.publish.site.frame import Files, Frame

MISSING = "404.html"


def missing_page(frames: list[Frame], top: str | None = None) -> Files:
    """The page that GitHub Pages, and most servers, show at an address that they have not.

    It is shown at any depth, so it names its style and links from the top of the server: below
    `top`, the path of the site there, else below that of the site's address. Without either they
    are found only from beside it.
    https://docs.github.com/pages/getting-started-with-github-pages/creating-a-custom-404-page-for-your-github-pages-site
    """
    address = frames[0].address
    base = top or (urlsplit(address).path if address else "")
    page = render("site/missing.html", frames=frames, base=base)
    return {MISSING: page}
