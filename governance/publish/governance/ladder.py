"""The ladder of reminders as a picture (SVG) that is read aloud as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from governance.model.policy import LadderStep
from governance.publish.document.blocks import Picture
from governance.publish.page import fragment
from governance.text.catalogue import Catalogue

WIDTH = 400
ROW_HEIGHT = 46
DOT = 6


@dataclass(frozen=True)
class Step:
    """One step: what is written over its line, and how far that reaches."""

    text: str
    y: int
    end: float


def ladder(words: Catalogue, steps: Sequence[LadderStep]) -> Picture:
    """The steps as lines as long as their working days; there is one at least."""
    longest = max(step.after for step in steps)
    drawn = [
        Step(
            f"{words('governance.unit.working_days', n=step.after)}: {words.term('to', step.to)}",
            at * ROW_HEIGHT,
            round(DOT + (WIDTH - 2 * DOT) * step.after / longest, 1),
        )
        for at, step in enumerate(steps)
    ]
    text = f"{words('governance.ladder.text')} {'; '.join(step.text for step in drawn)}."
    svg = fragment(
        "governance/ladder.svg",
        words=words,
        steps=drawn,
        text=text,
        width=WIDTH,
        height=len(drawn) * ROW_HEIGHT,
        dot=DOT,
    )
    return Picture("ladder", svg, text)
