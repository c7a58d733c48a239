"""What no approval lets in: half a review, a forbidden status, somebody else's review."""

from dataclasses import replace
from typing import Any

import pytest

from governance.model.registry import Registry
from governance.rules.approvals.values import Refusal
from tests.helpers.registries import output
from tests.rules.approvals.world import KEEPER, LEAD, OTHER, base, edited, judged, refusals


def reviewed(outcome: str, by: str = "org-a", evidence: str = "luettu") -> dict[str, Any]:
    return {"date": "2027-03-01", "by": by, "outcome": outcome, "evidence": evidence,
            "via": "pull-request"}  # fmt: skip


def need(number: int = 1, **summary: str) -> dict[str, Any]:
    return {"id": number, "reported": "2027-03-01", "summary": summary, "state": "open"}


def codes(old: Registry, **fields: Any) -> list[str]:
    return refusals(judged(old, edited(old, **fields), LEAD, KEEPER))


@pytest.mark.parametrize("outcome", ["valid", "edited", "not-mine"])
def test_most_reviews_stand_alone(outcome: str) -> None:
    assert codes(base(), reviews=[reviewed(outcome)]) == []


@pytest.mark.parametrize("outcome", ["needs-work", "replace"])
def test_a_review_found_lacking_brings_its_need(outcome: str) -> None:
    reviews = [reviewed(outcome, evidence="Luku 3")]
    assert codes(base(), reviews=reviews) == ["review-half"]
    assert codes(base(), reviews=reviews, update_needs=[need(fi="Luku 4")]) == ["review-half"]
    assert codes(base(), reviews=reviews, update_needs=[need(fi="Luku 3")]) == []
    both = need(fi="Luku 3", sv="Luku 3")
    assert codes(base(), reviews=reviews, update_needs=[both]) == []


def test_a_need_that_stood_before_is_not_its_need() -> None:
    old = base(output(update_needs=[need(fi="Luku 3")]))
    reviews = [reviewed("needs-work", evidence="Luku 3")]
    assert codes(old, reviews=reviews) == ["review-half"]


def test_each_review_has_a_need_of_its_own() -> None:
    reviews = [reviewed("needs-work"), {**reviewed("needs-work"), "date": "2027-02-01"}]
    assert codes(base(), reviews=reviews, update_needs=[need(fi="luettu")]) == ["review-half"]
    both = [need(fi="luettu"), need(2, fi="luettu")]
    assert codes(base(), reviews=reviews, update_needs=both) == []


def test_a_review_that_retires_sets_the_status() -> None:
    reviews = [reviewed("retire")]
    assert codes(base(), reviews=reviews) == ["review-half"]
    assert codes(base(), reviews=reviews, status="retired") == []
    draft = base(output(status="draft"))
    assert codes(draft, reviews=reviews, status="current") == ["review-half"]
    assert codes(base(), reviews=reviews, notes="retired") == ["review-half"]


def test_a_need_may_come_without_a_review() -> None:
    assert codes(base(), update_needs=[need(fi="Luku 3")]) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("current", "retired", []),
        ("draft", "current", []),
        ("draft", "retired", ["status-transition"]),
        ("superseded", "current", ["status-transition"]),
    ],
)
def test_the_lifecycle_says_which_status_may_follow(
    before: str, after: str, found: list[str]
) -> None:
    assert codes(base(output(status=before)), status=after) == found


def test_a_status_without_a_rule_leads_nowhere() -> None:
    old = base()
    lifecycle = old.rules.lifecycle.model_copy(update={"statuses": {}})
    assert codes(replace(old, lifecycle=lifecycle), status="retired") == ["status-transition"]


@pytest.mark.parametrize(("status", "found"), [("draft", []), ("retired", ["status-initial"])])
def test_the_lifecycle_says_how_an_output_begins(status: str, found: list[str]) -> None:
    old = base()
    new = replace(old, outputs={**old.outputs, "new": output("new", status=status)})
    assert refusals(judged(old, new, KEEPER)) == found


def test_what_does_not_fit_is_told_by_record_and_value() -> None:
    old = base()
    fields = {"status": "superseded", "reviews": [reviewed("replace", "org-b")]}
    assert judged(old, edited(old, **fields)).refusals == (
        Refusal(
            "status-transition", ("output", "a"), {"status": "current", "new_status": "superseded"}
        ),
        Refusal("review-half", ("output", "a"), {"outcome": "replace"}),
        Refusal("reviewer-not-owner", ("output", "a"), {"organisation": "org-b"}),
    )
    new = replace(old, outputs={**old.outputs, "new": output("new", status="retired")})
    assert judged(old, new).refusals == (
        Refusal("status-initial", ("output", "new"), {"status": "retired"}),
    )


def test_only_the_owner_reviews() -> None:
    assert codes(base(), reviews=[reviewed("valid", "org-b")]) == ["reviewer-not-owner"]
    new = edited(base(), owner="org-b", reviews=[reviewed("valid", "org-b")])
    assert refusals(judged(base(), new, LEAD, OTHER)) == []


@pytest.mark.parametrize("owner", [None, "gone"])
def test_the_maintainers_review_where_no_owner_acts(owner: str | None) -> None:
    """org-a maintains this registry."""
    old = base(output(owner=owner, owner_since=None))
    assert codes(old, reviews=[reviewed("valid", "org-a")]) == []
    assert codes(old, reviews=[reviewed("valid", "org-b")]) == ["reviewer-not-owner"]
