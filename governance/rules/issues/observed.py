"""What stands on the forge, sorted by the key each issue is of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from governance.model.issue import Comment, Issue
from governance.model.marker import Body, Marker, parse_body, parse_marker


@dataclass(frozen=True)
class Observed:
    """The issues that stand.

    `issues` have the label of open keys, in any state; `overviews` that of the overview.
    `earlier` are looked up where something would be opened: issues of keys that were done, and
    our own that have lost their label. Where a step is about to be sent, `comments` are those of
    the issue, and `waiting` has the outputs whose answer waits for somebody's approval.
    """

    issues: tuple[Issue, ...] = ()
    overviews: tuple[Issue, ...] = ()
    earlier: tuple[Issue, ...] = ()
    comments: Mapping[int, tuple[Comment, ...]] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seen:
    """An issue with its body in parts."""

    issue: Issue
    body: Body

    @property
    def marker(self) -> Marker | None:
        """The marker of the body, if it counts."""
        return self.body.marker


def seen(issue: Issue) -> Seen:
    """The issue with its body in parts.

    A marker counts in issues of ours, wherever people's words have moved it, and in a maintainer's
    unless she quotes it in a block of code; in anybody else's it is text.
    """
    if issue.author.is_ours or (issue.author.trusted and not _is_quoted(issue.body)):
        return Seen(issue, parse_body(issue.body))
    return Seen(issue, Body(None, "", issue.body))


def _is_quoted(text: str) -> bool:
    """Whether the first marker of a text stands in a block of code."""
    in_block = False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            in_block = not in_block
        elif parse_marker(line) is not None:
            return in_block
    return False


def by_key(issues: Iterable[Issue]) -> tuple[dict[str, list[Seen]], list[Seen]]:
    """Issues of each output's key, lowest number first, and those without a marker of one."""
    found: dict[str, list[Seen]] = {}
    without: list[Seen] = []
    for each in sorted(map(seen, issues), key=lambda each: each.issue.number):
        if each.marker and is_output_key(each.marker.key):
            found.setdefault(each.marker.key, []).append(each)
        else:
            without.append(each)
    return found, without


def is_output_key(key: str) -> bool:
    """Whether a key is of a review or a need: not that of the overview or of an alarm."""
    return key.count("/") == 2  # noqa: PLR2004 - id/kind/number


def step_sent(comments: Iterable[Comment], since: Marker, least: int) -> Marker | None:
    """The marker of the highest step, from `least` on, that a comment says was sent.

    Comments of an earlier asking of the same key do not count.
    """
    markers = (
        parse_body(each.body).marker
        for each in comments
        if each.author.trusted and each.body.startswith("<!--")
    )
    sent = [
        marker
        for marker in markers
        if marker
        and marker.key == since.key
        and marker.asked >= since.asked
        and marker.step >= least
    ]
    return max(sent, key=lambda marker: (marker.step, marker.asked), default=None)
