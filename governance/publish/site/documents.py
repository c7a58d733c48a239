"""The documents of the site: governance model, platform recommendation, accessibility statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from governance.model.problem import Refused
from governance.model.registry import policy_path
from governance.publish.document.blocks import Document, Paragraph
from governance.publish.document.html import body
from governance.publish.document.markdown import as_markdown
from governance.publish.governance.document import (
    governance_document,
    language_of_document,
)
from governance.publish.platform.documents import FOLDER, NAME
from governance.publish.platform.page import platform_document
from governance.publish.site.accessibility import accessibility_statement
from governance.publish.site.frame import SECTIONS, Files, Frame
from governance.publish.site.tongue import Tongue
from governance.rules.told import language_of


@dataclass(frozen=True)
class Here:
    """A document of the site that is an output: its section and page, and what it is written in."""

    section: str
    page: str
    language: str


def governance_pages(frame: Frame) -> Files:
    """The governance model; the page says so where nobody has written its prose."""
    words = frame.words
    try:
        made = governance_document(words, frame.tongue.source.registry)
    except Refused:
        nothing = Paragraph(words("site.nothing_here"))
        made = Document(words.language, words("governance.title"), [nothing])
    return _kept(frame, "governance", made)


def platform_pages(frame: Frame) -> Files:
    """The platform recommendation."""
    made = platform_document(frame.words, frame.tongue.source.platform_report)
    return _kept(frame, "platform", made)


def accessibility_pages(frame: Frame) -> Files:
    """The accessibility statement."""
    made = accessibility_statement(frame.words, frame.tongue.source)
    return _kept(frame, "accessibility", made)


def document_of(path: str) -> str | None:
    """The section that shows what is written in a file; None where no document does."""
    if language_of(path) is not None:
        return "governance"
    is_report = path.startswith((f"{FOLDER}/{NAME}.", "registry/platforms/"))
    return "platform" if is_report or path == policy_path("platform") else None


def documents_of(t: Tongue, output: str) -> Iterator[Here]:
    """The documents of the site that an output is, where there is anything to read."""
    registry = t.source.registry
    in_prose = {"governance": language_of_document(t.words, registry)}
    for section, id in registry.rules.settings.pages:
        language = in_prose.get(section, t.language)
        if id == output and language is not None:
            yield Here(section, SECTIONS[section], language)


def _kept(frame: Frame, section: str, made: Document) -> Files:
    """The pages of a document: which outputs are there it knows itself, by their titles."""
    return frame.tongue.keep(("document", section), made, partial(_pages, frame, section, made))


def _pages(frame: Frame, section: str, made: Document) -> Files:
    """A document as a page, with links to the outputs that it cites, and as Markdown."""
    path = SECTIONS[section]
    up = "../" * path.count("/")

    def address(id: str) -> str | None:
        return f"{up}outputs/{id}/index.html" if frame.has_page("outputs", id) else None

    plain = f"{section}/{section}.md"
    page = frame.page(
        "document",
        path,
        made.title,
        section=section,
        description=frame.words(f"{section}.lead"),
        body=body(made, address),
        language=made.language,
        plain=f"{up}{plain}",
    )
    return page | {f"{frame.words.language}/{plain}": as_markdown(made)}
