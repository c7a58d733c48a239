"""Issues as Markdown files, for a look at them without a forge."""

from governance.model.marker import Body
from governance.publish.issues.plan import as_markdown
from governance.rules.issues.action import Plan
from governance.text.catalogue import Catalogue


def issue_files(words: Catalogue, plan: Plan) -> dict[str, str]:
    """Path below the output folder -> text: the plan as a page, and each issue it opens.

    The title stands in a block of its own, as it is: GitHub shows titles as plain text, too.
    """
    files = {"issues/README.md": as_markdown(words, plan, (), words("plan.nowhere"))}
    for action in plan.actions:
        if action.op == "open":
            text = Body(action.marker, action.ours, "").text
            name = action.key.replace("/", "-")
            files[f"issues/{name}.md"] = f"```\n{action.title}\n```\n\n{text}\n"
    return files
