"""In which language an issue speaks, and the one line for readers of each other language."""

from collections.abc import Iterator, Mapping

from governance.model.record import Organisation, Output
from governance.model.registry import Registry
from governance.publish.issues.excerpt import quoted
from governance.rules.commands.verbs import WORDS
from governance.text.catalogue import LANGUAGES, Catalogue, prose


def words_for(registry: Registry, organisation: Organisation | None) -> Catalogue:
    """The words of an organisation's first language that there are any of.

    Of nobody's, or of another language, they are the registry's.
    """
    chosen = organisation.languages if organisation else ()
    wanted = (*chosen, *registry.languages, *LANGUAGES)
    return prose(next(each for each in wanted if each in LANGUAGES))


def command_words(language: str) -> Mapping[str, str]:
    """The words of the comment commands in a language, by a name that messages can have."""
    return {verb.replace("-", "_"): words[language] for verb, words in WORDS.items()}


def others_than(words: Catalogue) -> Iterator[Catalogue]:
    """The words of each other language."""
    return (prose(language) for language in LANGUAGES if language != words.language)


def in_other_languages(
    words: Catalogue, message: str, output: Output | None = None, **values: object
) -> str:
    """A line in each other language, one below the other: `issues.here.<message>`."""
    return "\n".join(_line(other, message, output, values) for other in others_than(words))


def _line(
    words: Catalogue, message: str, output: Output | None, values: Mapping[str, object]
) -> str:
    title = quoted(words, words.pick(output.title)[0]) if output else ""
    said = {**command_words(words.language), "title": title, **values}
    return words(f"issues.here.{message}", **said)
