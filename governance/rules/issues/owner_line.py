"""Whom an issue asks: a line of our part that shows nothing.

The marker names no owner, and after a handover the ladder begins anew whatever day it was on. Nor
does it name a contact: who was asked because another was away is still asked when she is back.
"""

import re
from dataclasses import dataclass

_LINE = re.compile(r"<!--tp3-owner:([a-z0-9-]{1,100})(?:/([a-z0-9-]{1,100}))?-->")


@dataclass(frozen=True)
class Asked:
    """The organisation that is asked; `contact` is the key of who was asked out of turn."""

    owner: str
    contact: str | None = None


def owner_line(asked: Asked) -> str:
    """The line that says it."""
    return f"<!--tp3-owner:{asked.owner}{f'/{asked.contact}' if asked.contact else ''}-->"


def asked_in(text: str) -> Asked | None:
    """Whom the body of an issue asks; None where it does not say.

    The line is looked for in all of it: where our part has lost its frame it is no part any more.
    """
    found = (_LINE.fullmatch(line.strip()) for line in text.splitlines())
    return next((Asked(each[1], each[2]) for each in found if each), None)
