"""The command line, called in this process."""

import contextlib
import io
import json
from dataclasses import dataclass
from typing import Any

from governance.cli.main import run


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Its JSON."""
        return json.loads(self.out)


TODAY = ("--today", "2027-03-01")


def tp3(*arguments: object) -> Answer:
    """Call `tp3` with arguments; nothing it writes reaches the terminal."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(each) for each in arguments])
    return Answer(code, out.getvalue(), err.getvalue())
