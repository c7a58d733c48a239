"""tp3 changelog: what changed, commit by commit."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from governance.cli.gather import open_revision
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import tell
from governance.model.change import Step
from governance.model.layout import LOG_FOLDER
from governance.model.problem import Misused, Outside
from governance.publish import changelog, months
from governance.publish.changes import as_data
from governance.publish.json import stream_json
from governance.store.files import WorkingTree
from governance.store.git import RevisionTree
from governance.store.history import steps
from governance.store.load import load, timezone_of
from governance.store.write import write_files
from governance.text.catalogue import LANGUAGES, catalogue

MOST = 16 * 1024 * 1024


@click.command()
@global_options
@click.option("--from", "start", metavar="REV", help="Begin after this revision or date.")
@click.option("--to", "end", metavar="REV", help="End here.  [default: HEAD]")
@click.option("--month", type=click.DateTime(["%Y-%m"]), metavar="YYYY-MM",
              help="Only what changed in this month.")  # fmt: skip
@click.option("--write", is_flag=True,
              help="Write the ended months to docs/changelog/, by year and language.")  # fmt: skip
@click.option(
    "--check", is_flag=True, help="Fail where docs/changelog/ is not as --write makes it."
)
@format_option("text", "json", "markdown", "atom")
@pass_call
def command(
    call: Call, start: str | None, end: str | None, month: Any, write: bool, check: bool, form: str
) -> int:
    """Show what changed in the registry, the newest first, each merged change as one step.

    Example: tp3 changelog --from 2026-12-01 --format markdown --lang fi
    """
    if sum(map(bool, (start or end, month, write, check))) > 1:
        raise Misused("range-twice")
    if write or check:
        return _documents(call, check=check)
    last = open_revision(call, end or call.rev or "HEAD")
    first = open_revision(call, start) if start else None
    zone = timezone_of(last)
    walked = steps(first, last, zone)
    if month:
        walked = (each for each in walked if each.day.replace(day=1) == month.date())
    show(call, last, walked, form)
    return 0


def show(call: Call, tree: RevisionTree, walked: Iterator[Step], form: str) -> None:
    """Print steps that lead to a revision in one of the formats."""
    words, today = call.catalogue, call.today(timezone_of(tree))
    if form == "json":
        answer = {"format": 1, "revision": tree.revision, "today": today}
        _print(stream_json(answer, "entries", (each for step in walked for each in _entries(step))))
    elif form == "atom":
        _print(changelog.stream_atom(words, load(tree).registry, walked, today))
    else:
        write = changelog.as_markdown if form == "markdown" else changelog.as_text
        click.echo(write(words, changelog.step_lines(words, walked)))


def _print(pieces: Iterator[str]) -> None:
    for piece in pieces:
        click.echo(piece, nl=False)
    click.echo()


def _entries(step: Step) -> Iterator[dict[str, Any]]:
    for change in step.difference.changes:
        if change.kind != "formatting-changed":
            yield as_data(change, commit=step.commit, date=step.day, author=step.author)


def _documents(call: Call, *, check: bool) -> int:
    if call.rev is not None:
        raise Misused("rev-not-here")
    if call.root is None:
        raise Outside("registry-none", path=str(call.directory.resolve()))
    head = open_revision(call, "HEAD")
    zone = timezone_of(head)
    ended = months.before(call.today(zone))
    walked = list(steps(None, head, zone))
    found = months.by_year(months.months(walked, ended))
    first = min((step.day.year for step in walked), default=ended.year)
    years = {first: (), **found}
    tree = WorkingTree(call.root)
    if check:
        return 1 if _stale(call, tree, years) else 0
    wanted = {
        path: text for path, text in _texts(years).items() if tree.read(path, MOST) != text.encode()
    }
    write_files(call.root, wanted)
    for path in wanted:
        click.echo(path)
    tell(call.catalogue("changelog.written", n=len(wanted)))
    return 0


def _texts(years: dict[int, Sequence[months.Month]]) -> dict[str, str]:
    return {
        f"{LOG_FOLDER}/{year}.{language}.md": months.year_document(catalogue(language), year, found)
        for year, found in years.items()
        for language in LANGUAGES
    }


def _stale(call: Call, tree: WorkingTree, years: dict[int, Sequence[months.Month]]) -> bool:
    """Whether a document is not as it would be generated.

    That the newest months are missing is only told: a commit that is right today stays so.
    """
    words, stale = call.catalogue, False
    for year, found in years.items():
        for language in LANGUAGES:
            path = f"{LOG_FOLDER}/{year}.{language}.md"
            data = tree.read(path, MOST)
            made = (
                months.year_document(catalogue(language), year, found[late:]).encode()
                for late in range(len(found) + 1)
            )
            late = next((late for late, each in enumerate(made) if each == data), None)
            if late is None and data is not None:
                tell(words("changelog.stale", path=path))
                stale = True
            elif late != 0:
                tell(words("changelog.behind", path=path))
    if not stale:
        tell(words("changelog.current"))
    return stale
