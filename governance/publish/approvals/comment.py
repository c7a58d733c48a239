"""The comment on a pull request: how it stands, for people who do not know Git."""

from governance.publish.approvals.rows import demand_rows, refusal_sentence
from governance.publish.approvals.writing import hand_of
from governance.rules.approvals.around import Around
from governance.rules.approvals.values import Verdict
from governance.store.proposal import Proposal
from governance.text.catalogue import Catalogue
from governance.text.media import markdown, shortened

LONGEST_STATUS = 140  # https://docs.github.com/rest/commits/statuses


class ApprovalWords:
    """The words of pull requests; those of a status are in the registry's own language."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words

    def accounts(self, proposal: Proposal, verdict: Verdict) -> frozenset[str]:
        """The accounts whose present logins the comment shows."""
        del proposal
        return frozenset(account for each in verdict.answers for account in each.reach.accounts)

    def comment(self, proposal: Proposal, verdict: Verdict, around: Around) -> str:
        """How it stands, as GitHub Markdown."""
        words, hand = self.words, hand_of(around)
        rows = demand_rows(words, proposal.registry, proposal.difference, verdict, hand)
        lines = [f"**{words(f'comment.verdict.{verdict.word}')}**", ""]
        lines += [f"- {refusal_sentence(words, each, markdown)}" for each in verdict.refusals]
        lines += [f"- {row.text}" for row in rows]
        return "\n".join(lines)

    def status(self, verdict: Verdict) -> str:
        """How it stands, in so few characters as a commit status may have."""
        waits = len({(each.demand.needs, each.demand.organisation)
                     for each in verdict.answers if each.met is None})  # fmt: skip
        return shortened(self.words(f"comment.status.{verdict.word}", n=waits), LONGEST_STATUS)
