"""The pictures of the owner's guide: what GitHub shows, drawn, with the steps of the text."""

from dataclasses import dataclass

from governance.publish.page import render
from governance.text.catalogue import Catalogue

_WIDTH, _HEIGHT = 600, 372


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
    title = words(f"guides.picture.{name}.alternative")
    svg = render(f"guides/{name}.svg", words=words, title=title, height=_HEIGHT)
    return Picture(f"owner-{name}.{words.language}.svg", title, svg, _WIDTH, _HEIGHT)
