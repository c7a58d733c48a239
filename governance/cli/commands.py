"""tp3 commands: what owners answer by comments on issues."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, BinaryIO

import click

from governance.cli.edit import words_of
from governance.cli.forge import Home, must_have_home, origin_of
from governance.cli.gather import load_registry, place_of
from governance.cli.options import Call, format_option, global_options, pass_call
from governance.cli.show import print_lines, stopped, tell
from governance.forge.commands import Commands, Handled
from governance.forge.entry import Entering
from governance.forge.event import LARGEST, CommentEvent, parse_event
from governance.model.problem import Misused, Outside
from governance.model.registry import Registry
from governance.publish.answer import AnswerWords
from governance.publish.json import as_json
from governance.rules.commands.talk import SWEEP_DAYS


@click.group(name="commands")
@global_options
def command() -> None:
    """Carry out what owners answer by comments, such as `/voimassa Luin läpi`.

    Example: tp3 commands run
    """


@command.command(name="run")
@global_options
@click.option("--event", type=click.File("rb"), metavar="FILE",
              help="Only the comment of this event, as GitHub Actions hands it over.")  # fmt: skip
@format_option("text", "json")
@pass_call
def run(call: Call, event: BinaryIO | None, form: str) -> int:
    """Enter the answers that came by comment, and answer each of them once.

    Without an event: all comments of the last 14 days that have no answer yet. Each answer becomes
    a pull request with exactly its entry, checked and merged. What the comment says is judged by
    the default branch of origin, not by the files here. It does no harm to run it twice.

    Example: tp3 commands run --event event.json
    """
    call.must_be_now()
    registry = load_registry(call).registry
    home = must_have_home(call, registry)
    commands = _commands(call, registry, home)
    found = parse_event(event.read(LARGEST + 1)) if event else None
    handled = []
    for each in _handled(call, home, commands, found):
        handled.append(each)
        if form == "text":
            print_lines([_cells(call, each)])
    if form == "json":
        today = call.today(registry.settings.timezone if registry.settings else "UTC")
        head = {"format": 1, "revision": commands.revision, "today": today}
        click.echo(as_json(head | _data(home, handled)))
    elif not handled:
        tell(call.catalogue("commands.result.none"))
    return max((_code(each) for each in handled), default=0)


def _commands(call: Call, registry: Registry, home: Home) -> Commands:
    words = AnswerWords(words_of(registry))
    github = home.github
    return Commands(Entering(github.reader, github.writer, origin_of(call), words), call.today)


def _handled(
    call: Call, home: Home, commands: Commands, event: CommentEvent | None
) -> Iterator[Handled]:
    if event is None:
        first = call.today("UTC") - timedelta(days=SWEEP_DAYS)
        yield from commands.sweep(datetime.combine(first, time(), UTC))
        return
    where = event.repository.full_name
    if where.casefold() != home.repository.casefold():
        raise Misused("event-elsewhere", event_repository=where, repository=home.repository)
    if event.action == "created":
        one = commands.handle(event.comment.id)
        yield from [one] if one else []


def _code(handled: Handled) -> int:
    if handled.result != "failed":
        return 0
    return 3 if isinstance(handled.stop, Outside) else 1


def _cells(call: Call, handled: Handled) -> list[str]:
    """A line for the log: where, what about, what was done."""
    words = call.catalogue
    values = {"code": handled.reply or "", "reason": _reason(call, handled)}
    result = words(f"commands.result.{handled.result}", **values)
    return [handled.comment.url, handled.output or "", result]


def _reason(call: Call, handled: Handled) -> str:
    if handled.stop:
        return stopped(call, handled.stop)
    if handled.problem:
        return f"{place_of(handled.problem)} [{handled.problem.code}]"
    return ""


def _data(home: Home, handled: Iterable[Handled]) -> dict[str, Any]:
    return {
        "repository": home.repository,
        "comments": [
            {
                "comment": each.comment.id,
                "issue": each.comment.issue,
                "url": each.comment.url,
                "output": each.output,
                "result": each.result,
                "reply": each.reply,
                "commit": each.commit,
                "pull": each.pull,
            }
            for each in handled
        ],
    }
