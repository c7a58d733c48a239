"""Values -> what is printed: JSON, and tables on a terminal."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from governance.text.media import terminal


def as_json(value: Any) -> str:
    """JSON for programs: dates as YYYY-MM-DD, text readable."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """A table on a terminal, tab-separated lines in a pipe."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(terminal(cell) for cell in row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header, box=SIMPLE_HEAD, pad_edge=False, title=Text(title), title_justify="left")
    for row in rows:
        table.add_row(*(Text(terminal(cell)) for cell in row))
    Console(emoji=False).print(table)
