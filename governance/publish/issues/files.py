"""Issues as Markdown files, for a look at them without a forge."""

from collections.abc import Sequence
from datetime import date

from governance.model.marker import Body
from governance.publish.issues.plan import as_markdown, as_of
from governance.rules.issues.action import Action, Plan
from governance.text.catalogue import LANGUAGES, catalogue


def issue_files(plan: Plan, overview: Sequence[Action]) -> dict[str, str]:
    """Path below the folder of the issues -> an issue that a plan opens, or the overview.

    The title stands in a block of its own, as it is: GitHub shows titles as plain text, too.
    """
    return {
        f"{action.key.replace('/', '-')}.md": _as_file(action)
        for action in (*plan.actions, *overview)
        if action.op == "open"
    }


def plan_pages(plan: Plan, overview: Sequence[Action], today: date) -> dict[str, str]:
    """Path below the folder of the issues -> the plan as a page, in each language."""
    return {
        f"plan.{words.language}.md": as_markdown(words, plan, overview, as_of(words, today))
        for words in map(catalogue, LANGUAGES)
    }


def _as_file(action: Action) -> str:
    text = Body(action.marker, action.ours, "").text
    return f"```\n{action.title}\n```\n\n{text}\n"
