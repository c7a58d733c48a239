"""A document as GitHub Markdown."""

import re
from collections.abc import Iterator

from governance.publish.document.blocks import (
    Block,
    Cell,
    Cited,
    Code,
    Document,
    Foreign,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    inlines,
)
from governance.publish.table import markdown_rows
from governance.text.catalogue import catalogue
from governance.text.media import markdown, markdown_link, terminal

# What makes a line more than text where it begins it: https://spec.commonmark.org/0.31.2/#leaf-blocks
_BLOCK = re.compile(r"^(\d*)([#+=.)-])")
_LINE = re.compile(r"(?<!\\)\|")
_TONES = {"loud": "**", "plain": "", "low": "*"}


def as_markdown(document: Document, pictures: str | None = None) -> str:
    """The document; pictures are shown from the folder `pictures`, left out where there is none."""
    writer = _Writer(document.language, pictures)
    parts = [f"# {markdown(document.title)}"]
    if document.notice is not None:
        parts.append(f"*{markdown(document.notice.text)}*")
    parts += [part for each in document.blocks for part in writer.block(each)]
    return "\n\n".join(parts) + "\n"


class _Writer:
    def __init__(self, language: str, pictures: str | None) -> None:
        self.language = language
        self.pictures = pictures

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, text):
                yield f"{'#' * level} {self._text(text)}"
            case Paragraph(text, tone):
                yield _marked(_TONES[tone], _unlike_a_block(self._text(text)))
            case Items(items):
                yield "\n".join(f"- {_unlike_a_block(self._text(each))}" for each in items)
            case Table(_, header, rows):
                cells = ([self._cell(cell) for cell in row] for row in rows)
                yield markdown_rows([self._cell(each) for each in header], cells)
            case Picture(name, _, text):
                if self.pictures is not None:
                    place = f"{self.pictures}/{name}.{self.language}.svg"
                    yield f"![{markdown(text)}]({place})"

    def _cell(self, cell: Cell) -> str:
        """In code, which is as it is written, a line would end the cell."""
        texts = cell.items if isinstance(cell, Items) else [cell]
        return _LINE.sub(r"\|", "; ".join(self._text(each) for each in texts))

    def _text(self, text: Text) -> str:
        return "".join(self._inline(each) for each in inlines(text))

    def _inline(self, part: Inline) -> str:
        match part:
            case Code(text):
                return _code(text)
            case Cited(text, _, title):
                return f"{self._inline(title)} {_code(text)}" if title else _code(text)
            case Link(url, text):
                link = markdown_link(url) or markdown(url)
                return f"{markdown(text)}: {link}" if text else link
            case Foreign(text, other):
                return f"{markdown(text)} ({catalogue(self.language).term('tongue', other)})"
            case Strong(text):
                return _marked("**", self._text(text))
            case _:
                return markdown(part)


def _code(text: str) -> str:
    return f"`{terminal(text).replace('`', '')}`"


def _marked(mark: str, shown: str) -> str:
    """What begins or ends with a space would be shown with its marks."""
    return f"{mark}{shown}{mark}" if shown == shown.strip() else shown


def _unlike_a_block(line: str) -> str:
    """A line that begins no heading, list or rule: it is the text that it was."""
    return _BLOCK.sub(r"\g<1>\\\g<2>", line, count=1)
