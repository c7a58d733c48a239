"""One commit and its record, judged by the rules before it: values in, findings out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from governance.model.approval_line import ApprovalLine
from governance.model.change import Change
from governance.model.policy import ApprovalsPolicy
from governance.model.registry import Registry
from governance.rules.audit.findings import SLACK
from governance.rules.audit.values import Finding
from governance.rules.changes import changes, unreadable
from tests.helpers.registries import output
from tests.rules.approvals.world import (
    ADMIN,
    DEPUTY,
    FORMER,
    KEEPER,
    LEAD,
    OTHER,
    STRANGER,
    base,
    edited,
    peopled,
)
from tests.rules.audit.world import (
    ANOTHER,
    AUTHOR,
    COMMENT,
    COMMIT,
    HEAD,
    WHEN,
    codes,
    found_in,
    keeper,
    line,
    merge,
)


def retitled(old: Registry) -> Registry:
    return edited(old, title={"fi": "uusi"})


OLD = base()
NEW = retitled(OLD)


def test_what_was_approved_and_recorded_is_not_remarked_on() -> None:
    for each in (line(), line(DEPUTY, "deputy"), line(source=AUTHOR), line(source=COMMENT)):
        assert found_in(merge(OLD, NEW, each)) == []


def test_what_nobody_must_approve_needs_no_record() -> None:
    assert found_in(merge(OLD, [Change("formatting-changed", "output", "a")])) == []
    assert found_in(merge(OLD, [])) == []


def test_a_change_without_record_names_all_who_are_missing() -> None:
    retired = edited(OLD, status="retired")
    (found,) = found_in(merge(OLD, retired))
    values = {"change": "status-changed", "rules": "owner maintainers"}
    assert found == Finding(COMMIT, "change-without-record", ("output", "a"), values=values)
    assert found.key == "audit.finding.change-without-record"
    (found,) = found_in(merge(OLD, retired, keeper(change="status-changed")))
    assert found.values["rules"] == "owner"
    both = (keeper(change="status-changed"), line(change="status-changed"))
    assert codes(merge(OLD, retired, *both)) == []


def test_each_record_and_kind_stands_by_itself() -> None:
    old = base(output("a"), output("b"))
    new = edited(retitled(old), "b", notes="uusi")
    assert [(each.record, each.values["change"]) for each in found_in(merge(old, new))] == [
        (("output", "a"), "text-changed"),
        (("output", "b"), "metadata-changed"),
    ]
    assert [each.record for each in found_in(merge(old, new, line()))] == [("output", "b")]


def test_an_entry_amended_without_approval_has_a_code_of_its_own() -> None:
    reviews = [
        {"date": "2026-02-01", "by": "org-a", "outcome": "valid", "evidence": "e", "via": "issue"}
    ]
    old = base(output(reviews=reviews))
    gone = edited(old, reviews=[])
    assert codes(merge(old, gone)) == ["entry-amended"]
    approved = (line(change="entry-amended"), keeper(change="entry-amended"))
    assert codes(merge(old, gone, *approved)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        line(STRANGER, None),
        line(STRANGER, "lead"),
        line(OTHER, "lead"),
        line(FORMER, "old"),
        line(LEAD, "deputy"),
        line(LEAD, None),
        line(organisation="org-b"),
        line(organisation=None),
        line(fallback="maintainers"),
        line(KEEPER, None, fallback="maintainers"),
        line(KEEPER, None),
        line(ADMIN, None, fallback="admins"),
        line(STRANGER, None, source=COMMENT),
        line(OTHER, "lead", source=COMMENT),
        line(FORMER, "old", source=COMMENT),
        line(KEEPER, "lead", source=COMMENT),
    ],
)
def test_who_could_not_approve_then_is_found(wrong: ApprovalLine) -> None:
    (found,) = found_in(merge(OLD, NEW, wrong))
    assert (found.code, found.record) == ("approval-by-no-contact", ("output", "a"))
    assert found.values == {
        "account": wrong.account, "change": "text-changed", "rule": "owner", "head": HEAD,
    }  # fmt: skip


def test_a_wrong_line_beside_a_good_one_is_found_all_the_same() -> None:
    assert codes(merge(OLD, NEW, line(), line(STRANGER, None))) == ["approval-by-no-contact"]


def test_a_maintainer_speaks_for_the_owner_only_in_a_comment() -> None:
    assert codes(merge(OLD, NEW, line(KEEPER, None, source=COMMENT))) == []
    assert codes(merge(OLD, NEW, line(KEEPER, None))) == ["approval-by-no-contact"]
    retired = edited(OLD, status="retired")
    said = keeper(change="status-changed", source=COMMENT)
    assert codes(merge(OLD, retired, line(change="status-changed"), said)) == []
    assert codes(merge(OLD, retired, line(change="status-changed"), replaced(said, LEAD))) == [
        "approval-by-no-contact"
    ]


def replaced(told: ApprovalLine, account: str) -> ApprovalLine:
    return told.model_copy(update={"account": account})


def test_a_comment_approves_outputs_only() -> None:
    old = base()
    new = peopled(old, "org-a", names={"fi": "uusi"})
    wanted = {"change": "organisation-changed", "record": {"type": "organisation", "id": "org-a"}}
    own = line(rule="organisation", **wanted)
    assert codes(merge(old, new, own, keeper(**wanted))) == []
    by_comment = line(rule="organisation", source=COMMENT, **wanted)
    assert codes(merge(old, new, by_comment, keeper(**wanted))) == ["approval-by-no-contact"]


def test_a_comment_about_an_output_approves_no_organisation_of_the_same_id() -> None:
    old = peopled(base(), "a")
    new = peopled(old, "a", names={"fi": "uusi"})
    wanted = {"change": "organisation-changed", "record": {"type": "organisation", "id": "a"}}
    own = line(
        KEEPER, None, organisation="a", rule="organisation", fallback="maintainers", **wanted
    )
    assert codes(merge(old, new, own, keeper(**wanted))) == []
    said = keeper(source=COMMENT, **wanted)
    assert codes(merge(old, new, own, said)) == ["approval-by-no-contact"]


@pytest.mark.parametrize("owner", ["no-account", "gone", None])
def test_in_the_place_of_who_cannot_be_reached_others_approve(owner: str | None) -> None:
    old = base(output(owner=owner, owner_since=None))
    told = {"organisation": owner, "fallback": "maintainers"}
    assert codes(merge(old, retitled(old), line(KEEPER, None, **told))) == []
    assert codes(
        merge(old, retitled(old), line(ADMIN, None, **{**told, "fallback": "admins"}))
    ) == ["approval-by-no-contact"]
    alone = base(output(owner=owner, owner_since=None), keepers=())
    told["fallback"] = "admins"
    assert codes(merge(alone, retitled(alone), line(ADMIN, None, **told))) == []


def test_giver_and_taker_each_approve_for_themselves() -> None:
    old = base()
    new = edited(old, owner="org-b")
    given = {"change": "owner-changed", "rule": "giver"}
    taken = {"change": "owner-changed", "rule": "taker", "organisation": "org-b"}
    assert codes(merge(old, new, line(**given), line(OTHER, "lead", **taken))) == []
    assert codes(merge(old, new, line(**given))) == ["change-without-record"]
    assert codes(merge(old, new, line(**given), line(LEAD, "lead", **taken))) == [
        "approval-by-no-contact"
    ]


def until(day: str) -> Registry:
    contact = {"key": "lead", "title": {"fi": "rooli"}, "account": LEAD, "until": day}
    return peopled(base(), "org-a", contacts=[contact])


@pytest.mark.parametrize(
    ("last", "approved", "expected"),
    [
        ("2027-03-01", "2027-03-01T09:00:00Z", []),
        # Approved in time; the merge came when her role had ended.
        ("2027-02-28", "2027-02-28T21:59:59Z", []),
        ("2027-02-28", "2027-02-28T22:00:00Z", ["approval-by-no-contact"]),  # March in Helsinki
        ("2027-02-28", "2027-03-01T09:00:00Z", ["approval-by-no-contact"]),
    ],
)
def test_a_contact_counts_on_the_day_of_her_approval_or_of_the_merge(
    last: str, approved: str, expected: list[str]
) -> None:
    old = until(last)
    assert codes(merge(old, retitled(old), line(time=approved))) == expected


def test_a_maintainer_counts_from_when_the_contact_is_gone() -> None:
    """Approved while the contact still acted; merged when she did not."""
    old = until("2027-02-28")
    told = line(KEEPER, None, fallback="maintainers", time="2027-02-20T09:00:00Z")
    assert codes(merge(old, retitled(old), told)) == []


def test_the_authors_own_word_counts_where_the_rule_says_so() -> None:
    old = base()
    new = peopled(old, "org-a", contacts=[])
    wanted = {"change": "contacts-changed", "record": {"type": "organisation", "id": "org-a"}}
    own, ours = line(rule="organisation", **wanted), keeper(**wanted)
    assert codes(merge(old, new, own, ours)) == []
    for source in (AUTHOR, COMMENT):
        alone = own.model_copy(update={"source": source})
        assert codes(merge(old, new, alone, ours)) == ["approval-by-author"]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ({HEAD: True}, []),
        ({HEAD: None}, []),
        ({HEAD: False}, ["approval-of-another-head"]),
        ({HEAD: True, ANOTHER: True}, []),
        ({HEAD: True, ANOTHER: False}, ["approval-of-another-head"]),
        ({HEAD: True, ANOTHER: None}, ["approval-of-another-head"]),
        ({HEAD: None, ANOTHER: False}, ["approval-of-another-head"]),
        ({HEAD: False, ANOTHER: False}, ["approval-of-another-head"] * 2),
    ],
)
def test_the_head_that_was_approved_is_the_one_that_was_merged(
    heads: Mapping[str, bool | None], expected: list[str]
) -> None:
    people = ((LEAD, "lead"), (DEPUTY, "deputy"))
    lines = [line(*who, head=head) for head, who in zip(heads, people, strict=False)]
    assert codes(merge(OLD, NEW, *lines, heads=heads)) == expected


def test_heads_of_which_nothing_is_known_must_be_one() -> None:
    heads = {HEAD: None, ANOTHER: None}
    lines = (line(), line(DEPUTY, "deputy", head=ANOTHER))
    assert found_in(merge(OLD, NEW, *lines, heads=heads)) == [
        Finding(COMMIT, "approval-of-another-head", reason="heads-apart")
    ]
    known = {**heads, "e" * 40: True}
    assert [each.reason for each in found_in(merge(OLD, NEW, *lines, heads=known))] == ["", ""]


@pytest.mark.parametrize(("late", "expected"), [(0, []), (1, ["approval-after-merge"])])
def test_an_approval_after_the_merge_is_none(late: int, expected: list[str]) -> None:
    when = WHEN + timedelta(seconds=SLACK + late)
    assert codes(merge(OLD, NEW, line(time=when))) == expected


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (line(change="owner-accepted"), "record-of-no-change"),
        (line(record={"type": "output", "id": "b"}), "record-of-no-change"),
        (line(record={"type": "theme", "id": "a"}), "record-of-no-change"),
        (line(rule="admins"), "record-of-no-rule"),
        (keeper(), "record-of-no-rule"),
    ],
)
def test_a_record_of_what_was_not_done_or_not_asked(wrong: ApprovalLine, reason: str) -> None:
    (found,) = found_in(merge(OLD, NEW, line(), wrong))
    record = (wrong.record.type, wrong.record.id)
    assert (found.code, found.record, found.reason) == ("record-fits-no-commit", record, reason)
    assert found.values["account"] == wrong.account


def test_lines_that_say_nothing_are_told() -> None:
    found = found_in(merge(OLD, NEW, line(), broken=("x", "y")))
    assert [(each.code, each.values) for each in found] == [
        ("record-unreadable", {"line": "x"}), ("record-unreadable", {"line": "y"}),
    ]  # fmt: skip


def test_before_there_were_rules_nothing_is_judged_but_what_is_recorded_of_nothing() -> None:
    assert found_in(merge(None, changes(OLD, NEW), line())) == []
    assert codes(merge(None, changes(OLD, NEW), line(change="reviewed"))) == [
        "record-fits-no-commit"
    ]


def test_rules_that_could_not_be_read_let_nobody_approve() -> None:
    broken = replace(OLD, approvals=None)
    (found,) = found_in(merge(broken, changes(OLD, NEW)))
    assert (found.code, found.record, found.reason) == (
        "change-without-rule", None, "rules-unreadable",
    )  # fmt: skip
    assert found_in(merge(broken, [])) == []
    assert codes(merge(broken, changes(OLD, NEW), line())) == [
        "change-without-rule", "record-fits-no-commit",
    ]  # fmt: skip


def test_what_no_rule_speaks_of_or_nobody_can_read() -> None:
    ruleless = base(policy=ApprovalsPolicy.model_validate({"rules": {}}))
    (found,) = found_in(merge(ruleless, retitled(ruleless)))
    assert (found.code, found.reason, found.record) == (
        "change-without-rule", "rule-missing", ("output", "a"),
    )  # fmt: skip
    (found,) = found_in(merge(OLD, [unreadable("registry/themes/x.yaml")]))
    assert (found.code, found.reason) == ("change-without-rule", "unreadable")
    unknown = replace(OLD, outputs={})
    (found,) = found_in(merge(unknown, changes(OLD, NEW)))
    assert (found.code, found.reason) == ("change-without-rule", "owner-unreadable")
    unread = {id: each for id, each in OLD.organisations.items() if id != "org-a"}
    (found,) = found_in(merge(replace(OLD, organisations=unread), changes(OLD, NEW)))
    assert (found.code, found.reason) == ("change-without-rule", "contacts-unreadable")


def reviewed(old: Registry, **fields: Any) -> Registry:
    entry = {"date": "2027-03-01", "by": "org-a", "outcome": "valid", "evidence": "e"}
    return edited(old, reviews=[entry | {"via": "issue"} | fields])


def test_what_the_policies_forbid_is_found_whoever_approved() -> None:
    by_owner = line(change="reviewed")
    assert codes(merge(OLD, reviewed(OLD), by_owner)) == []
    assert codes(merge(OLD, reviewed(OLD, by="org-b"), by_owner)) == ["review-by-not-owner"]
    assert codes(merge(OLD, reviewed(OLD, outcome="replace"), by_owner)) == ["review-half"]
    superseded = edited(OLD, status="superseded")
    both = line(change="status-changed"), keeper(change="status-changed")
    (found,) = found_in(merge(OLD, superseded, *both))
    assert (found.code, found.reason) == ("transition-not-allowed", "status-transition")
    assert found.values == {"status": "current", "new_status": "superseded"}
    added = replace(
        OLD, outputs={**OLD.outputs, "b": output("b", status="retired", owner_since=None)}
    )
    record = {"type": "output", "id": "b"}
    (found,) = found_in(merge(OLD, added, keeper(change="output-added", record=record)))
    assert (found.code, found.reason) == ("transition-not-allowed", "status-initial")


def test_the_day_of_the_merge_says_whether_the_owner_has_ended() -> None:
    old = peopled(base(), "org-a", ended="2027-02-28")
    new = reviewed(old, by="org-a")
    told = line(KEEPER, None, change="reviewed", fallback="maintainers")
    assert codes(merge(old, new, told)) == []
    by_keeper = reviewed(replace_keeper(old), by="org-b")
    assert codes(merge(replace_keeper(old), by_keeper, told)) == []
    before = merge(replace_keeper(old), by_keeper, told, day=date(2027, 2, 28))
    assert codes(before) == ["review-by-not-owner"]


def replace_keeper(old: Registry) -> Registry:
    assert old.settings
    settings = old.settings.model_copy(update={"maintainer": "org-b"})
    return replace(old, settings=settings)
