"""Reads what stands on GitHub: what every run needs, and what only some plans need besides."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from governance.forge.entry import branch_of
from governance.forge.github import Reader
from governance.model.answer import entry_marker
from governance.model.issue import DONE_KEY, OPEN_KEY, OVERVIEW, Issue
from governance.rules.issues.observed import Observed, seen
from governance.rules.issues.overview import KEY as OVERVIEW_KEY
from governance.rules.issues.plan import Planner


def observe(reader: Reader, planner: Planner) -> Observed:
    """The issues that stand, with everything that the planner must know of them.

    A quiet day costs one request for each hundred open keys, and one for the overview.
    """
    found = Observed(
        issues=tuple(reader.issues(label=OPEN_KEY)),
        overviews=tuple(reader.issues(label=OVERVIEW)),
    )
    if not found.overviews and found.issues:
        found = replace(found, overviews=_unlabelled_overviews(reader))
    missing = planner.missing(found)
    if missing.since:
        labelled, earlier = _earlier(reader, missing.since, found.issues)
        found = replace(found, issues=labelled, earlier=earlier)
        missing = planner.missing(found)
    waiting = {id for _, id in missing.steps if _waits(reader, id)}
    comments = {
        number: tuple(reader.comments(number)) for number, id in missing.steps if id not in waiting
    }
    return replace(found, comments=comments, waiting=frozenset(waiting))


def _unlabelled_overviews(reader: Reader) -> tuple[Issue, ...]:
    """Overviews of ours that have lost their label; looked for where issues stand without one."""
    viewer = reader.viewer()
    own = reader.issues(creator=viewer.login) if viewer else ()
    marked = ((each, seen(each).marker) for each in own)
    return tuple(each for each, marker in marked if marker and marker.key == OVERVIEW_KEY)


def _earlier(
    reader: Reader, since: date, issues: tuple[Issue, ...]
) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """All issues with the label of open keys, and those of ours without it.

    Those are of keys that were done, or written by who writes for us now or wrote what stands.
    A list that lost entries while its pages were read is made whole. Who only looks, without a
    token, has written nothing.
    """
    moment = datetime.combine(since, time(), UTC)
    viewer = reader.viewer()
    ours = {each.author.login for each in issues if each.author.is_ours}
    creators = ours | ({viewer.login} if viewer else set())
    found = {each.number: each for each in issues}
    found |= {each.number: each for each in reader.issues(label=DONE_KEY, since=moment)}
    for login in sorted(creators):
        found |= {each.number: each for each in reader.issues(creator=login, since=moment)}
    labelled = tuple(found[number] for number in sorted(found) if _is_labelled(found[number]))
    return labelled, tuple(each for each in found.values() if not _is_labelled(each))


def _is_labelled(issue: Issue) -> bool:
    return OPEN_KEY in issue.labels


def _waits(reader: Reader, output: str) -> bool:
    """Whether an owner has answered, and others must approve it."""
    pulls = (each for each in reader.pulls(head=branch_of(output)) if each.author.trusted)
    return any((marker := entry_marker(each.body)) and marker.waits for each in pulls)
