from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model.record import Output, Platform
from governance.rules.queue import REASONS, Filter, Issues, queue
from tests.helpers.registries import output, registry, review

TODAY = date(2027, 3, 1)


def due(day: str, cycle: str = "P1Y") -> dict[str, Any]:
    agreed = {"cycle": 1, "date": "2026-01-01", "due": day, "reason": "r"}
    return {"review": {"cycle": cycle, "schedule": [agreed]}}


def rows(*outputs: Output, today: date = TODAY, **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.id, item.reasons) for item in queue(registry(outputs, **more), today)]


def test_nothing_to_do_is_an_empty_queue() -> None:
    assert rows() == []
    assert rows(output(reviews=[review("2027-02-01")])) == []


def test_overdue_comes_first_and_the_most_late_per_cycle_leads() -> None:
    found = rows(
        output("soon", owner="org-b", **due("2027-03-15")),
        output("due", owner="org-b", **due("2027-02-15")),
        output("year", **due("2026-11-02")),  # 119 days of 365
        output("month", **due("2027-01-29", "P1M")),  # 31 days of 31
    )
    assert [name for name, _ in found] == ["month", "year", "due", "soon"]


@given(st.lists(st.sampled_from(["2026-10-01", "2027-02-01", "2027-03-20"]), max_size=12))
def test_an_owner_has_as_many_open_as_allowed_and_the_rest_wait(dues: list[str]) -> None:
    outputs = [output(f"o{at}", **due(day)) for at, day in enumerate(dues)]
    items = queue(registry(outputs), TODAY)
    asked = [item for item in items if "waiting" not in item.reasons]
    waiting = items[len(asked) :]
    assert len(asked) == min(2, len(dues))
    assert len(items) == len(dues)
    assert all("waiting" in item.reasons for item in waiting)
    assert not waiting or max(w.lateness for w in waiting) <= min(a.lateness for a in asked)


def test_who_cannot_be_asked_does_not_fill_the_cap() -> None:
    refused = [review("2027-02-01", "not-mine")]
    found = rows(
        *(output(f"no{at}", reviews=refused, **due("2026-10-01")) for at in range(3)),
        output("yes", **due("2027-02-15")),
    )
    assert ("yes", ("due",)) in found


def test_a_need_is_a_row_of_its_own() -> None:
    need = {"id": 3, "reported": "2027-01-04", "summary": {"fi": "s"}, "state": "open"}
    late = {**need, "id": 4, "state": "planned", "target": "2027-02-26"}
    made = output(reviews=[review("2027-02-01")], update_needs=[need, late])
    items = queue(registry([made]), TODAY)
    assert [(item.key, item.reasons, item.next) for item in items] == [
        ("a/need/4", ("need-past-target",), "ask-progress"),
        ("a/need/3", ("need-open",), "plan-update"),
    ]


@pytest.mark.parametrize(
    ("fields", "reason", "step"),
    [
        ({"owner": None, "owner_since": None}, "orphaned", "find-owner"),
        ({"owner_since": None}, "owner-proposed", "wait-for-review"),
        ({"reviews": [review("2026-12-01", "not-mine")]}, "owner-declined", "find-owner"),
        ({"owner": "gone"}, "owner-ended", "hand-over"),
    ],
)
def test_somebody_must_answer_for_an_output(fields: dict[str, Any], reason: str, step: str) -> None:
    made = output(registered="2027-01-01", **fields)
    orgs = [{"id": "org-a"}, {"id": "gone", "ended": "2026-12-31", "successors": ["org-a"]}]
    items = queue(registry([made], orgs), TODAY)
    assert [(item.reasons, item.next) for item in items] == [((reason,), step)]


def test_never_is_asked_about_again_in_time() -> None:
    made = output(review={"cycle": "never", "never_reason": "r"})
    assert rows(made, today=date(2027, 12, 31)) == []
    assert rows(made, today=date(2028, 1, 1)) == [("a", ("never-recheck",))]


def test_an_old_draft_is_asked_about() -> None:
    made = output(status="draft")
    assert rows(made, today=date(2026, 12, 31)) == []
    assert rows(made, today=date(2027, 1, 1)) == [("a", ("draft-old",))]


def test_entries_dated_ahead_are_listed() -> None:
    made = output(registered="2027-01-01", reviews=[review("2027-03-02")])
    assert rows(made) == [("a", ("dated-ahead",))]


def test_citations_of_old_versions_and_of_ended_or_late_outputs_are_stale() -> None:
    versions = [{"version": "1.0"}, {"version": "1.1"}]
    fresh = output("fresh", reviews=[review("2027-02-01")], versions=versions)
    gone = output("gone", status="retired")
    text = "registry:fresh@1.0 registry:fresh registry:fresh@1.1 registry:gone"
    assert rows(fresh, gone, texts={"docs/a.md": text}) == [
        ("fresh", ("stale-citation",)),
        ("gone", ("stale-citation",)),
    ]
    assert rows(fresh, texts={"docs/a.md": "registry:fresh@1.1"}) == []


