"""The accessibility statement of the site.

Finnish law asks for one and says what it must tell (306/2019, section 9): what is not accessible,
how it is got in another way, where feedback goes, who watches. The order is from the model of the
Commission: https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj
"""

from collections.abc import Iterator

from governance.model.period import Period
from governance.model.record import Statement
from governance.publish.contact import has_channel, shown
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
from governance.publish.site.frame import SECTIONS
from governance.publish.site.source import Source
from governance.text.catalogue import Catalogue, prose

_UP = "../"  # the statement stands in a folder of its own
YEARLY = Period.parse("P1Y")  # how often at least it is reviewed, recital 3 of the decision
# Shortcomings of the pages of any registry; each has its line in the catalogues.
KNOWN = ("language", "search")
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
    for name, section in PARTS.items():
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
    entered = statement.shortcomings if statement else ()
    found: list[Text] = [[said(words, each)] for each in entered]
    yield Items([*found, *(words(f"accessibility.known.{each}") for each in KNOWN)])
    yield Heading(3, words("accessibility.outside"), "outside")
    outputs = source.outputs.values()
    unassessed = sum(each.accessibility == "unassessed" for each in outputs)
    yield Paragraph(words("accessibility.outputs"))
    yield Paragraph(words("accessibility.unassessed", of=len(outputs), n=unassessed))


def _instead(words: Catalogue, source: Source) -> Iterator[Block]:
    """How one gets in another way what is not accessible."""
    ways: list[Text] = [
        [words(f"accessibility.instead.{name}"), Link(_UP + SECTIONS[name], title), "."]
        for name in ("outputs", "about")
        for title in [words(f"site.section.{name}")]
    ]
    asked = "ask" if has_channel(source.registry.rules.settings) else "later"
    yield Items([*ways, words(f"accessibility.instead.{asked}")])


def _assessment(words: Catalogue, source: Source) -> Iterator[Block]:
    statement = _statement(source)
    if statement is not None:
        day = statement.updated or statement.assessed
        yield Paragraph(words("accessibility.updated", day=day))
        yield Paragraph(words("accessibility.assessed", day=statement.assessed))
        if source.today > YEARLY.after(statement.assessed):
            yield Paragraph(words("accessibility.old"), "loud")
    yield Paragraph(words("accessibility.tests"))
    yield Items([words(f"accessibility.tested.{each}") for each in TESTED])
    yield Paragraph(words("accessibility.limits"))
    if statement and statement.assessment:
        yield Paragraph([said(words, statement.assessment)])


def _feedback(words: Catalogue, source: Source) -> Iterator[Block]:
    settings = source.registry.rules.settings
    if not has_channel(settings):
        yield Paragraph(words("accessibility.no_channel"))
        return
    ways: list[Text] = []
    if settings.contact_address:
        ways.append([Link(settings.contact_address, shown(settings.contact_address))])
    if settings.forge:
        link = Link(f"{home(settings.forge)}/issues/new/choose", words("accessibility.form"))
        ways.append([link, words("accessibility.channel")])
    yield Paragraph(words("accessibility.tell"))
    yield Items(ways)
    yield Paragraph(words("accessibility.answer"))


def _enforcement(words: Catalogue, source: Source) -> Iterator[Block]:
    if has_channel(source.registry.rules.settings):
        yield Paragraph(words("accessibility.first"))
    yield Paragraph(words("accessibility.enforcement"))
    web: Text = [words("accessibility.web"), Link(words("accessibility.authority_url"))]
    who = [words(f"accessibility.{each}") for each in ("authority", "unit")]
    yield Items([*who, web, words("accessibility.phone")])


def _statement(source: Source) -> Statement | None:
    return source.registry.rules.settings.accessibility


PARTS = {
    "state": _state,
    "shortcomings": _shortcomings,
    "instead": _instead,
    "assessment": _assessment,
    "feedback": _feedback,
    "enforcement": _enforcement,
}
