"""A page as GitHub Markdown."""

from collections.abc import Iterator

from governance.publish.platform.blocks import (
    Block,
    Cited,
    Code,
    Foreign,
    Heading,
    Inline,
    Items,
    Link,
    Page,
    Paragraph,
    Picture,
    Table,
    Text,
)
from governance.publish.table import markdown_rows
from governance.text.catalogue import catalogue
from governance.text.media import markdown, markdown_link


def as_markdown(page: Page, pictures: str | None = None) -> str:
    """The page; pictures are shown from the folder `pictures`, left out where there is none."""
    parts = [f"# {markdown(page.title)}"]
    parts += [part for each in page.blocks for part in _block(page.language, each, pictures)]
    return "\n\n".join(parts) + "\n"


def _block(language: str, block: Block, pictures: str | None) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {markdown(text)}"
        case Paragraph(text, strong):
            shown = _text(language, text)
            yield f"**{shown}**" if strong else shown
        case Items(items):
            yield "\n".join(f"- {_text(language, each)}" for each in items)
        case Table(_, header, rows):
            cells = ([_text(language, cell) for cell in row] for row in rows)
            yield markdown_rows([markdown(each) for each in header], cells)
        case Picture(name, _, text):
            if pictures is not None:
                yield f"![{markdown(text)}]({pictures}/{name}.{language}.svg)"


def _text(language: str, text: Text) -> str:
    parts = [text] if isinstance(text, str) else text
    return "".join(_inline(language, each) for each in parts)


def _inline(language: str, part: Inline) -> str:
    match part:
        case Cited(text) | Code(text):
            return f"`{text}`"
        case Link(url):
            return markdown_link(url) or markdown(url)
        case Foreign(text, other):
            return f"{markdown(text)} ({catalogue(language).term('tongue', other)})"
        case _:
            return markdown(part)
