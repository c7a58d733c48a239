"""What an output is called, and what it is: in a line."""

from governance.model.record import Output
from governance.model.registry import Registry
from governance.publish.issues.excerpt import NAME, excerpt, first_sentence
from governance.publish.names import kind_name, project_name
from governance.text.catalogue import Catalogue


def title(words: Catalogue, output: Output) -> str:
    """The output's title, in the language where there is one."""
    return excerpt(words.pick(output.title)[0], NAME)


def what_it_is(words: Catalogue, registry: Registry, output: Output) -> str:
    """Kind, project and the first sentence of the summary."""
    return words(
        "issues.about.what",
        kind=excerpt(kind_name(words, registry, output.kind), NAME),
        project=excerpt(project_name(registry, output.project), NAME),
        summary=excerpt(first_sentence(words.pick(output.summary)[0])),
    )
