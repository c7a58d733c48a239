"""The comment on a pull request: how it stands, for people who do not know Git."""

from governance.publish.approvals.letter import letter
from governance.publish.approvals.names import Called
from governance.publish.approvals.room import fitted
from governance.publish.approvals.tongues import tongues
from governance.rules.approvals.around import Around
from governance.rules.approvals.notice_address import new_accounts
from governance.rules.approvals.values import Verdict
from governance.store.outlook import outlook
from governance.store.proposal import Proposal
from governance.store.search import Index
from governance.text.catalogue import Catalogue
from governance.text.media import shortened

LONGEST_STATUS = 140  # https://docs.github.com/rest/commits/statuses


class ApprovalWords:
    """The words of pull requests; those of a status are in the registry's own language."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self._newest: Index | None = None

    def accounts(self, proposal: Proposal, verdict: Verdict) -> frozenset[str]:
        """The accounts whose present logins the comment shows: who is asked, who comes in."""
        asked = {account for each in verdict.answers for account in each.reach.accounts}
        met = {each.met.account for each in verdict.answers if each.met}
        come = {account for each in proposal.difference.changes for account in new_accounts(each)}
        return frozenset(asked | met | come)

    def comment(self, proposal: Proposal, verdict: Verdict, around: Around) -> str:
        """How it stands, as GitHub Markdown, in the languages of the organisations concerned.

        Raises Outside where Git cannot tell what stands around it.
        """
        look = outlook(proposal, self._index(proposal))
        letters = [
            (words, letter(Called(words, proposal, look), verdict, around))
            for words in tongues(proposal, verdict)
        ]
        return fitted(letters)

    def _index(self, proposal: Proposal) -> Index | None:
        """The search through a base, done once for all pull requests that go into it."""
        if proposal.result is None:
            return None
        if self._newest is None or self._newest.tree.revision != proposal.base:
            self._newest = Index(proposal.result.at(proposal.base))
        return self._newest

    def status(self, verdict: Verdict) -> str:
        """How it stands, in so few characters as a commit status may have."""
        asked = {
            (each.demand.needs, each.demand.organisation)
            for each in verdict.answers
            if each.met is None
        }
        said = self.words(f"comment.status.{verdict.word}", n=len(asked))
        return shortened(said, LONGEST_STATUS)
