"""In which language an issue speaks, and the one line for readers of each other language."""

from collections.abc import Mapping

from governance.model.record import Organisation, Output
from governance.model.registry import Registry
from governance.publish.issues.excerpt import quoted
from governance.rules.commands.verbs import WORDS
from governance.text.catalogue import LANGUAGES, Catalogue, catalogue


def words_for(registry: Registry, organisation: Organisation | None) -> Catalogue:
    """The catalogue of an organisation's first language that there is one of.

    Of nobody's, or of another language, it is the registry's.
    """
    chosen = organisation.languages if organisation else ()
    wanted = (*chosen, *registry.languages, *LANGUAGES)
    return catalogue(next(each for each in wanted if each in LANGUAGES))


def command_words(language: str) -> Mapping[str, str]:
    """The words of the comment commands in a language, by a name that messages can have."""
    return {verb.replace("-", "_"): words[language] for verb, words in WORDS.items()}


def in_other_languages(
    words: Catalogue, message: str, output: Output | None = None, **values: object
) -> list[str]:
    """A line in each other language: `issues.here.<message>`."""
    lines = []
    for language in LANGUAGES:
        if language != words.language:
            other = catalogue(language)
            title = quoted(other, other.pick(output.title)[0]) if output else ""
            said = {**command_words(language), "title": title, **values}
            lines.append(other(f"issues.here.{message}", **said))
    return lines
