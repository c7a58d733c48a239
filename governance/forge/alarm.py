"""One issue that says that something which runs by itself has failed, while it does."""

from collections.abc import Iterator
from datetime import date

from governance.forge.github import GitHub, Reader
from governance.model.issue import ALARM, Issue
from governance.model.marker import Body, Marker
from governance.rules.issues.action import rewritten
from governance.rules.issues.observed import seen


def raise_alarm(github: GitHub, name: str, today: date, *, title: str, text: str) -> Issue:
    """The open issue of a failing run: the one that stands, else a new one."""
    key = f"alarm/{name}"
    if stands := next(_open(github.reader, key), None):
        return stands
    body = Body(Marker(key, today), text, "").text
    return github.writer.create_issue(title, body, [ALARM])


def clear_alarm(github: GitHub, name: str, *, text: str) -> tuple[Issue, ...]:
    """Close the issues of a run that succeeds again; people's words in them stay."""
    closed = []
    for issue in tuple(_open(github.reader, f"alarm/{name}")):
        stands = seen(issue).body
        marker = stands.marker
        if marker is not None:
            body = rewritten(stands, marker, text).text
            written = github.writer.edit_issue(
                issue.number, body=body, is_open=False, reason="completed"
            )
            closed.append(written)
    return tuple(closed)


def _open(reader: Reader, key: str) -> Iterator[Issue]:
    for issue in reader.issues(label=ALARM, state="open"):
        marker = seen(issue).marker
        if marker is not None and marker.key == key:
            yield issue
