"""The scores and the room of the weights as charts (SVG): lines from the lowest to the highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from governance.publish.document.blocks import Picture
from governance.publish.names import platform_name
from governance.publish.page import fragment
from governance.publish.platform.numbers import number, room_in_words
from governance.rules.platform.report import Report
from governance.rules.platform.scores import HIGHEST, LOWEST
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

LEFT, RIGHT = 8, 380  # where the plot begins and ends; the figures stand to the right
WIDTH = 480  # little, so that it can be read on a telephone as a whole
LABEL_HEIGHT, BAR_HEIGHT = 18, 34  # one above the other
LONGEST_LABEL = 48  # characters that fit above the bars; the whole name is in the title
WIDER = Fraction(3)  # how far beyond the heaviest weight the axis reaches at least


@dataclass(frozen=True)
class Bar:
    """One row: its names, where its bar begins and ends, its mark if it has one, what they say.

    `is_open` says that the bar goes on beyond the axis.
    """

    label: str
    text: str
    figures: str
    x: float
    width: float
    mark: float | None
    mark_text: str
    is_open: bool = False


def totals(words: Catalogue, report: Report) -> Picture:
    """The worst and the best case of each candidate, and its mean where it has one."""
    scale = _Scale(Fraction(LOWEST), Fraction(HIGHEST))
    bars = []
    told = []
    for name, total in report.totals.items():
        shown = platform_name(words, report.registry, name)
        low, high = number(words, total.low), number(words, total.high)
        told.append(words("platform.chart.told", name=shown, low=low, high=high))
        mean = report.means[name]
        bars.append(
            Bar(
                label=shortened(shown, LONGEST_LABEL),
                text=words("platform.chart.bar", name=shown, low=low, high=high),
                figures=low if low == high else f"{low}–{high}",
                x=scale.x(total.low),
                width=scale.x(total.high) - scale.x(total.low),
                mark=None if mean is None else scale.x(mean),
                mark_text=""
                if mean is None
                else words("platform.chart.mean", name=shown, mean=number(words, mean)),
            )
        )
    text = words("platform.chart.totals_text", told=" ".join(told))
    return _picture(words, "totals", text, bars, scale.ticks(words, range(HIGHEST + 1)))


def weights(words: Catalogue, report: Report) -> Picture:
    """The room of each weight, that of the lead where somebody leads, and the weight it has now."""
    criteria = report.registry.rules.platform.criteria
    name = "leads" if report.leads else "weights"
    rooms = report.leads or report.rooms
    ends = [end.weight for room in rooms for end in (room.below, room.above) if end is not None]
    heaviest = max(Fraction(each.weight) for each in criteria)
    most = max([WIDER * heaviest, *(end * Fraction(6, 5) for end in ends if end < 10 * heaviest)])
    scale = _Scale(Fraction(), most)
    bars = []
    for criterion, room in zip(criteria, rooms, strict=True):
        shown = words.pick(criterion.title)[0]
        low = min(room.below.weight, most) if room.below else Fraction()
        high = min(room.above.weight, most) if room.above else most
        told = room_in_words(words, room)
        bars.append(
            Bar(
                label=shortened(shown, LONGEST_LABEL),
                text=words(f"platform.chart.room_{name}", name=shown, room=told),
                figures="",
                x=scale.x(low),
                width=scale.x(high) - scale.x(low),
                mark=scale.x(Fraction(criterion.weight)),
                mark_text=words("platform.chart.now", name=shown, weight=str(criterion.weight)),
                is_open=room.above is None or room.above.weight > most,
            )
        )
    step = max(1, int(most) // 5)
    ticks = scale.ticks(words, range(0, int(most) + 1, step))
    return _picture(words, name, words(f"platform.chart.{name}_text"), bars, ticks)


@dataclass(frozen=True)
class _Scale:
    first: Fraction
    last: Fraction

    def x(self, value: Fraction) -> float:
        """Where a value stands, in pixels."""
        part = (value - self.first) / (self.last - self.first)
        return round(LEFT + float(part) * (RIGHT - LEFT), 1)

    def ticks(self, words: Catalogue, values: Sequence[int]) -> list[tuple[float, str]]:
        """Where the labels of the axis stand, and what they say."""
        return [(self.x(Fraction(each)), number(words, Fraction(each))) for each in values]


def _picture(
    words: Catalogue, name: str, text: str, bars: Sequence[Bar], ticks: Sequence[tuple[float, str]]
) -> Picture:
    svg = fragment(
        "platform/bars.svg",
        words=words,
        name=name,
        text=text,
        bars=bars,
        ticks=ticks,
        width=WIDTH,
        left=LEFT,
        right=RIGHT,
        label_height=LABEL_HEIGHT,
        bar_height=BAR_HEIGHT,
        row_height=LABEL_HEIGHT + BAR_HEIGHT,
    )
    return Picture(name, svg, text)
