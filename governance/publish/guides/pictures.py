"""The pictures of the owner's guide: what GitHub shows, drawn, with the steps of the text."""

from collections.abc import Mapping
from dataclasses import dataclass

from governance.publish.page import render
from governance.text.catalogue import Catalogue

_HEIGHTS: Mapping[str, int] = {"answer": 372, "forms": 372, "approve": 372}
_WIDTH = 600


@dataclass(frozen=True)
class Picture:
    """A drawing and what it shows, in words."""

    file: str
    alternative: str
    svg: str
    width: int
    height: int


def picture(name: str, words: Catalogue) -> Picture:
    """A picture in a language. Raises KeyError where there is none of that name."""
    height = _HEIGHTS[name]
    title = words(f"guides.picture.{name}.alternative")
    svg = render(f"guides/{name}.svg", words=words, title=title, height=height)
    return Picture(f"owner-{name}.{words.language}.svg", title, svg, _WIDTH, height)
