"""What may not come in, whoever approves it: half a review, or what a policy forbids."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from governance.model.change import Change
from governance.model.registry import Registry
from governance.rules.approvals.demands import Owners, owners_of
from governance.rules.approvals.values import Refusal
from governance.rules.contacts import has_ended
from governance.rules.edits.reviews import FOUND_LACKING


def misfits(registry: Registry, changes: Sequence[Change], day: date) -> Iterator[Refusal]:
    """What in the changes of outputs does not fit, by the policies of the registry on a day.

    Raises Refused where a policy could not be read.
    """
    outputs = sorted((each for each in changes if each.type == "output"), key=lambda each: each.id)
    for id, members in groupby(outputs, key=lambda each: each.id):
        found = list(members)
        reviews = [each.new for each in found if each.kind == "reviewed"]
        yield from _statuses(registry, id, found)
        yield from _half_reviews(id, reviews, found)
        owners = owners_of(registry, id, found)
        for review in reviews:
            if owners and review["by"] not in _reviewers(registry, owners, day):
                organisation = {"organisation": review["by"]}
                yield Refusal("reviewer-not-owner", ("output", id), organisation)


def _statuses(registry: Registry, id: str, changes: Sequence[Change]) -> Iterator[Refusal]:
    lifecycle = registry.rules.lifecycle
    for change in changes:
        if change.kind == "output-added" and change.new["status"] not in lifecycle.initial:
            yield Refusal("status-initial", ("output", id), {"status": change.new["status"]})
        if change.kind == "status-changed":
            rule = lifecycle.statuses.get(change.old)
            if rule is None or change.new not in rule.to:
                values = {"status": change.old, "new_status": change.new}
                yield Refusal("status-transition", ("output", id), values)


def _half_reviews(
    id: str, reviews: Sequence[dict[str, Any]], changes: Sequence[Change]
) -> Iterator[Refusal]:
    """Reviews without what their outcome entails: each found lacking has a need of its own."""
    reported = (each.new["summary"] for each in changes if each.kind == "need-reported")
    needs = Counter(text for summary in reported for text in set(summary.values()))
    is_retired = any(each.kind == "status-changed" and each.new == "retired" for each in changes)
    for review in reviews:
        outcome, evidence = review["outcome"], review["evidence"]
        lacking = outcome in FOUND_LACKING
        if (lacking and not needs[evidence]) or (outcome == "retire" and not is_retired):
            yield Refusal("review-half", ("output", id), {"outcome": outcome})
        needs[evidence] -= lacking


def _reviewers(registry: Registry, owners: Owners, day: date) -> set[str | None]:
    """The organisations that review: the owner; where none acts, the one of the maintainers."""
    owner = registry.organisations.get(owners.before or "")
    acts = owners.before is not None and not (owner and has_ended(owner, day))
    keeper = None if acts else registry.rules.settings.maintainer
    return {owners.before, owners.after, keeper}
