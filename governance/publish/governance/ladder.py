"""The ladder of reminders as a picture (SVG) that is read aloud as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from governance.model.policy import LadderStep
from governance.publish.governance.tables import Table
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


def ladder(words: Catalogue, steps: Sequence[LadderStep], told: Table) -> Markup:
    """The steps as lines as long as their working days; empty where there are none.

    `told` is the same in words.
    """
    if not steps:
        return Markup()
    longest = max(step.after for step in steps)
    drawn = [
        Step(
            ": ".join(cell[0].text for cell in row),
            at * ROW_HEIGHT,
            round(DOT + (WIDTH - 2 * DOT) * step.after / longest, 1),
        )
        for at, (step, row) in enumerate(zip(steps, told.rows, strict=True))
    ]
    return fragment(
        "governance/ladder.svg",
        words=words,
        steps=drawn,
        width=WIDTH,
        height=len(drawn) * ROW_HEIGHT,
        dot=DOT,
    )
