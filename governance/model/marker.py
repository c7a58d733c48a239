"""The hidden first line of our issues and comments: which key, asked when, which step was sent.

The format is a promise to users (DESIGN 5); it changes only with a migration.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

_LINE = re.compile(r"<!-- tp3:1 (\{[^\n]{1,400}\}) -->")
_KEY = re.compile(
    r"[a-z0-9]+(?:-[a-z0-9]+)*/(?:review|need)/[1-9][0-9]{0,5}|overview|alarm/[a-z-]+"
)
_DAMAGED = re.compile(r"<!--\s*tp3\b")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
END = "<!-- /tp3 -->"
MOST_STEPS = 99


@dataclass(frozen=True, order=True)
class Marker:
    """What stands in the marker: the open key, the day from which the ladder counts, the step."""

    key: str
    asked: date
    step: int = 0

    @property
    def line(self) -> str:
        """The marker as the first line of a body or comment."""
        data = {"key": self.key, "asked": self.asked.isoformat(), "step": self.step}
        return f"<!-- tp3:1 {json.dumps(data, separators=(',', ':'))} -->"


def parse_marker(line: str) -> Marker | None:
    """The marker in a line; None where the line is none, whole and well-formed."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    try:
        data = json.loads(found[1])
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() != {"key", "asked", "step"}:
        return None
    key, asked, step = data["key"], data["asked"], data["step"]
    if not (isinstance(key, str) and _KEY.fullmatch(key)):
        return None
    if not (isinstance(asked, str) and _DAY.fullmatch(asked)):
        return None
    if type(step) is not int or not 0 <= step <= MOST_STEPS:
        return None
    try:
        return Marker(key, date.fromisoformat(asked), step)
    except ValueError:
        return None


@dataclass(frozen=True)
class Body:
    """A body or comment in its parts: our marker, our text, and what people wrote around it."""

    marker: Marker | None
    ours: str
    theirs: str

    @property
    def text(self) -> str:
        """The body as it is sent: our part first, then what people wrote."""
        if self.marker is None:
            return self.theirs
        ours = f"{self.marker.line}\n{self.ours.strip()}\n\n{END}"
        return f"{ours}\n\n{self.theirs}" if self.theirs else ours


def parse_body(text: str) -> Body:
    """The parts of a body. Of a marker that was damaged only the place is known.

    The first marker counts. People's words before our part move behind it when it is sent again.
    Where our part has lost its beginning or its end nobody can tell our words from theirs, so all
    of them are kept as theirs.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    marked = ((at, parse_marker(line)) for at, line in enumerate(lines))
    start, marker = next(((at, found) for at, found in marked if found), (None, None))
    if start is None:
        damaged = (at for at, line in enumerate(lines) if _DAMAGED.match(line.lstrip()))
        start = next(damaged, None)
    if start is None:
        return Body(None, "", _without(lines, END))
    rest = lines[start + 1 :]
    end = next((at for at, line in enumerate(rest) if line.strip() == END), None)
    before = "\n".join(lines[:start])
    if end is None:
        return Body(marker, "", _joined(before, "\n".join(rest)))
    ours = "\n".join(rest[:end]).strip()
    return Body(marker, ours, _joined(before, "\n".join(rest[end + 1 :])))


def _without(lines: list[str], unwanted: str) -> str:
    return "\n".join(line for line in lines if line.strip() != unwanted)


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())