def test_old_evidence_of_a_platform_is_checked_again() -> None:
    evidence = {"criterion": "c", "claim": {"fi": "x"}, "source": "s", "checked": "2026-03-01"}
    base = {"id": "p", "name": "P", "summary": {"fi": "x"}, "evidence": [evidence]}
    made = registry(platforms=[Platform.model_validate(base)])
    assert [item.reasons for item in queue(made, TODAY)] == [("evidence-old",)]
    assert queue(made, date(2027, 2, 28)) == ()


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(owners=("org-b",)), ["b"]),
        (Filter(projects=("p",)), ["a", "b"]),
        (Filter(projects=("q",)), []),
        (Filter(themes=("t",)), ["a"]),
        (Filter(kinds=("guide",), owners=("org-a",)), ["a"]),
        (Filter(states=("overdue",)), ["a"]),
        (Filter(states=("overdue", "due")), ["a", "b"]),
        (Filter(states=("orphaned",)), []),
    ],
)
def test_filters_narrow_the_queue(wanted: Filter, ids: list[str]) -> None:
    made = registry(
        [
            output("a", themes=["t"], **due("2026-10-01")),
            output("b", owner="org-b", **due("2027-02-15")),
        ]
    )
    assert [item.id for item in queue(made, TODAY, wanted)] == ids


@given(st.permutations(range(6)))
def test_the_order_does_not_depend_on_that_of_the_files(order: list[int]) -> None:
    outputs = [
        output(f"o{at}", owner="org-a" if at % 2 else "org-b", **due(f"2027-0{1 + at // 2}-04"))
        for at in range(6)
    ]
    shuffled = queue(registry([outputs[at] for at in order]), TODAY)
    assert shuffled == queue(registry(outputs), TODAY)
    ranks = [REASONS.index(item.group) for item in shuffled]
    assert ranks == sorted(ranks)


def test_nobody_is_asked_who_cannot_answer() -> None:
    need = {"id": 1, "reported": "2027-01-04", "summary": {"fi": "s"}, "state": "open"}
    gone = [{"id": "org-a"}, {"id": "gone", "ended": "2026-12-31"}]
    steps = {
        name: {item.next for item in queue(registry([made], gone), TODAY)}
        for name, made in {
            "need of an ended owner": output(owner="gone", status="draft", update_needs=[need]),
            "need of nobody": output(
                owner=None, owner_since=None, registered="2027-01-01", update_needs=[need]
            ),
            "draft of nobody": output(owner=None, owner_since=None, status="draft"),
        }.items()
    }
    assert steps == {
        "need of an ended owner": {"hand-over"},
        "need of nobody": {"find-owner"},
        "draft of nobody": {"ask-draft-nobody"},
    }


def test_a_platform_is_no_output_of_the_same_id() -> None:
    evidence = {"criterion": "c", "claim": {"fi": "x"}, "source": "s", "checked": "2026-01-01"}
    base = {"id": "a", "name": "P", "summary": {"fi": "x"}, "evidence": [evidence]}
    made = registry(
        [output("a", owner="org-b", reviews=[review("2027-02-01")])],
        platforms=[Platform.model_validate(base)],
    )
    rows = queue(made, TODAY, Filter(owners=("org-a",)))
    assert [(item.type, item.id) for item in rows] == [("platform", "a")]
    assert queue(made, TODAY, Filter(owners=("org-b",))) == ()
    assert queue(made, TODAY, Filter(projects=("p",))) == ()


def test_what_waits_is_nothing_to_do_now() -> None:
    outputs = [output(f"o{at}", **due("2026-10-01")) for at in range(3)]
    assert [item.is_to_do for item in queue(registry(outputs), TODAY)] == [True, True, False]


def known(*waiting: str, closed: tuple[str, ...] = ()) -> Issues:
    return Issues(frozenset(waiting), frozenset(closed))


def test_where_issues_are_known_those_wait_that_have_none() -> None:
    """One that became more late after the others were asked."""
    made = registry([output(f"o{at}", **due(f"2026-10-0{at + 1}")) for at in range(3)])
    steps = {item.id: item.next for item in queue(made, TODAY, issues=known("o0/review/1"))}
    assert steps == {"o0": "wait-for-room", "o1": "owner-reviews", "o2": "owner-reviews"}
    assert {item.next for item in queue(made, TODAY, issues=known())} == {"owner-reviews"}


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, "ask-why-closed"),
        ({"owner_since": None}, "ask-why-closed"),
        ({"owner": None, "owner_since": None}, "find-owner"),
        ({"owner": "gone"}, "hand-over"),
    ],
)
def test_an_issue_that_a_person_closed_is_told_unless_nobody_could_answer_in_it(
    fields: dict[str, Any], step: str
) -> None:
    need = {"id": 3, "reported": "2027-01-04", "summary": {"fi": "s"}, "state": "open"}
    made = registry(
        [output(update_needs=[need], **due("2026-10-01"), **fields)],
        [{"id": "org-a"}, {"id": "gone", "ended": "2026-12-31"}],
    )
    closed = known(closed=("a/review/1", "a/need/3"))
    items = queue(made, TODAY, issues=closed)
    assert [(item.group, item.reasons[-1], item.next) for item in items] == [
        ("overdue", "issue-closed", step),
        ("need-open", "issue-closed", step),
    ]
    assert queue(made, TODAY, Filter(states=("issue-closed",)), issues=closed) == items
    assert "issue-closed" not in {each for item in queue(made, TODAY) for each in item.reasons}


def test_an_issue_that_was_closed_is_no_row_of_its_own() -> None:
    """Its date was moved on: nothing is due, and nothing is to be asked."""
    made = registry([output(**due("2027-12-01"))])
    assert queue(made, TODAY, issues=known(closed=("a/review/1",))) == ()
