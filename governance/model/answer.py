"""Hidden first lines by which our answers, and the pull requests behind them, are known again."""

import json
import re
from dataclasses import dataclass

_ANSWER = re.compile(r'<!-- tp3-answer:1 \{"comment":([1-9][0-9]{0,18})\} -->')
_PUT_OFF = re.compile(r'<!-- tp3-later:1 \{"comment":([1-9][0-9]{0,18})\} -->')
_ENTRY = re.compile(r'<!-- tp3-entry:1 \{"comment":([1-9][0-9]{0,18}),"waits":(true|false)\} -->')
OURS = "<!-- tp3"  # how every comment of ours begins


def answer_to(comment: int, text: str) -> str:
    """The body of the answer to a comment."""
    return f'<!-- tp3-answer:1 {{"comment":{comment}}} -->\n{text}'


def answered_by(body: str) -> int | None:
    """Which comment a body answers; None where it is no answer. Counts only of trusted authors."""
    found = _ANSWER.fullmatch(_first_line(body))
    return int(found[1]) if found else None


def put_off(comment: int, text: str) -> str:
    """The body of the notice that an answer waits; it is no answer, so the next run tries again."""
    return f'<!-- tp3-later:1 {{"comment":{comment}}} -->\n{text}'


def put_off_by(body: str) -> int | None:
    """Which comment a body puts off; None where it is no notice. Counts only of trusted authors."""
    found = _PUT_OFF.fullmatch(_first_line(body))
    return int(found[1]) if found else None


@dataclass(frozen=True)
class EntryMarker:
    """Whose entry a pull request is; `waits`: others than its author must approve it."""

    comment: int
    waits: bool

    def body(self, text: str) -> str:
        """The body of the pull request."""
        data = json.dumps({"comment": self.comment, "waits": self.waits}, separators=(",", ":"))
        return f"<!-- tp3-entry:1 {data} -->\n{text}"


def entry_marker(body: str) -> EntryMarker | None:
    """The marker of a pull request's body; None where it has none. Only of trusted authors."""
    found = _ENTRY.fullmatch(_first_line(body))
    return EntryMarker(int(found[1]), found[2] == "true") if found else None


def _first_line(body: str) -> str:
    return body.partition("\n")[0].strip()
