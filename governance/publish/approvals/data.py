"""How a pull request stands, for programs."""

from collections.abc import Sequence
from typing import Any

from governance.model.change import Change
from governance.publish.approvals.rows import refusal_sentence
from governance.publish.changes import as_data as change_data
from governance.rules.approvals.values import Answer, Met, Refusal, Verdict
from governance.text.catalogue import Catalogue


def as_data(words: Catalogue, changes: Sequence[Change], verdict: Verdict) -> dict[str, Any]:
    """The verdict, every change, demand and refusal; messages are in the language of `words`."""
    return {
        "verdict": verdict.word,
        "demands": [_demand(each) for each in verdict.answers],
        "refusals": [_refusal(words, each) for each in verdict.refusals],
        "entries": [change_data(each) for each in changes],
    }


def _demand(answer: Answer) -> dict[str, Any]:
    """`change` and `rule` as in the lines of the notes; `needs` is whom that means here."""
    demand = answer.demand
    type, id = demand.record
    accounts = list(answer.reach.accounts)
    return {
        "change": demand.rule,
        "record": {"type": type, "id": id},
        "rule": demand.needs,
        "needs": {"organisation": demand.organisation, "accounts": accounts},
        "met_by": _met(answer.met) if answer.met else None,
        "fallback": answer.reach.fallback,
    }


def _met(met: Met) -> dict[str, Any]:
    return {"account": met.account, "contact": met.contact, "source": met.source}


def _refusal(words: Catalogue, refusal: Refusal) -> dict[str, Any]:
    type, id = refusal.record
    return {
        "code": refusal.code,
        "record": {"type": type, "id": id},
        "message": refusal_sentence(words, refusal),
    }
