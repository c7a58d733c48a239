"""Where the guide for owners stands on the site."""

from governance.text.media import markdown, markdown_link

OWNERS = "guide/index.html"  # below the language


def owners_guide(site: str, language: str) -> str:
    """A link to it in GitHub Markdown, below the address of the site."""
    url = f"{site.rstrip('/')}/{language}/{OWNERS}"
    return markdown_link(url) or markdown(url)
