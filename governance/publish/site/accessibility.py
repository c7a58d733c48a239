"""The accessibility statement of the site.

Finnish law asks for one (306/2019); what it has, and in what order, is from the model of the
Commission: https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj
"""

from collections.abc import Iterator

from governance.model.period import Period
from governance.model.record import Statement
from governance.publish.document.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Link,
    Paragraph,
    Text,
    said,
)
from governance.publish.home import home
from governance.publish.names import organisation_name
from governance.publish.site.source import Source
from governance.text.catalogue import Catalogue, prose

YEARLY = Period.parse("P1Y")  # how often at least it is reviewed, recital 3 of the decision
# What the tests in a browser look at; each has its line in the catalogues.
TESTED = ("axe", "markup", "narrow", "keyboard", "script", "colours", "print")


def accessibility_statement(words: Catalogue, source: Source) -> Document:
    """The statement in the language of `words`."""
    told = list(_blocks(prose(words.language), source))
    return Document(words.language, words("accessibility.title"), told)


def _blocks(words: Catalogue, source: Source) -> Iterator[Block]:
    settings = source.registry.rules.settings
    maintainer = organisation_name(words, source.registry, settings.maintainer)
    about = [words("accessibility.about"), said(words, settings.title), ". "]
    yield Paragraph([*about, words("accessibility.provider", organisation=maintainer)])
    law = Link(words("accessibility.law_url"), words("accessibility.law"))
    model = Link(words("accessibility.model_url"), words("accessibility.model"))
    yield Paragraph([words("accessibility.basis"), law, words("accessibility.and"), model, "."])
    for name, section in SECTIONS.items():
        yield Heading(2, words(f"accessibility.section.{name}"), name)
        yield from section(words, source)


def _state(words: Catalogue, source: Source) -> Iterator[Block]:
    statement = _statement(source)
    if statement is None:
        yield Paragraph(words("accessibility.state.unknown"), "loud")
    else:
        yield Paragraph(words(f"accessibility.state.{statement.state}"), "loud")
    yield Paragraph(words("accessibility.aim"))


def _shortcomings(words: Catalogue, source: Source) -> Iterator[Block]:
    statement = _statement(source)
    if statement and statement.shortcomings:
        yield Items([[said(words, each)] for each in statement.shortcomings])
    else:
        yield Paragraph(words("accessibility.none_entered"))
    yield Heading(3, words("accessibility.outside"), "outside")
    outputs = source.outputs.values()
    unassessed = sum(each.accessibility == "unassessed" for each in outputs)
    yield Paragraph(words("accessibility.outputs"))
    yield Paragraph(words("accessibility.unassessed", of=len(outputs), n=unassessed))


def _assessment(words: Catalogue, source: Source) -> Iterator[Block]:
    statement = _statement(source)
    if statement is not None:
        yield Paragraph(words("accessibility.assessed", day=statement.assessed))
        if source.today > YEARLY.after(statement.assessed):
            yield Paragraph(words("accessibility.old"), "loud")
    yield Paragraph(words("accessibility.tests"))
    yield Items([words(f"accessibility.tested.{each}") for each in TESTED])
    yield Paragraph(words("accessibility.limits"))
    if statement and statement.assessment:
        yield Paragraph([said(words, statement.assessment)])


def _feedback(words: Catalogue, source: Source) -> Iterator[Block]:
    forge = source.registry.rules.settings.forge
    if forge is None:
        yield Paragraph(words("accessibility.no_channel"))
        return
    address = f"{home(forge)}/issues/new/choose"
    yield Paragraph([words("accessibility.tell"), Link(address, words("accessibility.form")), "."])
    yield Paragraph(words("accessibility.channel"))


def _enforcement(words: Catalogue, _: Source) -> Iterator[Block]:
    yield Paragraph(words("accessibility.enforcement"))
    web: Text = [words("accessibility.web"), Link(words("accessibility.authority_url"))]
    who = [words(f"accessibility.{each}") for each in ("authority", "unit")]
    yield Items([*who, web, words("accessibility.phone")])


def _statement(source: Source) -> Statement | None:
    return source.registry.rules.settings.accessibility


SECTIONS = {
    "state": _state,
    "shortcomings": _shortcomings,
    "assessment": _assessment,
    "feedback": _feedback,
    "enforcement": _enforcement,
}
