"""The private file of a call: who is away on a day."""

from datetime import date
from pathlib import Path

from governance.cli.gather import place_of
from governance.cli.options import Call
from governance.cli.show import tell
from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.publish.problems import as_text
from governance.rules.absences import absence_problems, away_on
from governance.store.private import read_private


def away(call: Call, registry: Registry, path: Path | None, today: date) -> frozenset[str]:
    """The contacts who are away, as organisation/contact; nobody where there is no private file.

    Raises Refused, after it was said what is wrong, where the file is not sound; Misused where it
    lies in the repository; Outside where it cannot be read.
    """
    if path is None:
        return frozenset()
    file = read_private(path, call.root)
    found = [*file.problems, *absence_problems(file.private, registry, file.path)]
    placed = [file.placed(problem) for problem in found]
    if placed:
        tell(as_text(call.catalogue, placed))
    errors = [problem for problem in placed if problem.severity == "error"]
    if errors:
        place = place_of(errors[0])
        raise Refused("private-broken", count=str(len(errors)), place=place)
    return away_on(file.private, today)
