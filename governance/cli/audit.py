"""tp3 audit: whether every change was approved by the rules of its time, and recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import click

from governance.cli.changelog import begin_after
from governance.cli.gather import open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import is_terminal, print_lines, print_table, tell
from governance.model.problem import Misused, Outside
from governance.publish import audit as words_of
from governance.publish.json import as_json
from governance.rules.audit.findings import findings
from governance.rules.audit.signals import Watch
from governance.rules.audit.values import Finding, Merge
from governance.store.git import RevisionTree
from governance.store.ground import Ground, grounds
from governance.store.load import timezone_of
from governance.store.notes import Notes, open_notes
from governance.store.records import is_merged, strays
from governance.text.catalogue import Catalogue


@click.command()
@global_options
@click.option("--from", "start", metavar="REV", help="Begin after this revision or date.")
@click.option("--to", "end", metavar="REV", help="End here.  [default: HEAD, or --rev]")
@click.option("--approvals", "listed", is_flag=True,
              help="List what was approved, too: by whom, for whom, in which commit.")  # fmt: skip
@click.option("--signals", "watched", is_flag=True,
              help="For maintainers: approvals in haste, or always in the same words.")  # fmt: skip
@format_option("text", "json", "csv")
@pass_call
def command(
    call: Call, start: str | None, end: str | None, listed: bool, watched: bool, form: str
) -> int:
    """Check that every change was approved as the rules of its own time demand, and recorded.

    Offline: what changed, the rules, the contacts and the records of approvals are all in Git.
    Exits 1 with findings, and 3 where the records have not been fetched.

    Example: tp3 audit --from 2026-12-01 --format csv
    """
    if end and call.rev:
        raise Misused("end-twice")
    last = open_revision(call, end or call.rev or "HEAD")
    notes = open_notes(last)
    if notes is None:
        raise Outside("notes-missing")
    zone = timezone_of(last)
    done = _Done([] if listed else None, Watch() if watched else None)
    walked = grounds(begin_after(call, start, end), last, zone)
    _audit(done, last, notes, walked, ZoneInfo(zone))
    words = call.catalogue
    if form == "json":
        head = {"format": 1, "revision": last.revision, "today": call.today(zone)}
        click.echo(as_json(head | _data(words, done)))
    elif form == "csv":
        click.echo(_csv(words, done), nl=False)
    else:
        _print(words, done)
    counts = {"commits": done.commits, "changes": done.changes, "approvals": done.lines}
    tell(words("audit.summary", n=len(done.findings), **counts))
    return 1 if done.findings else 0


@dataclass
class _Done:
    """What was judged, and what was found; `approvals` and `watch` only where they are asked."""

    approvals: list[words_of.Approval] | None
    watch: Watch | None
    findings: list[Finding] = field(default_factory=list)
    commits: int = 0
    changes: int = 0
    lines: int = 0


def _audit(
    done: _Done, last: RevisionTree, notes: Notes, walked: Iterator[Ground], zone: ZoneInfo
) -> None:
    seen = set()
    for ground in walked:
        merge = _merge(last, notes, ground)
        seen.add(merge.commit)
        done.findings += findings(merge, zone)
        done.lines += len(merge.lines)
        if merge.registry is not None:
            done.commits += 1
            done.changes += len(merge.changes)
        if done.approvals is not None:
            done.approvals += ((merge.commit, line) for line in merge.lines)
        if done.watch is not None:
            done.watch.see(merge)
    for commit, where in strays(notes, last, seen):
        if where == "apart":
            done.findings.append(Finding(commit, "history-forced"))
        else:
            reason = "record-of-no-commit"
            done.findings.append(Finding(commit, "record-fits-no-commit", reason=reason))


def _merge(last: RevisionTree, notes: Notes, ground: Ground) -> Merge:
    note = notes.of(ground.commit.id)
    heads = dict.fromkeys(line.head for line in note.lines)
    return Merge(
        commit=ground.commit.id,
        seconds=ground.commit.seconds,
        day=ground.step.day,
        changes=ground.step.difference.changes,
        registry=ground.registry,
        lines=note.lines,
        broken=note.broken,
        heads={head: is_merged(last, ground, head) for head in heads},
    )


def _data(words: Catalogue, done: _Done) -> dict[str, Any]:
    data = {"findings": [words_of.finding_data(words, each) for each in done.findings]}
    if done.approvals is not None:
        data["approvals"] = [words_of.approval_data(each) for each in done.approvals]
    if done.watch is not None:
        data["signals"] = [words_of.signal_data(words, each) for each in done.watch.signals()]
    return data


def _csv(words: Catalogue, done: _Done) -> str:
    """One table: the approvals where they are asked, else the findings."""
    if done.approvals is not None:
        return words_of.approvals_csv(done.approvals)
    told = done.watch.signals() if done.watch else ()
    return words_of.findings_csv(words, done.findings, told)


def _print(words: Catalogue, done: _Done) -> None:
    """A table of each sort on a terminal; lines in a pipe."""
    told = done.watch.signals() if done.watch else ()
    sorts = {
        "findings": [words_of.finding_cells(words, each) for each in done.findings],
        "approvals": [words_of.approval_cells(words, each) for each in done.approvals or ()],
        "signals": [words_of.signal_cells(words, each) for each in told],
    }
    for name, rows in sorts.items():
        if rows and is_terminal():
            print_table([""] * len(rows[0]), rows, words(f"audit.title.{name}"))
        else:
            print_lines(rows)
