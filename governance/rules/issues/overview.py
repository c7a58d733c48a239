"""The standing overview: one issue, edited in place where what it says has changed."""

from collections.abc import Callable, Iterable
from datetime import date

from governance.model.issue import OVERVIEW, Issue
from governance.model.marker import Marker
from governance.rules.issues.action import Action, stands_as
from governance.rules.issues.observed import Seen, seen
from governance.rules.issues.wording import Sentence

KEY = "overview"


def overview(  # noqa: PLR0913 - one argument a part of what is compared
    issues: Iterable[Issue],
    today: date,
    *,
    title: str,
    text: str,
    without_time: Callable[[str], str],
    twin: Callable[[int], str],
) -> tuple[Action, ...]:
    """What the overview issue needs.

    `issues` have the label of the overview, or had it. `text` says the time of its data in its last
    line, which `without_time` takes away: a day alone is no news. Of several that are open the
    lowest number wins, and the others say so by `twin`. Where a person closed it, it is left alone.
    """
    marker = Marker(KEY, today)
    own = [each for each in map(seen, issues) if _is_ours(each, title)]
    if not own:
        return (Action("open", KEY, title, Sentence("new"), marker, text),)
    first, *twins = sorted(own, key=lambda each: (not each.issue.is_open, each.issue.number))
    winner = first.issue.number
    closing = tuple(_closed(each, twin(winner), first) for each in twins if each.issue.is_open)
    if OVERVIEW not in first.issue.labels:
        closing += (_labelled(first, marker),)
    if not first.issue.is_open or _says(first, title, text, without_time):
        return closing
    changed = Sentence("text-changed")
    number, old = first.issue.number, first.marker
    return (*closing, Action("update", KEY, title, changed, marker, text, number, old))


def _is_ours(each: Seen, title: str) -> bool:
    """Whether it is an overview, also where its marker was lost; not what has the label only."""
    if each.marker is None:
        return each.issue.author.is_ours and each.issue.title == title
    return each.marker.key == KEY


def _says(first: Seen, title: str, text: str, without_time: Callable[[str], str]) -> bool:
    """Whether the issue says this already, whatever the time of its data."""
    if first.marker is None or first.issue.title != title:
        return False
    same = stands_as(first.body, first.marker, text)
    return same or without_time(first.body.ours) == without_time(text).strip()


def _closed(twin: Seen, text: str, first: Seen) -> Action:
    marker = twin.marker or Marker(KEY, first.issue.created.date())
    reason = Sentence("twin", {"number": first.issue.number})
    number = twin.issue.number
    return Action(
        "close", KEY, twin.issue.title, reason, marker, text, number, twin.marker, "duplicate"
    )


def _labelled(first: Seen, marker: Marker) -> Action:
    number, old = first.issue.number, first.marker
    lost = Sentence("label-lost")
    return Action(
        "label", KEY, first.issue.title, lost, old or marker, first.body.ours, number, old
    )
