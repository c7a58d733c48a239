"""The platform recommendation as a page: what is recommended first, what it rests on below."""

from collections.abc import Iterator

from governance.publish.document.blocks import Block, Contents, Document, Heading, Paragraph
from governance.publish.platform.background import background
from governance.publish.platform.recommendation import find_out, recommendation
from governance.publish.platform.results import dominance, facts, scores, weights
from governance.rules.platform.report import Report
from governance.text.catalogue import Catalogue

SECTIONS = {
    "verdict": recommendation,
    "find_out": find_out,
    "scores": scores,
    "weights": weights,
    "facts": facts,
    "dominance": dominance,
    **background,
}


def platform_document(words: Catalogue, report: Report) -> Document:
    """The document in the language of `words`."""
    return Document(words.language, words("platform.title"), tuple(_blocks(words, report)))


def _blocks(words: Catalogue, report: Report) -> Iterator[Block]:
    yield Paragraph(words("platform.as_of", today=report.today))
    for name, section in SECTIONS.items():
        yield Heading(2, words(f"platform.section.{name}"), name.replace("_", "-"))
        yield from section(words, report)
        if name == "verdict":
            yield Contents()
