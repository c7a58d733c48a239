"""Who must approve, who has, and what cannot be approved: a sentence each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from governance.model.change import Difference
from governance.model.policy import Approver
from governance.model.registry import Registry
from governance.publish.names import organisation_names
from governance.rules.approvals.values import Answer, Met, Refusal, Verdict
from governance.text.catalogue import Catalogue

FEW = 5  # records that are named; of more only the number is said
_ORDER: tuple[Approver, ...] = get_args(Approver)


@dataclass(frozen=True)
class Row:
    """Somebody who must approve: whether that is done, in a sentence, and for which records."""

    is_met: bool
    text: str
    records: tuple[str, ...]


def demand_rows(
    words: Catalogue, registry: Registry, difference: Difference, verdict: Verdict
) -> Iterator[Row]:
    """A row for each who must approve, what is waited for first; `registry` is the base's."""
    names = organisation_names(words, difference.names) | {
        id: words.pick(each.names)[0] for id, each in registry.organisations.items()
    }
    say = _Saying(words, registry, names)
    ordered = sorted(verdict.answers, key=_who)
    for _, members in groupby(ordered, key=_who):
        answers = list(members)
        records = dict.fromkeys(each.demand.record[1] for each in answers)
        yield Row(answers[0].met is not None, say.row(answers[0]), tuple(records))


def refusal_sentence(words: Catalogue, refusal: Refusal) -> str:
    """Why a change cannot be approved, and what to do."""
    values = {"about": refusal.record[1], **refusal.values}
    if "new_status" in values:
        values["new_status"] = words.term("status", values["new_status"])
    return words(f"approvals.refusal.{refusal.code}", **values)


def _who(answer: Answer) -> tuple[bool, int, str, str]:
    """What answers that are said as one have in common; in this order they are said."""
    demand, met = answer.demand, answer.met
    by = f"{met.account} {met.source}" if met else ""
    return met is not None, _ORDER.index(demand.needs), demand.organisation or "", by


@dataclass(frozen=True)
class _Saying:
    words: Catalogue
    registry: Registry
    names: dict[str, str]

    def row(self, answer: Answer) -> str:
        """Who must approve, and who has or may."""
        values = {"who": self._who(answer)}
        if answer.met:
            said = self.words(
                f"approvals.met.{answer.met.source}", **values, by=self._by(answer, answer.met)
            )
        elif answer.reach.accounts:
            people = (self._person(answer, account) for account in answer.reach.accounts)
            said = self.words("approvals.waits", **values, people=", ".join(people))
        else:
            said = self.words("approvals.nobody", **values)
        fallback = answer.reach.fallback
        return f"{said} {self.words(f'approvals.fallback.{fallback}')}" if fallback else said

    def _who(self, answer: Answer) -> str:
        demand = answer.demand
        if demand.needs in ("maintainers", "admins"):
            return self.words(f"approvals.who.{demand.needs}")
        if demand.organisation is None:
            return self.words("approvals.who.nobody")
        name = self.names.get(demand.organisation, demand.organisation)
        return self.words(f"approvals.who.{demand.needs}", organisation=name)

    def _by(self, answer: Answer, met: Met) -> str:
        person = self._person(answer, met.account)
        return f"{met.approval.login}, {person}" if met.approval else person

    def _person(self, answer: Answer, account: str) -> str:
        """The role of a contact with its account; only that of who is no contact."""
        organisation = self.registry.organisations.get(answer.demand.organisation or "")
        key = answer.reach.accounts[account]
        contacts = organisation.contacts if organisation and key else ()
        title = next((each.title for each in contacts if each.key == key), None)
        return f"{self.words.pick(title)[0]} ({account})" if title else account
