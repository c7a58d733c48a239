"""What tp3 approvals does with pull requests on GitHub: judges them, tells it, records it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, BinaryIO

import click

from governance.cli.edit import words_of
from governance.cli.forge import Home, must_have_home, origin_of
from governance.cli.gather import load_registry, open_revision
from governance.cli.options import Call
from governance.cli.show import print_lines, stopped, tell
from governance.forge.asked import LARGEST, GroupAsked, parse_asked
from governance.forge.judging import Judged, Judging
from governance.forge.merge_queue import MergeQueue
from governance.forge.recording import Recorded, Recording
from governance.forge.telling import Telling, Told
from governance.model.problem import Outside
from governance.model.registry import Registry
from governance.publish.approvals.comment import ApprovalWords
from governance.publish.json import as_json
from governance.rules.commands.talk import SWEEP_DAYS
from governance.store.load import timezone_of


def judge_pull(call: Call, number: int, base: str | None, head: str | None) -> Judged:
    """How a pull request stands by what people said on GitHub, between named revisions or its own.

    Raises Misused where there is none of that number, Refused where it is not open or goes into
    another branch, Outside where Git or GitHub cannot be read.
    """
    home = must_have_home(call, load_registry(call).registry)
    judging = Judging(home.github.reader, origin_of(call), call.today)
    pull = judging.open(number)
    before = open_revision(call, base) if base else judging.tip()
    after = open_revision(call, head) if head else judging.head(pull)
    if after is None:
        raise Outside("pull-moved", url=pull.url)
    return judging.judged(pull, before, after)


def tell_pulls(call: Call, number: int | None, asked: BinaryIO | None, form: str) -> int:
    """Tell on pull requests how they stand; the exit code. Raises as `judge_pull` does."""
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


def record_pulls(call: Call, number: int | None, form: str) -> int:
    """Record who approved what was merged; the exit code. Raises as `judge_pull` does."""
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


def _telling(call: Call, registry: Registry, home: Home) -> Telling:
    github, words = home.github, words_of(registry)
    judging = Judging(github.reader, origin_of(call), call.today)
    wording, failed = ApprovalWords(words), words("pulls.status.failed")
    return Telling(judging, github.writer, wording, failed, mentions=home.mentions)


def _told(telling: Telling, number: int | None, asked: BinaryIO | None) -> Iterator[Told]:
    if asked:
        found = parse_asked(asked.read(LARGEST + 1))
        if isinstance(found, GroupAsked):
            yield MergeQueue(telling).told(found)
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
