"""What follows from a comment in an issue of ours, by the registry of the default branch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from governance.forge.answers import is_ghost
from governance.model.issue import DONE_KEY, OPEN_KEY, REPORT, Comment, Issue
from governance.model.registry import Registry
from governance.rules.commands.decide import Decision, Said, decide
from governance.rules.commands.parse import TakeReport, parse
from governance.rules.commands.report import decide_report
from governance.rules.issues.observed import seen


@dataclass(frozen=True)
class Asking:
    """The issue in which somebody comments; `as_seen_by` is it under the title it had then."""

    issue: Issue
    as_seen_by: Callable[[Comment], Issue]

    def decision(
        self, registry: Registry, comment: Comment, today: date, *, answered_before: bool
    ) -> Decision:
        """What follows from a comment; None where nothing does.

        `answered_before`: its author has had an answer here, to an earlier one. Raises Refused
        where a policy or the output could not be read, and for a comment of after today.
        """
        zone = registry.rules.settings.timezone
        said = Said(
            parse(comment.body),
            None if is_ghost(comment.author) else comment.author.account,
            comment.created.astimezone(ZoneInfo(zone)).date(),
            comment.url,
            edited=comment.edited,
            answered_before=answered_before,
        )
        if (key := key_of(self.issue)) is not None:
            return decide(registry, key, said, today)
        if REPORT in self.issue.labels:
            takes = isinstance(said.parsed, TakeReport)
            report = self.as_seen_by(comment) if takes else self.issue
            return decide_report(registry, report, said, today)
        return None


def key_of(issue: Issue) -> str | None:
    """The key of an issue of ours; None of any other."""
    marker = seen(issue).marker if issue.labels & {OPEN_KEY, DONE_KEY} else None
    return marker.key if marker else None
