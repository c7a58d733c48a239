"""The addresses of all pages for search engines, where the address of the site is known."""

from collections.abc import Iterable

from governance.publish.page import render
from governance.publish.site.frame import Files


def sitemap_files(address: str | None, paths: Iterable[str]) -> Files:
    """sitemap.xml (https://www.sitemaps.org/protocol.html): it wants whole addresses."""
    if address is None:
        return {}
    pages = sorted(path for path in paths if path.endswith(".html"))
    return {"sitemap.xml": render("site/sitemap.xml", address=address, pages=pages)}
