"""The addresses of all pages for search engines, where the address of the site is known."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from governance.publish.page import render
from governance.publish.site.frame import Files

LONGEST = 50_000  # addresses in one file: https://www.sitemaps.org/protocol.html
NAME = "sitemap"


def sitemap_files(address: str | None, paths: Iterable[str]) -> Files:
    """sitemap.xml, which wants whole addresses, and robots.txt where it would be read.

    More pages than one file may have are in several, and sitemap.xml names them.
    """
    if address is None:
        return {}
    pages = sorted(path for path in paths if path.endswith(".html"))
    parts = [pages[at : at + LONGEST] for at in range(0, len(pages), LONGEST)]
    if len(parts) == 1:
        files: Files = {f"{NAME}.xml": _sitemap(address, pages)}
    else:
        named = {f"{NAME}-{at}.xml": part for at, part in enumerate(parts, start=1)}
        files = {name: _sitemap(address, part) for name, part in named.items()}
        files[f"{NAME}.xml"] = render("site/sitemap_index.xml", address=address, names=list(named))
    # Robots look for it at the root of a host alone: RFC 9309, section 2.3.
    if urlsplit(address).path == "/":
        files["robots.txt"] = f"User-agent: *\nAllow: /\n\nSitemap: {address}{NAME}.xml\n"
    return files


def _sitemap(address: str, pages: list[str]) -> str:
    return render("site/sitemap.xml", address=address, pages=pages)
