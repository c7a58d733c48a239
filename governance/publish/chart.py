"""The state of the reviews as a chart (SVG) that is read aloud as well, and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from governance.publish.page import render
from governance.rules.standing import Freshness
from governance.rules.stats import Indicators
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

LEFT = 4
BAR_WIDTH = 472  # little, so that it can be read on a telephone as a whole
LABEL_HEIGHT, BAR_HEIGHT = 20, 38  # one above the other, and what parts it from the next
NARROWEST_LABELLED = 22
LONGEST_LABEL = 56  # characters that fit above the bars; the whole name is in the title
PARTS: Sequence[Freshness] = get_args(Freshness)


@dataclass(frozen=True)
class Segment:
    """One part of a bar: x and width in pixels, and the count it stands for."""

    part: Freshness
    x: float
    width: float
    count: int


@dataclass(frozen=True)
class Bar:
    """One bar with its name, the part of it that fits, and its total."""

    name: str
    label: str
    y: int
    total: int
    segments: tuple[Segment, ...]


def chart(words: Catalogue, groups: Sequence[tuple[str, Indicators]]) -> str:
    """Bars of the outputs of each group by what readers are told of them, as a file of its own."""
    most = max((each.outputs for _, each in groups), default=0) or 1
    bars = [_bar(at, name, each, most) for at, (name, each) in enumerate(groups)]
    return render(
        "chart.svg",
        words=words,
        bars=bars,
        parts=PARTS,
        left=LEFT,
        width=LEFT + BAR_WIDTH + LEFT,
        label_height=LABEL_HEIGHT,
        row_height=LABEL_HEIGHT + BAR_HEIGHT,
        narrowest=NARROWEST_LABELLED,
    )


def header(words: Catalogue) -> list[str]:
    """Names of the columns of `cells`: the last ones are those of the parts of the bars."""
    parts = (words.term("freshness", part) for part in PARTS)
    columns = (words("stats.column.name"), words("stats.column.outputs"))
    return [*columns, *(part[:1].upper() + part[1:] for part in parts)]


def cells(name: str, each: Indicators) -> list[str]:
    """One bar as a row of a table."""
    counts = _counts(each)
    return [name, str(each.outputs), *(str(counts[part]) for part in PARTS)]


def _counts(each: Indicators) -> Mapping[Freshness, int]:
    return {
        "in-date": each.in_date,
        "review-due": each.review_due,
        "not-yet-reviewed": each.not_yet_reviewed,
        "no-review": each.outputs - each.under_review,
    }


def _bar(at: int, name: str, each: Indicators, most: int) -> Bar:
    counts = _counts(each)
    segments: list[Segment] = []
    x = float(LEFT)
    for part in PARTS:
        width = round(BAR_WIDTH * counts[part] / most, 2)
        if counts[part]:
            segments.append(Segment(part, round(x, 2), width, counts[part]))
        x += width
    label = shortened(name, LONGEST_LABEL)
    return Bar(name, label, at * (LABEL_HEIGHT + BAR_HEIGHT), each.outputs, tuple(segments))
