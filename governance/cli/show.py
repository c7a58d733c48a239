"""Rows -> what is printed: a table on a terminal, lines in a pipe."""

import contextlib
import sys
from collections.abc import Iterable, Sequence
from datetime import date

import click

from governance.cli.options import Call
from governance.model.problem import Stop
from governance.text.catalogue import Catalogue
from governance.text.media import terminal


def is_terminal() -> bool:
    """Whether somebody reads the answer on a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def tell(text: str) -> None:
    """Say something beside the answer; that nobody hears it changes nothing."""
    with contextlib.suppress(OSError):
        click.echo(text, err=True)


def stopped(call: Call, stop: Stop) -> str:
    """Why a command stopped and what to do, in the language of the call."""
    key = f"stop.{stop.code}"
    words = call.catalogue
    values = {name: _in_words(words, name, value) for name, value in stop.values.items()}
    parts = [words(f"{key}.message", **values), words(f"{key}.hint", **values)]
    if near := stop.values.get("near"):
        question = words("near", near=near)
        parts.insert(1, question[:1].upper() + question[1:])
    return " ".join(part for part in parts if part)


def _in_words(words: Catalogue, name: str, value: str) -> str | date:
    """A whole day as it is written; statuses in words, with what is typed for them."""
    if (day := _day(value)) is not None:
        return day
    if name in ("new_status", "allowed_status"):
        return ", ".join(_with_code(words, each) for each in value.split(", "))
    return terminal(value)


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _with_code(words: Catalogue, status: str) -> str:
    word = words.term("status", status)
    return status if word == status else f"{word} ({status})"


def print_lines(rows: Iterable[Sequence[str]]) -> None:
    """A line a row, its cells parted by tabs."""
    for row in rows:
        click.echo("\t".join(terminal(cell) for cell in row))


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """A table as wide as the terminal; no cell is cut, and no text is taken for markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, header_style="", title=Text(title), title_justify="left"
    )
    for name in header:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(terminal(cell)) for cell in row))
    Console(emoji=False).print(table)
