"""The words of what follows from a comment: the answer, the pull request, its commit."""

from collections.abc import Sequence

from governance.model.change import Change
from governance.model.registry import Registry
from governance.publish.changes import kind_of
from governance.publish.edit import change_lines, names_of
from governance.publish.reply import reply_text
from governance.rules.commands.reply import Reply
from governance.text.catalogue import Catalogue
from governance.text.media import markdown


class AnswerWords:
    """The words; what stays in the history is in the registry's own language, `words`."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words

    def reply(self, reply: Reply) -> str:
        """The answer in the languages it asks for."""
        return reply_text(reply)

    def title(self, output: str, changes: Sequence[Change]) -> str:
        """The output and what was done to it, by kind alone."""
        reviewed = next((each for each in changes if each.kind == "reviewed"), None)
        if reviewed is None:
            return f"{output}: {self.words.term('change', kind_of(changes[0]))}"
        outcome = self.words.term("outcome", reviewed.new["outcome"])
        return f"{output}: {self.words.term('change', 'reviewed')} ({outcome})"

    def message(self, source: str) -> str:
        """Where it came from."""
        return self.words("commands.pull.source", url=source)

    def pull(
        self, registry: Registry, changes: Sequence[Change], source: str, *, waits: bool
    ) -> str:
        """A line a change, where it came from, and who must still approve."""
        names = names_of(
            ("output", {id: each.title for id, each in registry.outputs.items()}),
            ("organisation", {id: each.names for id, each in registry.organisations.items()}),
        )
        lines = [f"- {markdown(line)}" for line in change_lines(self.words, changes, names)]
        parts = ["\n".join(lines), self.message(source)]
        parts.append(self.words(f"commands.pull.{'waits' if waits else 'approved'}"))
        return "\n\n".join(parts)

    def status(self, *, waits: bool) -> str:
        """That the registry is valid with it, and whether somebody is waited for."""
        return self.words(f"commands.pull.{'checked-waits' if waits else 'checked'}")

    def approved(self) -> str:
        """That the comment is all the approval it needs."""
        return self.words("pulls.status.entered")
