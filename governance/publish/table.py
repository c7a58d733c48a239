"""Tables in plain formats, safe for where they are opened."""

import csv
import io
from collections.abc import Iterable, Sequence

from governance.text.media import csv_cell, markdown


def heading(text: str) -> str:
    """A heading of the second level in GitHub Markdown."""
    return f"## {markdown(text)}"


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV (RFC 4180) that a spreadsheet shows and never computes."""
    return csv_text(header, map(csv_line, rows))


def csv_text(header: Sequence[str], lines: Iterable[str]) -> str:
    """The same of lines that are CSV already."""
    return "".join([_csv(header), *lines])


def csv_line(row: Sequence[str]) -> str:
    """One line of such a table."""
    return _csv([csv_cell(cell) for cell in row])


def _csv(row: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(row)
    return text.getvalue()


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in GitHub Markdown; the header is Markdown already."""
    return markdown_lines(header, map(markdown_line, rows))


def markdown_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are GitHub Markdown already."""
    return markdown_lines(header, map(_piped, rows))


def markdown_lines(header: Sequence[str], lines: Iterable[str]) -> str:
    """A table of lines that are GitHub Markdown already."""
    return "\n".join([_piped(header), _piped(["---"] * len(header)), *lines])


def markdown_line(row: Sequence[str]) -> str:
    """One line of a table in GitHub Markdown."""
    return _piped([markdown(cell) for cell in row])


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
