"""Whose contacts must be known before anybody can say who must approve."""

from dataclasses import replace
from typing import Any

import pytest

from governance.model.change import Change
from governance.model.policy import ApprovalsPolicy
from governance.model.registry import Registry
from governance.rules.approvals.demands import concerned, demands_of
from governance.rules.approvals.values import Refusal
from governance.rules.changes import changes, unreadable
from tests.helpers.registries import output
from tests.rules.approvals.world import base, edited, peopled

OLD = base()


def asked(new: Registry, old: Registry = OLD) -> list[str]:
    found = changes(old, new)
    changed = {each.id for each in found if each.type == "output"}
    return concerned([each.owner for id, each in old.outputs.items() if id in changed], found)


def added(**fields: Any) -> Registry:
    return replace(OLD, outputs={**OLD.outputs, "new": output("new", **fields)})


def test_the_owner_of_what_changes_is_concerned() -> None:
    assert asked(OLD) == []
    assert asked(edited(OLD, title={"fi": "uusi"})) == ["org-a"]


@pytest.mark.parametrize(("owner", "expected"), [("org-b", ["org-a", "org-b"]), (None, ["org-a"])])
def test_who_takes_over_is_concerned(owner: str | None, expected: list[str]) -> None:
    assert asked(edited(OLD, owner=owner, owner_since=None)) == expected


@pytest.mark.parametrize(("owner", "expected"), [("org-b", ["org-b"]), (None, [])])
def test_the_first_owner_is_concerned(owner: str | None, expected: list[str]) -> None:
    assert asked(added(owner=owner, owner_since=None)) == expected


def test_an_organisation_is_concerned_by_its_own_record() -> None:
    assert asked(peopled(OLD, "org-b", former_names=["Vanha"])) == ["org-b"]
    assert asked(peopled(OLD, "org-new")) == ["org-new"]


def test_all_are_named_once_and_in_order() -> None:
    new = peopled(edited(OLD, owner="gone"), "org-a", former_names=["Vanha"])
    assert asked(new) == ["gone", "org-a"]


def test_another_record_s_owner_is_no_organisation() -> None:
    """A value is an organisation's name in the field `owner` of outputs only."""
    for type, field in (("platform", "owner"), ("output", "license")):
        change = Change("metadata-changed", type, "x", field, None, "org-b")  # type: ignore[arg-type]
        assert concerned([], [change]) == []


def test_what_cannot_be_asked_is_told_by_record_and_value() -> None:
    record = ("output", "a")
    new = edited(OLD, license="CC0-1.0")
    ruleless = base(policy=ApprovalsPolicy.model_validate({"rules": {}}))
    changed = changes(OLD, new)
    missing = Refusal("rule-missing", record, {"change": "metadata-changed"})
    assert demands_of(ruleless, changed) == ((), (missing,))
    others = {id: each for id, each in OLD.organisations.items() if id != "org-a"}
    unread = Refusal("contacts-unreadable", record, {"organisation": "org-a"})
    assert demands_of(replace(OLD, organisations=others), changed) == ((), (unread,))
    unknown = Refusal("owner-unreadable", record)
    assert demands_of(replace(OLD, outputs={}), changed) == ((), (unknown,))
    paths = ("registry/x.yaml", "registry/y.yaml")
    broken = tuple(Refusal("unreadable", ("file", each)) for each in paths)
    assert demands_of(OLD, map(unreadable, paths)) == ((), broken)


def test_of_a_new_output_the_owner_that_it_comes_with_must_approve() -> None:
    needs = {"output-added": {"needs": ["giver", "taker", "owner", "organisation"]}}
    old = base(policy=ApprovalsPolicy.model_validate({"rules": needs}))
    new = replace(
        old, outputs={**old.outputs, "new": output("new", owner="org-b", owner_since=None)}
    )
    demands, refusals = demands_of(old, changes(old, new))
    assert refusals == ()
    assert {each.needs: each.organisation for each in demands} == {
        "giver": "org-b", "taker": "org-b", "owner": "org-b", "organisation": "org-b",
    }  # fmt: skip
