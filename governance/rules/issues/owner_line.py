"""Which owner an issue asks: a line of our part that shows nothing.

The marker names no owner, and after a handover the ladder begins anew whatever day it was on.
"""

import re

_LINE = re.compile(r"<!--tp3-owner:([a-z0-9-]{1,100})-->")


def owner_line(owner: str) -> str:
    """The line for an organisation."""
    return f"<!--tp3-owner:{owner}-->"


def owner_asked(ours: str) -> str | None:
    """The organisation that our part of a body asks; None where it does not say."""
    found = _LINE.fullmatch(ours.partition("\n")[0].strip())
    return found[1] if found else None
