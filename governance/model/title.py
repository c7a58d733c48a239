"""What an issue was called at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Rename:
    """An issue got another title."""

    at: datetime
    old: str
    new: str


def title_at(moment: datetime, title: str, renames: Sequence[Rename]) -> str:
    """The title that stood when something was said; `title` is the one it has where it has one.

    A forge counts whole seconds: of two titles in the second in which it was said the older one was
    seen.
    """
    ordered = sorted(renames, key=lambda each: each.at)
    later = next((each.old for each in ordered if each.at >= moment), None)
    if later is not None:
        return later
    return ordered[-1].new if ordered else title
