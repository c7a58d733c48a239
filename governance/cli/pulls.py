"""tp3 approvals run and record: how pull requests stand is told on them, then kept in Git."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, BinaryIO

import click

from governance.cli.edit import words_of
from governance.cli.forge import Home, must_have_home, origin_of
from governance.cli.gather import load_registry
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import print_lines, stopped, tell
from governance.forge.asked import LARGEST, GroupAsked, parse_asked
from governance.forge.judging import Judging
from governance.forge.queue import Queue
from governance.forge.recording import Recorded, Recording
from governance.forge.telling import Telling, Told
from governance.model.problem import Misused
from governance.model.registry import Registry
from governance.publish.approvals.comment import ApprovalWords
from governance.publish.json import as_json
from governance.rules.commands.talk import SWEEP_DAYS
from governance.store.load import timezone_of

pull_option = click.option(
    "--pull", "number", type=click.IntRange(1, 10**10), metavar="N", help="Only this pull request."
)


@click.command(name="run")
@global_options
@pull_option
@click.option("--asked", type=click.File("rb"), metavar="FILE",
              help="Only what this file names, made by a job without rights.")  # fmt: skip
@format_option("text", "json")
@pass_call
def run(call: Call, number: int | None, asked: BinaryIO | None, form: str) -> int:
    """Tell on pull requests who must approve them and who has, and set their status.

    Without a number: on every open one into the default branch. Each has one comment, which is
    edited in place, and the status tp3/approvals on its newest commit. Nothing is written where
    nothing changed. It does no harm to run it twice.

    Example: tp3 approvals run --pull 12
    """
    _must_be_now(call)
    if number is not None and asked:
        raise Misused("pull-or-asked")
    registry = load_registry(call).registry
    home = must_have_home(call, registry)
    telling = _telling(call, registry, home)
    told = []
    for each in _told(telling, number, asked):
        told.append(each)
        if form == "text":
            print_lines([_told_cells(call, each)])
    if form == "json":
        click.echo(as_json(_head(call, registry, home, telling.revision) | _told_data(told)))
    elif not told:
        tell(call.catalogue("pulls.none"))
    return 3 if any(each.stop for each in told) else 0


@click.command(name="record")
@global_options
@pull_option
@format_option("text", "json")
@pass_call
def record(call: Call, number: int | None, form: str) -> int:
    """Keep in Git who approved what was merged: a line a demand, in refs/notes/approvals.

    Without a number: of all that was merged in the last 14 days and has no record yet. What was
    pushed without a pull request gets none: `tp3 audit` finds it. It does no harm to run it twice.

    Example: tp3 approvals record
    """
    _must_be_now(call)
    registry = load_registry(call).registry
    home = must_have_home(call, registry)
    recording = Recording(Judging(home.github.reader, origin_of(call), call.today))
    newest = recording.judging.tip()
    recorded = []
    since = call.today(timezone_of(newest)) - timedelta(days=SWEEP_DAYS)
    found = recording.missed(newest, since) if number is None else [recording.pull(newest, number)]
    for each in found:
        recorded.append(each)
        if form == "text":
            print_lines([_recorded_cells(call, each)])
    if form == "json":
        merges = {"merges": [_recorded_data(each) for each in recorded]}
        click.echo(as_json(_head(call, registry, home, newest.revision) | merges))
    elif not recorded:
        tell(call.catalogue("pulls.recorded.none"))
    return 3 if any(each.stop for each in recorded) else 0


def _must_be_now(call: Call) -> None:
    if call.rev is not None:
        raise Misused("rev-not-here")


def _telling(call: Call, registry: Registry, home: Home) -> Telling:
    github, words = home.github, words_of(registry)
    judging = Judging(github.reader, origin_of(call), call.today)
    wording, failed = ApprovalWords(words), words("pulls.status.failed")
    return Telling(judging, github.writer, wording, failed, mentions=home.mentions)


def _told(telling: Telling, number: int | None, asked: BinaryIO | None) -> Iterator[Told]:
    if asked:
        found = parse_asked(asked.read(LARGEST + 1))
        if isinstance(found, GroupAsked):
            yield Queue(telling).told(found)
        else:
            yield telling.asked(found)
    elif number is not None:
        yield telling.pull(number)
    else:
        yield from telling.all()


def _head(call: Call, registry: Registry, home: Home, revision: str | None) -> dict[str, Any]:
    today = call.today(registry.settings.timezone if registry.settings else "UTC")
    return {"format": 1, "revision": revision, "today": today, "repository": home.repository}


def _told_cells(call: Call, told: Told) -> list[str]:
    """A line for the log: where, how it stands, what was done."""
    words = call.catalogue
    word = words(f"pulls.verdict.{told.word}") if told.word else ""
    if told.stop:
        done = words("pulls.result.failed", reason=stopped(call, told.stop))
    else:
        done = words(f"pulls.left.{told.why}" if told.why else f"pulls.result.{told.result}")
    return [told.pull.url, word, done]


def _told_data(told: Iterable[Told]) -> dict[str, Any]:
    return {
        "pulls": [
            {
                "pull": each.pull.number,
                "url": each.pull.url,
                "head": each.head,
                "verdict": each.word,
                "result": each.result,
                "reason": each.stop.code if each.stop else each.why,
            }
            for each in told
        ]
    }


def _recorded_cells(call: Call, recorded: Recorded) -> list[str]:
    """A line for the log: which commit, by which pull request, what was done."""
    words = call.catalogue
    if recorded.stop:
        done = words("pulls.recorded.failed", reason=stopped(call, recorded.stop))
    elif recorded.why:
        done = words(f"pulls.unrecorded.{recorded.why}")
    else:
        done = words("pulls.recorded.lines", n=recorded.lines)
    url = recorded.pull.url if recorded.pull else ""
    return [(recorded.commit or "")[:12], url, done]


def _recorded_data(recorded: Recorded) -> dict[str, Any]:
    return {
        "commit": recorded.commit,
        "pull": recorded.pull.number if recorded.pull else None,
        "lines": recorded.lines,
        "reason": recorded.stop.code if recorded.stop else recorded.why,
    }
