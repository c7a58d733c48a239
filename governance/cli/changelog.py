"""tp3 changelog: what changed, commit by commit."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from governance.cli.docs import open_docs
from governance.cli.gather import open_revision
from governance.cli.options import Call, MonthType, format_option, global_options, pass_call
from governance.cli.show import tell
from governance.model.change import Step
from governance.model.layout import LOG_FOLDER
from governance.model.problem import Misused
from governance.publish import approvers, changelog, feed, months
from governance.publish.approvers import Recorded, nothing_recorded
from governance.publish.changes import as_data
from governance.publish.json import stream_json
from governance.store.git import RevisionTree, is_date
from governance.store.history import steps
from governance.store.load import load, timezone_of
from governance.store.notes import open_notes

MOST = 16 * 1024 * 1024


@click.command()
@global_options
@click.option("--from", "start", metavar="REV", help="Begin after this revision or date.")
@click.option("--to", "end", metavar="REV", help="End here.  [default: HEAD, or --rev]")
@click.option("--month", type=MonthType(), metavar="YYYY-MM",
              help="Only what changed in this month.")  # fmt: skip
@click.option("--write", is_flag=True,
              help="Write the ended months to docs/changelog/, by year and language.")  # fmt: skip
@click.option("--check", is_flag=True, help="Fail where docs/changelog/ was altered by hand.")
@format_option("text", "json", "markdown", "atom")
@pass_call
def command(
    call: Call,
    start: str | None,
    end: str | None,
    month: date | None,
    write: bool,
    check: bool,
    form: str,
) -> int:
    """Show what changed in the registry, the newest first, each merged change as one step.

    Example: tp3 changelog --from 2026-12-01 --format markdown --lang fi
    """
    if sum(map(bool, (start or end, month, write, check))) > 1 or (end and call.rev):
        raise Misused("range-twice")
    if write or check:
        return _documents(call, check=check)
    last = open_revision(call, end or call.rev or "HEAD")
    zone = timezone_of(last)
    walked = steps(begin_after(call, start, end), last, zone)
    if month:
        if month > call.today(zone):
            raise Misused("month-ahead", month=call.catalogue.month(month))
        walked = (each for each in walked if each.day.replace(day=1) == month)
    show(call, last, walked, form)
    return 0


def begin_after(call: Call, start: str | None, end: str | None) -> RevisionTree | None:
    """The revision after which a range begins; None: from the first commit on.

    So it is for a day before that. Raises Misused where the range ends before.
    """
    if start is None:
        return None
    if end and is_date(start) and is_date(end) and start > end:
        raise Misused("range-reversed", old=start, new=end)
    try:
        return open_revision(call, start)
    except Misused as stop:
        if stop.code != "revision-too-early":
            raise
        return None


def show(
    call: Call, tree: RevisionTree, walked: Iterator[Step], form: str, about: str = ""
) -> None:
    """Print steps that lead to a revision in one of the formats; `about` one record or all.

    Who approved them is told where the notes are here.
    """
    words, today = call.catalogue, call.today(timezone_of(tree))
    recorded = _recorded(tree)
    if form == "json":
        answer = {"format": 1, "revision": tree.revision, "today": today}
        entries = (each for step in walked for each in _entries(step, recorded))
        _print(stream_json(answer, "entries", entries))
    elif form == "atom":
        _print(
            feed.stream_atom(words, *feed.feed_of(words, load(tree).registry, walked, today, about))
        )
    else:
        write = {
            "text": changelog.as_timeline if about else changelog.as_text,
            "markdown": changelog.as_markdown,
        }
        click.echo(write[form](words, changelog.step_lines(words, walked, recorded)))


def _recorded(tree: RevisionTree) -> Recorded:
    notes = open_notes(tree)
    if notes is None:
        return nothing_recorded
    found = notes
    return lambda commit: found.of(commit).lines


def _print(pieces: Iterator[str]) -> None:
    for piece in pieces:
        click.echo(piece, nl=False)
    click.echo()


def _entries(step: Step, recorded: Recorded) -> Iterator[dict[str, Any]]:
    approvals = recorded(step.commit)
    for change in step.difference.changes:
        if change.kind != "formatting-changed":
            told = {"commit": step.commit, "date": step.day, "author": step.author}
            yield as_data(change, **told, approvers=approvers.as_data(approvals, change))


def _documents(call: Call, *, check: bool) -> int:
    """Write the documents of the ended months, or tell which were altered; the exit code."""
    docs = open_docs(call, f"{LOG_FOLDER}/", MOST)
    head = open_revision(call, "HEAD")
    zone = timezone_of(head)
    ended = months.before(call.today(zone))
    walked = list(steps(None, head, zone))
    first = min((step.day.year for step in walked), default=ended.year)
    wanted = {
        f"{LOG_FOLDER}/{name}": text
        for name, text in months.documents(months.months(walked, ended), first).items()
    }
    words = call.catalogue
    if not check:
        tell(words("changelog.written", n=docs.write(wanted)))
        return 0
    pages = {path: text for path, text in docs.present.items() if path.endswith(".md")}
    altered = months.altered(wanted, pages)
    for path in dict.fromkeys((*altered, *docs.changed(wanted))):
        tell(words("changelog.stale" if path in altered else "changelog.behind", path=path))
    if not altered:
        tell(words("changelog.current"))
    return 1 if altered else 0
