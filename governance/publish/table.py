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
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in GitHub Markdown; the header is Markdown already."""
    return markdown_rows(header, ([markdown(cell) for cell in row] for row in rows))


def markdown_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are GitHub Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
