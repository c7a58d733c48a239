"""A pull request, judged by the rules of its base as it stands there and on GitHub now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from governance.forge.behind import Behind
from governance.forge.hearing import heard, opinions_of, with_comment
from governance.forge.reader import Reader
from governance.model.approval import Approval
from governance.model.forge import Pull, Repository
from governance.model.problem import Misused, Refused
from governance.rules.approvals.values import Verdict
from governance.store.branch import Origin
from governance.store.git import RevisionTree
from governance.store.load import timezone_of
from governance.store.proposal import Proposal, propose


@dataclass(frozen=True)
class Judged:
    """How a pull request stands, what it would change, and what was said of it."""

    pull: Pull
    proposal: Proposal
    verdict: Verdict
    approvals: tuple[Approval, ...]
    today: date


class Judging:
    """Judges pull requests of a repository. All raise Outside where Git or GitHub cannot be read.

    `today` gives the present day in a time zone.
    """

    def __init__(self, reader: Reader, origin: Origin, today: Callable[[str], date]) -> None:
        self.reader = reader
        self.origin = origin
        self._today = today

    @cached_property
    def home(self) -> Repository:
        """The repository."""
        return self.reader.repository()

    @cached_property
    def behind(self) -> Behind:
        """The comments behind pull requests of ours."""
        return Behind(self.reader, self.origin, self.home)

    def tip(self) -> RevisionTree:
        """The newest commit of the default branch, fetched."""
        return self.origin.tip(self.home.default_branch)

    @cached_property
    def _admins(self) -> frozenset[str]:
        return self.reader.admins()

    def admins(self) -> frozenset[str]:
        """The accounts of the repository's admins, asked for once."""
        return self._admins

    def head(self, pull: Pull) -> RevisionTree | None:
        """The head of a pull request, fetched where it is not here; None where it has moved."""
        here = self.origin.here(pull.head_sha) or self.origin.pull_head(pull.number)
        return here if here and here.revision == pull.head_sha else None

    def open(self, number: int) -> Pull:
        """An open pull request into the default branch.

        Raises Misused where there is none of that number, Refused where it is not such a one.
        """
        pull = self.reader.pull(number)
        if pull is None:
            raise Misused("pull-unknown", number=str(number))
        if not pull.is_open:
            raise Refused("pull-closed", url=pull.url)
        if pull.base != self.home.default_branch:
            raise Refused("pull-elsewhere", url=pull.url, branch=self.home.default_branch)
        return pull

    def judged(self, pull: Pull, base: RevisionTree, head: RevisionTree) -> Judged:
        """How a pull request stands on a base; `head` is what would be merged."""
        zone = timezone_of(base)
        today = self._today(zone)
        proposal = propose(base, head)
        changes, opinions = proposal.difference.changes, opinions_of(self.reader, pull)
        verdict = heard(proposal.registry, changes, opinions, today, self.admins, proposal.refusals)
        waits = verdict.word == "waiting"
        tree = proposal.result.tree_id if waits and proposal.result else None
        if tree and (entered := self.behind.entered(pull, base, tree, today)):
            said = with_comment(proposal.registry, changes, verdict.answers, entered, zone)
            verdict = replace(verdict, answers=said)
        return Judged(pull, proposal, verdict, opinions.approvals, today)
