"""The governance document as GitHub Markdown."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from governance.publish.governance.document import Document, Told
from governance.publish.governance.prose import Heading, Items, Line, Paragraph, Part, Rows, Run
from governance.publish.governance.tables import Cell
from governance.publish.table import markdown_rows
from governance.text.media import markdown, terminal

# What makes a line more than text where it begins it: https://spec.commonmark.org/0.31.2/#leaf-blocks
_BLOCK = re.compile(r"^(\d*)([#+=.)-])")


def as_markdown(document: Document) -> str:
    """The whole document; the picture of the ladder is left to its table."""
    pieces = [f"# {markdown(document.title)}"]
    if document.is_foreign:
        pieces.append(f"*{document.reader('governance.untranslated')}*")
    pieces += [piece for part in document.parts for piece in _part(document, part)]
    pieces.append(f"*{footer(document)}*")
    return "\n\n".join(pieces)


def footer(document: Document) -> str:
    """From which rules it was made."""
    revision = document.registry.revision
    if revision is None:
        return document.words("governance.working_tree")
    return document.words("governance.revision", revision=revision[:10])


def _part(document: Document, part: Part | Told) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"{'#' * part.level} {_line(part.line)}"
    elif isinstance(part, Paragraph):
        yield _unlike_a_block(_line(part.line))
    elif isinstance(part, Items):
        yield "\n".join(f"- {_unlike_a_block(_line(line))}" for line in part.lines)
    elif isinstance(part, Rows):
        rows = [[_line(cell) for cell in row] for row in part.lines]
        yield markdown_rows(rows[0], rows[1:]) if rows else ""
    elif isinstance(part, Told):
        yield _told(document, part)


def _told(document: Document, told: Told) -> str:
    if not told.table.rows:
        return markdown(document.words("governance.none_of_these"))
    header = [markdown(name) for name in told.table.header]
    return markdown_rows(header, ([_cell(cell) for cell in row] for row in told.table.rows))


def _cell(cell: Cell) -> str:
    return "; ".join(markdown(each.text) for each in cell)


def _line(line: Line) -> str:
    return "".join(
        _strong("".join(map(_run, runs))) if is_strong else "".join(map(_run, runs))
        for is_strong, runs in groupby(line, attrgetter("is_strong"))
    )


def _strong(shown: str) -> str:
    """What begins or ends with a space would be shown with its stars."""
    return f"**{shown}**" if shown == shown.strip() else shown


def _run(run: Run) -> str:
    if run.kind == "text":
        return markdown(run.text)
    return f"`{terminal(run.text).replace('`', '')}`"


def _unlike_a_block(line: str) -> str:
    """A line that begins no heading, list or rule: it is the text that it was."""
    return _BLOCK.sub(r"\g<1>\\\g<2>", line, count=1)
