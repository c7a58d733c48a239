"""GitHub Pages: whether the site is published, from where, and at the address that it names."""

from collections.abc import Iterator

from governance.rules.doctor.facts import Declared, Pages, Settings, Unseen
from governance.rules.doctor.finding import Finding, found


def check_pages(settings: Settings, declared: Declared) -> Iterator[Finding]:
    """How Pages is set; of what is off nothing more is asked."""
    pages = settings.pages
    if not isinstance(pages, Pages):
        yield found("pages", good=pages if isinstance(pages, Unseen) else False)
        return
    yield found("pages", good=True)
    yield found("pages-source", good=pages.by_workflow)
    yield found("pages-https", good=pages.is_https_only)
    branches = pages.branches
    good = branches if isinstance(branches, Unseen) else branches == (settings.branch,)
    yield found("pages-branch", good=good, branch=settings.branch)
    same = _place(pages.address) == _place(declared.site or "")
    yield found("pages-address", good=same, site=declared.site or "null", address=pages.address)


def _place(address: str) -> str:
    """Where an address leads, however it is written."""
    return address.partition("://")[2].rstrip("/").casefold()
