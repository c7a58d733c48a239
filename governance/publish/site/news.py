"""What is new: outputs first; of rules and other records, that they changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from governance.publish.changelog import Line, step_lines
from governance.publish.site.tongue import Tongue
from governance.text.media import shortened

LONGEST = 140  # characters of a line; the change log has the whole
# Of what the public is told that it changed, beside the outputs.
BESIDE = ("policy", "settings", "platform", "theme", "project", "organisation")


@dataclass(frozen=True)
class News:
    """Lines about outputs, and the days on which others changed with their types, newest first.

    Of each type the last day is told, if it is not before the oldest line.
    """

    lines: list[Line]
    beside: Mapping[date, list[str]]


def news(t: Tongue, most: int) -> News:
    """What changed lately but for corrections, as far back as `most` lines about outputs need."""
    lines: list[Line] = []
    last: dict[str, date] = {}
    for step in t.source.told:
        for line in step_lines(t.words, [step]):
            if line.group == "corrected":
                continue
            if line.type == "output":
                lines.append(replace(line, text=shortened(line.text, LONGEST)))
            elif line.type in BESIDE:
                last.setdefault(line.type, step.day)
        if len(lines) >= most:
            break
    beside: dict[date, list[str]] = {}
    for type in sorted(last, key=lambda each: (last[each], -BESIDE.index(each)), reverse=True):
        beside.setdefault(last[type], []).append(type)
    return News(lines[:most], beside)
