"""The platform recommendation on the site."""

from governance.publish.platform.html import body
from governance.publish.platform.page import platform_page
from governance.publish.site.frame import SECTIONS, Files, Frame


def platform_pages(frame: Frame) -> Files:
    """The page, with links to the pages of the outputs that it cites."""
    words = frame.words
    source = frame.tongue.source
    page = platform_page(words, source.platform_report)
    path = SECTIONS["platform"]
    up = "../" * path.count("/")

    def address(id: str) -> str | None:
        return f"{up}outputs/{id}/index.html" if frame.has_page("outputs", id) else None

    return frame.page(
        "platform",
        path,
        page.title,
        section="platform",
        description=words("site.platform.lead"),
        body=body(page, address),
    )
