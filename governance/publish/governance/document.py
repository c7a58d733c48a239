"""The governance document: the prose in a language, with the rules in it."""

from collections.abc import Iterator
from functools import partial

from governance.model.problem import Refused
from governance.model.registry import Registry
from governance.publish.document.blocks import (
    Block,
    Code,
    Contents,
    Document,
    Foreign,
    Heading,
    Inline,
    Paragraph,
    Text,
    cite,
    plain,
    said,
)
from governance.publish.governance import prose
from governance.publish.governance.ladder import ladder
from governance.publish.governance.tables import table
from governance.publish.governance.values import Teller
from governance.rules.told import sayings, text_path
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue

LADDER = "review.ladder"
SECTION = 2  # the level of the headings before the first of which the contents stand


def governance_document(words: Catalogue, registry: Registry) -> Document:
    """The governance document in a language, else in the first of the registry that has it.

    The rules are taken to be valid. Raises Refused where there is no prose.
    """
    language = language_of_document(words, registry)
    if language is None:
        raise Refused("governance-text-missing", path=text_path(registry.languages[0]))
    text = registry.texts[text_path(language)]
    return _document(text, catalogue(language), words, registry)


def language_of_document(words: Catalogue, registry: Registry) -> str | None:
    """The language that the document is in for readers of `words`; None where there is no prose."""
    languages = (words.language, *registry.languages)
    found = (each for each in languages if each in LANGUAGES and text_path(each) in registry.texts)
    return next(found, None)


def _document(text: str, words: Catalogue, reader: Catalogue, registry: Registry) -> Document:
    blocks = list(_blocks(text, words, registry))
    first = next((each for each in blocks if isinstance(each, Heading) and each.level == 1), None)
    title = plain(first.text) if first else words("governance.title")
    shown = [each for each in blocks if each is not first]
    at = next((at for at, each in enumerate(shown) if _is_section(each)), len(shown))
    made = Paragraph(_made(words, registry), "low")
    is_foreign = words.language != reader.language
    notice = Foreign(reader("governance.untranslated"), reader.language) if is_foreign else None
    return Document(words.language, title, [*shown[:at], Contents(), *shown[at:], made], notice)


def _is_section(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == SECTION


def _made(words: Catalogue, registry: Registry) -> Text:
    """From which rules it was made."""
    if registry.revision is None:
        return words("governance.working_tree")
    return [words("governance.revision"), " ", Code(registry.revision[:10]), "."]


def _blocks(text: str, words: Catalogue, registry: Registry) -> Iterator[Block]:
    teller = Teller(words, registry)
    known = sayings(registry.rules)

    def value(name: str) -> Inline:
        """The value of a place; what is none, which `validate` says, stays as it is written."""
        saying = known.get(name)
        if saying is None or saying.form == "table":
            return f"{{{name}}}"
        return said(words, saying.value) if saying.form == "text" else teller.say(saying)

    for each in prose.blocks(text, value, partial(cite, words, registry)):
        if isinstance(each, prose.Place):
            yield from _told(teller, each.name)
        else:
            yield each


def _told(teller: Teller, name: str) -> Iterator[Block]:
    """A table of rules in its place, below its picture where it has one."""
    told = table(teller, name)
    if not told.rows:
        yield Paragraph(teller.words("governance.none_of_these"))
        return
    if name == LADDER:
        yield ladder(teller.words, teller.registry.rules.review.ladder)
    yield told
