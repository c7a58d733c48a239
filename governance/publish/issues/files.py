"""Issues as Markdown files, for a look at them without a forge."""

from collections.abc import Iterable


def issue_files(issues: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Key, title and text of each issue -> path below the output folder and what the file says.

    The title stands in a block of its own, as it is: GitHub shows titles as plain text, too.
    """
    return {
        f"issues/{key.replace('/', '-')}.md": f"```\n{title}\n```\n\n{text}\n"
        for key, title, text in issues
    }
