"""What a comment is answered, in the words of a language."""

from collections.abc import Mapping

from governance.publish.guides.address import owners_guide
from governance.publish.issues.tongue import command_words
from governance.rules.commands.reply import Part, Reply, Value
from governance.text.catalogue import Catalogue, prose
from governance.text.media import markdown

SITE = "site"  # a value that is told as the page of the guide below it
BETWEEN = "\n\n---\n\n"  # languages


def reply_text(reply: Reply) -> str:
    """The answer as GitHub Markdown, one language after the other."""
    return BETWEEN.join(_in(prose(language), reply) for language in reply.languages)


def _in(words: Catalogue, reply: Reply) -> str:
    return "\n\n".join(_paragraph(words, part) for part in reply.parts)


def _paragraph(words: Catalogue, part: Part) -> str:
    values = {name: _shown(words, name, value) for name, value in part.values.items()}
    return words(f"commands.{part.code}", **{**command_words(words.language), **values}).strip()


def _shown(words: Catalogue, name: str, value: Value) -> object:
    if name == SITE:
        return owners_guide(str(value), words.language)
    if isinstance(value, Mapping):
        return markdown(words.pick(value)[0])
    return markdown(words.term(name, value)) if isinstance(value, str) else value
