"""Where the guide for owners stands on the site."""

from governance.model.registry import Registry
from governance.text.media import markdown_link

OWNERS = "guide/index.html"  # below the language


def owners_guide(registry: Registry, language: str) -> str | None:
    """A link to it in GitHub Markdown; None where it is not known where the site stands."""
    site = registry.rules.settings.site
    return markdown_link(f"{site.rstrip('/')}/{language}/{OWNERS}") if site else None
