"""The platform recommendation as a page: what is recommended first, what it rests on below."""

from collections.abc import Iterator

from governance.publish.platform.background import background
from governance.publish.platform.blocks import Block, Heading, Page, Paragraph, cite
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


def platform_page(words: Catalogue, report: Report) -> Page:
    """The page in the language of `words`; `html.body` makes it fit the layout of a site."""
    return Page(words.language, words("platform.title"), tuple(_blocks(words, report)))


def _blocks(words: Catalogue, report: Report) -> Iterator[Block]:
    yield Paragraph(words("platform.as_of", today=report.today))
    if cited := [cite(report.registry, id) for id in report.registry.rules.platform.outputs]:
        parts = [part for each in cited for part in (", ", each)][1:]
        yield Paragraph([words("platform.part_of"), *parts])
    for name, section in SECTIONS.items():
        yield Heading(2, words(f"platform.section.{name}"), name.replace("_", "-"))
        yield from section(words, report)
