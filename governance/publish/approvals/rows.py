"""Who must approve, who has, and what cannot be approved: a sentence each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from governance.model.change import Difference
from governance.model.policy import Approver
from governance.model.registry import Registry
from governance.publish.names import organisation_names
from governance.rules.approvals.values import Answer, Demand, Met, Refusal, Verdict
from governance.text.catalogue import Catalogue

FEW = 5  # records that are named; of more only the number is said
_ORDER: tuple[Approver, ...] = get_args(Approver)


@dataclass(frozen=True)
class Row:
    """Somebody who must approve: whether that is done, in a sentence, and for which records.

    `who` is whom it waits for: the organisation or role alone, or who approves in its place.
    """

    is_met: bool
    who: str
    text: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who may approve or has: her role and the login she had then, as far as known."""

    account: str
    title: str
    login: str
    is_waited_for: bool


@dataclass(frozen=True)
class Hand:
    """How texts of records and people are written where the rows are shown.

    Nobody waits for the `author`, where she is known: she cannot review what she opened herself.
    """

    text: Callable[[str], str]
    person: Callable[[Person], str]
    author: str | None = None


def _plain_person(person: Person) -> str:
    who = f"{person.title} ({person.account})" if person.title else person.account
    return f"{person.login}, {who}" if person.login else who


PLAIN = Hand(str, _plain_person)


def demand_rows(
    words: Catalogue,
    registry: Registry,
    difference: Difference,
    verdict: Verdict,
    hand: Hand = PLAIN,
) -> Iterator[Row]:
    """A row for each who must approve, what is waited for first; `registry` is the base's."""
    names = organisation_names(words, difference.names) | {
        id: words.pick(each.names)[0] for id, each in registry.organisations.items()
    }
    say = _Saying(words, registry, names, hand)
    ordered = sorted(verdict.answers, key=_who)
    for _, members in groupby(ordered, key=_who):
        answers = list(members)
        records = dict.fromkeys(each.demand.record[1] for each in answers)
        is_met, who = answers[0].met is not None, say.waited_for(answers[0])
        yield Row(is_met, who, say.row(answers[0]), tuple(records))


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
    hand: Hand

    def row(self, answer: Answer) -> str:
        """Who must approve, and who has or may."""
        values = {"who": self._who(answer.demand)}
        if answer.met:
            said = self.words(
                f"approvals.met.{answer.met.source}", **values, by=self._by(answer, answer.met)
            )
        elif asked := [each for each in answer.reach.accounts if each != self.hand.author]:
            people = ", ".join(self._person(answer, each, waited=True) for each in asked)
            said = self.words("approvals.waits", **values, people=people, n=len(asked))
        elif answer.reach.accounts:
            said = self.words("approvals.only_author", **values)
        else:
            said = self.words("approvals.nobody", **values)
        fallback = answer.reach.fallback
        return f"{said} {self.words(f'approvals.fallback.{fallback}')}" if fallback else said

    def waited_for(self, answer: Answer) -> str:
        """Who must approve, or acts in the place of who cannot be reached."""
        fallback = answer.reach.fallback
        return self.words(f"approvals.who.{fallback}") if fallback else self._name(answer.demand)

    def _name(self, demand: Demand) -> str:
        """Who must approve."""
        if demand.needs in ("maintainers", "admins"):
            return self.words(f"approvals.who.{demand.needs}")
        if demand.organisation is None:
            return self.words("approvals.who.nobody")
        return self.hand.text(self.names.get(demand.organisation, demand.organisation))

    def _who(self, demand: Demand) -> str:
        """The same, and as what an organisation must."""
        if demand.needs in ("maintainers", "admins") or demand.organisation is None:
            return self._name(demand)
        return self.words(f"approvals.who.{demand.needs}", organisation=self._name(demand))

    def _by(self, answer: Answer, met: Met) -> str:
        return self._person(answer, met.account, met.approval.login if met.approval else "")

    def _person(
        self, answer: Answer, account: str, login: str = "", *, waited: bool = False
    ) -> str:
        """Somebody with the role of a contact, where that is one."""
        organisation = self.registry.organisations.get(answer.demand.organisation or "")
        key = answer.reach.accounts.get(account)
        contacts = organisation.contacts if organisation and key else ()
        title = next((each.title for each in contacts if each.key == key), None)
        called = self.words.pick(title)[0] if title else ""
        return self.hand.person(Person(account, called, login, waited))
