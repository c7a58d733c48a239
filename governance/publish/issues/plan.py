"""A plan of issues as data, in words, and as Markdown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from governance.publish.issues.wording import reason
from governance.publish.table import markdown_table
from governance.rules.issues.action import Action, Note, Plan
from governance.text.catalogue import Catalogue

COLUMNS = ("op", "key", "number", "title", "reason")


def as_data(action: Action) -> dict[str, Any]:
    """One action for programs."""
    return {
        "op": action.op,
        "key": action.key,
        "title": action.title,
        "number": action.number,
        "reason": action.reason.code,
    }


def note_data(note: Note) -> dict[str, Any]:
    """What is left to people, for programs."""
    return {"key": note.key, "number": note.number, "reason": note.reason.code}


def header(words: Catalogue) -> list[str]:
    """The names of the columns."""
    return [words(f"plan.column.{column}") for column in COLUMNS]


def cells(words: Catalogue, action: Action) -> list[str]:
    """One action for people."""
    return [
        words(f"plan.op.{action.op}"),
        action.key,
        _number(words, action.number),
        action.title,
        reason(words, action.reason),
    ]


def note_cells(words: Catalogue, note: Note) -> list[str]:
    """What is left to people, under the same columns."""
    return ["", note.key or "", _number(words, note.number), "", reason(words, note.reason)]


def as_markdown(words: Catalogue, plan: Plan, overview: Sequence[Action], where: str) -> str:
    """The plan as a page: a table of what would be done, and what is left to people."""
    actions = [*plan.actions, *overview]
    parts = [f"# {words('plan.title')}", where, told(words, plan, overview)]
    if actions:
        parts.append(_table(words, [cells(words, each) for each in actions]))
    if plan.notes:
        rows = [note_cells(words, each) for each in plan.notes]
        parts.extend((f"## {words('plan.notes')}", _table(words, rows)))
    return "\n\n".join(parts) + "\n"


def told(words: Catalogue, plan: Plan, overview: Sequence[Action]) -> str:
    """How much there is to do, why it waits for a person where it does, and when more is asked."""
    count = len(plan.actions) + len(overview)
    parts = [words("plan.summary", n=count, hash=plan.digest) if count else words("plan.empty")]
    if plan.brake is not None:
        parts += [reason(words, plan.brake), words("plan.yes", hash=plan.digest)]
    if plan.asks_from is not None:
        parts.append(resting(words, plan.asks_from))
    return " ".join(parts)


def resting(words: Catalogue, asks_from: date) -> str:
    """That nobody is asked today, and from which day on somebody is."""
    return words("plan.resting", day=asks_from)


def as_of(words: Catalogue, today: date, repository: str | None = None) -> str:
    """Of which day a plan is, and with what it is compared: nothing where no repository is."""
    return words("plan.as_of", today=today, place=repository or words("plan.nowhere"))


def _table(words: Catalogue, rows: Sequence[Sequence[str]]) -> str:
    return markdown_table(header(words), rows)


def _number(words: Catalogue, number: int | None) -> str:
    return words("plan.number", number=number) if number else words("plan.unnumbered")
