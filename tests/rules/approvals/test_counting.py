"""Which reviews count."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.approval import Approval
from governance.rules.approvals.counting import counting, objecting
from tests.rules.approvals.world import BEFORE, HEAD, LEAD, OTHER, base, edited, judged, said


def counted(*approvals: Approval) -> list[str]:
    return [each.account for each in counting(approvals, HEAD)]


def test_an_approval_of_the_present_head_counts() -> None:
    assert counted(said(LEAD)) == [LEAD]


def test_one_before_the_last_push_does_not() -> None:
    assert counted(said(LEAD, commit=BEFORE)) == []
    assert judged(base(), edited(base(), title={"fi": "x"}), said(LEAD, commit=BEFORE)).word == (
        "waiting"
    )


def test_a_dismissed_one_does_not() -> None:
    assert counted(said(LEAD, "dismissed")) == []


def test_request_changes_takes_an_approval_back() -> None:
    assert counted(said(LEAD), said(LEAD, "request-changes", 1)) == []
    assert counted(said(LEAD), said(LEAD, "request-changes", 1, BEFORE)) == []
    assert counted(said(LEAD), said(LEAD, "dismissed", 1)) == []


def test_until_she_approves_again() -> None:
    assert counted(said(LEAD, "request-changes"), said(LEAD, minute=1)) == [LEAD]
    assert counted(said(LEAD, "dismissed"), said(LEAD, minute=1)) == [LEAD]


def test_what_was_said_at_the_same_moment_takes_back() -> None:
    assert counted(said(LEAD, "request-changes"), said(LEAD)) == []
    assert counted(said(LEAD), said(LEAD, "request-changes")) == []


def test_comments_change_nothing() -> None:
    assert counted(said(LEAD, "comment")) == []
    assert counted(said(LEAD), said(LEAD, "comment", 1)) == [LEAD]


def test_others_take_nothing_back() -> None:
    assert counted(said(LEAD), said(OTHER, "request-changes", 1)) == [LEAD]


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_the_order_in_which_they_are_listed_does_not_matter(order: tuple[int, ...]) -> None:
    listed = [said(LEAD, "request-changes"), said(LEAD, minute=1), said(OTHER, minute=2),
              said(OTHER, "dismissed", 3)]  # fmt: skip
    assert counted(*(listed[at] for at in order)) == [LEAD]


def test_whose_last_word_is_that_changes_are_needed() -> None:
    assert objecting([said(LEAD, "request-changes"), said(OTHER, minute=1)]) == (LEAD,)
    assert objecting([said(LEAD, "request-changes", 1), said(LEAD)]) == (LEAD,)
    assert objecting([said(LEAD, "request-changes"), said(LEAD, "comment", 1)]) == (LEAD,)
    assert objecting([said(LEAD, "request-changes", 0, BEFORE)]) == (LEAD,)
    assert objecting([said(LEAD, "request-changes"), said(LEAD, minute=1)]) == ()
    assert objecting([said(LEAD, "request-changes"), said(LEAD, "dismissed", 1)]) == ()


STATES = st.sampled_from(["approve", "request-changes", "comment", "dismissed"])
REVIEWS = st.builds(
    said, st.sampled_from([LEAD, OTHER]), STATES, st.integers(0, 5), st.sampled_from([HEAD, BEFORE])
)


@given(st.lists(REVIEWS, max_size=8), REVIEWS)
def test_more_approvals_never_take_anything_back(reviews: list[Approval], more: Approval) -> None:
    approval = more.model_copy(update={"state": "approve"})
    assert set(counted(*reviews)) <= set(counted(*reviews, approval))
