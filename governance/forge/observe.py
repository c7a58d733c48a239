"""Reads what stands on GitHub: what every run needs, and what only some plans need besides."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from governance.forge.github import Reader
from governance.model.issue import DONE_KEY, OPEN_KEY, OVERVIEW, Issue
from governance.rules.issues.observed import Observed
from governance.rules.issues.plan import Planner


def observe(reader: Reader, planner: Planner) -> Observed:
    """The issues that stand, with everything that the planner must know of them.

    A quiet day costs one request for each hundred open keys, and one for the overview.
    """
    found = Observed(
        issues=tuple(reader.issues(label=OPEN_KEY)),
        overviews=tuple(reader.issues(label=OVERVIEW)),
    )
    missing = planner.missing(found)
    if missing.since:
        found = replace(found, earlier=_earlier(reader, missing.since))
        missing = planner.missing(found)
    comments = {number: tuple(reader.comments(number)) for number in missing.comments}
    return replace(found, comments=comments)


def _earlier(reader: Reader, since: date) -> tuple[Issue, ...]:
    """Issues of keys that were done, and our own without the label of open keys.

    Who only looks, without a token, has none of their own.
    """
    moment = datetime.combine(since, time(), UTC)
    done = reader.issues(label=DONE_KEY, since=moment)
    viewer = reader.viewer()
    own = reader.issues(creator=viewer.login, since=moment) if viewer else ()
    found = {each.number: each for each in (*own, *done)}
    return tuple(each for each in found.values() if OPEN_KEY not in each.labels)
