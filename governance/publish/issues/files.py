"""Issues as Markdown files, for a look at them without a forge."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.model.marker import Body
from governance.model.registry import Registry
from governance.publish.issues.plan import as_markdown
from governance.publish.issues.tongue import words_for
from governance.rules.issues.action import Action, Plan
from governance.text.catalogue import LANGUAGES, catalogue


@dataclass(frozen=True)
class IssueFile:
    """An issue that would be opened: its title, the language it is in, and its file."""

    title: str
    language: str
    path: str
    text: str


def issue_files(registry: Registry, plan: Plan) -> tuple[IssueFile, ...]:
    """The issues that a plan opens.

    The title stands in a block of its own, as it is: GitHub shows titles as plain text, too.
    """
    return tuple(_files(registry, plan))


def plan_pages(plan: Plan) -> dict[str, str]:
    """Path below the folder of the issues -> the plan as a page, in each language."""
    return {
        f"plan.{words.language}.md": as_markdown(words, plan, (), words("plan.nowhere"))
        for words in map(catalogue, LANGUAGES)
    }


def _files(registry: Registry, plan: Plan) -> Iterator[IssueFile]:
    for action in plan.actions:
        if action.op == "open":
            text = Body(action.marker, action.ours, "").text
            yield IssueFile(
                action.title,
                _language(registry, action),
                f"{action.key.replace('/', '-')}.md",
                f"```\n{action.title}\n```\n\n{text}\n",
            )


def _language(registry: Registry, action: Action) -> str:
    output = registry.outputs[action.key.split("/", maxsplit=1)[0]]
    return words_for(registry, registry.organisations.get(output.owner or "")).language
