"""In which languages a pull request is spoken of: those of the organisations concerned."""

from collections.abc import Iterator

from governance.publish.issues.tongue import words_for
from governance.rules.approvals.values import Answer, Verdict
from governance.store.proposal import Proposal
from governance.text.catalogue import Catalogue


def tongues(proposal: Proposal, verdict: Verdict) -> tuple[Catalogue, ...]:
    """The words of each language once: whom it waits for first, then who else is concerned.

    Where no organisation is concerned, those of the registry.
    """
    found = list(_organisations(verdict))
    spoken = [
        words_for(proposal.registry, proposal.registry.organisations.get(id)) for id in found
    ] or [words_for(proposal.registry, None)]
    return tuple({words.language: words for words in spoken}.values())


def _organisations(verdict: Verdict) -> Iterator[str]:
    """In order of turning to them; one whose contacts cannot be reached is only concerned."""

    def rank(answer: Answer) -> int:
        if answer.met is not None:
            return 2
        return 1 if answer.reach.fallback else 0

    for answer in sorted(verdict.answers, key=rank):
        if answer.demand.organisation is not None:
            yield answer.demand.organisation
