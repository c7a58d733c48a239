"""Where anybody reaches the maintainers, where the settings say so."""

from governance.model.record import Settings
from governance.text.media import markdown, markdown_link


def shown(address: str) -> str:
    """What is read of an address: a mailbox without its scheme."""
    return address.removeprefix("mailto:")


def in_markdown(address: str) -> str:
    """An address as a link in a file of Markdown, as text where it would not be one."""
    return markdown_link(address, in_file=True) or markdown(address)


def has_channel(settings: Settings) -> bool:
    """Whether there is any way to report or to ask."""
    return bool(settings.contact_address or settings.forge)
