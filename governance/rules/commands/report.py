"""A command under a report that somebody sent in -> a need to update an output, or a reply."""

from dataclasses import dataclass
from datetime import date

from governance.model.issue import Issue
from governance.model.near import near
from governance.model.record import Output
from governance.model.registry import Registry
from governance.rules.commands.author import author_of, is_maintainer
from governance.rules.commands.decide import (
    Decision,
    Entry,
    Said,
    languages_of,
    must_have_come,
    readable_output,
)
from governance.rules.commands.one_line import one_line
from governance.rules.commands.parse import Command, TakeReport, Unclear
from governance.rules.commands.reply import TAKEN, Part, Reply, Value
from governance.rules.edits.needs import report_need, said_in


def decide_report(registry: Registry, report: Issue, said: Said, today: date) -> Decision:
    """What follows from a comment under a report; None where nothing does.

    The title that the report had then becomes the need in one line. Once the need stands in the
    registry, the same comment is answered with its number. Raises Refused where a policy or the
    output could not be read, and for a comment of a day that is still to come.
    """
    if said.parsed is not None:
        must_have_come(said, today)
    case = _Case(registry, report, said, today)
    match said.parsed:
        case TakeReport(id, language):
            return case.taken(id, language)
        case Command():
            return None if said.answered_before else case.reply(None, "report.only")
        case Unclear(near="/tp3 accept") if is_maintainer(registry, said.account):
            return case.reply(None, "report.only")
    return None


@dataclass(frozen=True)
class _Case:
    registry: Registry
    report: Issue
    said: Said
    today: date

    def taken(self, id: str, language: str | None) -> Decision:
        """The report made a need of an output, said in this language where that is known."""
        output = readable_output(self.registry, id)
        if output is None:
            return self._unknown(id)
        author = author_of(self.registry, output, self.said.account, self.said.day)
        if not author.decides:
            return None if self.said.answered_before else self._turned_away(output)
        source = self.report.url
        need = next((each for each in output.update_needs if each.source == source), None)
        if need is not None:
            return self.reply(output, TAKEN, n=need.id, title=output.title)
        if self.said.edited:
            return self.reply(output, "edited")
        rule = self.registry.rules.lifecycle.statuses.get(output.status)
        if rule is None or "needs-closed" in rule.demands:
            return self.reply(output, "report.closed", title=output.title, status=output.status)
        summary = one_line(self.report.title).text
        if not summary:
            return self.reply(output, "report.untitled")
        edits = report_need(
            self.registry, id, self.today, day=self.said.day,
            summary=[
                f"{code}={text}"
                for code, text in said_in(self.registry, summary, language).items()
            ],
            source=source,
        )  # fmt: skip
        return Entry(id, edits, author)

    def reply(self, output: Output | None, code: str, **values: Value) -> Reply:
        """An answer in the language of the output's owner, or in all."""
        languages = languages_of(self.registry, output, self.said.parsed)
        return Reply(languages, (Part(code, values),))

    def _unknown(self, id: str) -> Reply | None:
        known = self.registry.known["output"]
        if self.said.answered_before:
            return None
        if like := near(id, known) if id else "":
            return self.reply(None, "report.output-near", typed=id, near=like)
        return self.reply(None, "report.output", typed=id or "–")

    def _turned_away(self, output: Output) -> Reply:
        owner = self.registry.organisations.get(output.owner or "")
        if owner is None:
            return self.reply(output, "report.orphaned", title=output.title)
        return self.reply(output, "report.stranger", title=output.title, owner=owner.names)
