"""Who can approve for whom, and who approves where nobody can."""

from dataclasses import replace
from typing import Any

import pytest

from governance.model.change import Change
from governance.model.policy import ApprovalsPolicy
from governance.rules.approvals.values import Demand
from tests.helpers.registries import output, review
from tests.rules.approvals.world import (
    ADMIN,
    DEPUTY,
    FORMER,
    KEEPER,
    LEAD,
    ORGANISATIONS,
    OTHER,
    STRANGER,
    base,
    edited,
    judged,
    missing,
    of,
    peopled,
    refusals,
    said,
)

PLACE = {"locations": [{"url": "https://example.invalid/", "language": "fi", "format": "html"}]}
NEW_LEAD = [{"key": "lead", "title": {"fi": "Uusi"}, "account": STRANGER}]


def test_a_colleague_s_approval_is_enough_for_a_place() -> None:
    verdict = judged(base(), edited(base(), **PLACE), DEPUTY)
    met = of(verdict, "owner").met
    assert verdict.word == "approved"
    assert met
    assert (met.account, met.contact, met.source) == (DEPUTY, "deputy", "review")
    assert met.approval == said(DEPUTY)


@pytest.mark.parametrize("account", [OTHER, KEEPER, ADMIN, STRANGER, FORMER])
def test_nobody_else_s_approval_is(account: str) -> None:
    verdict = judged(base(), edited(base(), **PLACE), account, author=None)
    assert (verdict.word, missing(verdict)) == ("waiting", ["owner"])


@pytest.mark.parametrize("day", ["2027-03-01", None])
def test_a_contact_counts_until_her_last_day(day: str | None) -> None:
    contacts = [{"key": "lead", "title": {"fi": "Johtaja"}, "account": LEAD, "until": day}]
    old = base(organisations={**ORGANISATIONS, "org-a": {"contacts": contacts}})
    assert judged(old, edited(old, **PLACE), LEAD).word == "approved"


def test_the_author_s_own_organisation_needs_nobody_else() -> None:
    verdict = judged(base(), edited(base(), **PLACE), author=LEAD)
    met = of(verdict, "owner").met
    assert verdict.word == "approved"
    assert met
    assert (met.account, met.contact, met.source) == (LEAD, "lead", "author")
    assert met.approval is None


def test_unless_the_rule_says_that_the_author_does_not_count() -> None:
    new = edited(base(), reviews=[])
    old = edited(base(), reviews=[{"date": "2026-02-02", "by": "org-a", "outcome": "valid",
                                   "evidence": "luettu", "via": "issue"}])  # fmt: skip
    verdict = judged(old, new, KEEPER, author=LEAD)
    assert (verdict.word, missing(verdict)) == ("waiting", ["owner"])
    assert judged(old, new, KEEPER, DEPUTY, author=LEAD).word == "approved"


def test_nobody_approves_what_she_opened_herself() -> None:
    new = peopled(base(), "org-a", contacts=[])
    verdict = judged(base(), new, LEAD, KEEPER, author=LEAD)
    assert missing(verdict) == ["organisation"]
    verdict = judged(base(), new, LEAD, KEEPER, author=KEEPER)
    assert missing(verdict) == ["maintainers"]


def test_a_maintainer_s_own_pull_request_has_the_maintainers_approval() -> None:
    new = edited(base(), review={"cycle": "P2Y"})
    assert missing(judged(base(), new, author=KEEPER)) == ["owner"]
    assert missing(judged(base(), new, LEAD, author=KEEPER)) == []


def test_the_one_whose_record_an_output_is_is_its_owner() -> None:
    """Also where a rule says `organisation`, and another one takes it over."""
    rules = {"owner-changed": {"needs": ["organisation"]}}
    old = base(policy=ApprovalsPolicy.model_validate({"rules": rules}))
    new = edited(old, owner="org-b")
    assert judged(old, new, OTHER).word == "waiting"
    assert judged(old, new, LEAD).word == "approved"


def test_who_is_named_by_the_rule_is_nobody_s_fallback() -> None:
    new = edited(base(), review={"cycle": "P2Y"})
    verdict = judged(base(), new)
    assert [of(verdict, each).reach.fallback for each in ("owner", "maintainers")] == [None, None]
    rules = {"cycle-changed": {"needs": ["admins"]}}
    old = base(policy=ApprovalsPolicy.model_validate({"rules": rules}))
    verdict = judged(old, edited(old, review={"cycle": "P2Y"}), ADMIN)
    assert verdict.word == "approved"
    assert of(verdict, "admins").reach.fallback is None


def test_an_owner_change_needs_giver_and_taker() -> None:
    new = edited(base(), owner="org-b", owner_since="2027-03-01")
    assert missing(judged(base(), new)) == ["giver", "taker"]
    assert missing(judged(base(), new, LEAD)) == ["taker"]
    assert missing(judged(base(), new, OTHER)) == ["giver"]
    assert missing(judged(base(), new, KEEPER, ADMIN)) == ["giver", "taker"]
    verdict = judged(base(), new, OTHER, author=LEAD)
    assert verdict.word == "approved"
    assert {each.demand.organisation for each in verdict.answers} == {"org-a", "org-b"}


def test_the_giver_is_the_owner_for_all_else_that_changes() -> None:
    new = edited(base(), owner="org-b", **PLACE)
    assert missing(judged(base(), new, OTHER)) == ["giver", "owner"]


def test_a_proposed_owner_counts_as_the_owner() -> None:
    old = base(output(owner_since=None, owner_basis="ehdotus"))
    new = edited(old, owner_since="2027-03-01")
    assert judged(old, new).word == "waiting"
    assert judged(old, new, KEEPER).word == "waiting"
    assert judged(old, new, LEAD).word == "approved"


@pytest.mark.parametrize("owner", ["gone", "no-account", None])
def test_maintainers_approve_for_who_cannot_be_reached(owner: str | None) -> None:
    old = base(output(owner=owner, owner_since=None))
    new = edited(old, **PLACE)
    assert judged(old, new, FORMER, LEAD, OTHER, ADMIN).word == "waiting"
    verdict = judged(old, new, KEEPER)
    answer = of(verdict, "owner")
    assert verdict.word == "approved"
    assert answer.reach.fallback == "maintainers"
    assert answer.demand.organisation == owner


def test_they_give_in_the_place_of_an_ended_owner_and_of_nobody() -> None:
    for owner in ("gone", None):
        old = base(output(owner=owner, owner_since=None))
        new = edited(old, owner="org-b")
        assert missing(judged(old, new, OTHER)) == ["giver"]
        assert missing(judged(old, new, KEEPER)) == ["taker"]
        assert missing(judged(old, new, OTHER, KEEPER)) == []


def test_they_take_in_the_place_of_nobody() -> None:
    new = edited(base(), owner=None, owner_since=None)
    assert missing(judged(base(), new, LEAD)) == ["taker"]
    assert missing(judged(base(), new, LEAD, KEEPER)) == []


def test_admins_approve_where_there_are_no_maintainers_either() -> None:
    old = base(output(owner="gone"), keepers=())
    verdict = judged(old, edited(old, **PLACE), ADMIN)
    assert verdict.word == "approved"
    assert of(verdict, "owner").reach.fallback == "admins"
    assert judged(old, edited(old, **PLACE), STRANGER, FORMER, author=None).word == "waiting"


def test_without_anybody_it_waits() -> None:
    old = base(output(owner=None, owner_since=None), keepers=())
    verdict = judged(old, edited(old, **PLACE), LEAD, ADMIN, admins=())
    assert verdict.word == "waiting"
    assert of(verdict, "owner").reach.accounts == {}


def test_admins_let_the_first_maintainers_in() -> None:
    old = base(keepers=())
    roles = Change("policy-changed", "policy", "roles", "roles", {}, {"maintainers": [KEEPER]})
    assert judged(old, [roles], KEEPER, author=ADMIN).word == "waiting"
    verdict = judged(old, [roles], ADMIN, author=KEEPER)
    assert verdict.word == "approved"
    assert of(verdict, "maintainers").reach.fallback == "admins"


def test_once_there_are_maintainers_an_admin_counts_for_nothing() -> None:
    roles = Change("policy-changed", "policy", "roles", "roles", {}, {"maintainers": [ADMIN]})
    assert judged(base(), [roles], ADMIN, LEAD).word == "waiting"
    assert judged(base(), [roles], KEEPER).word == "approved"


def test_contacts_that_come_in_the_same_pull_request_do_not_count_yet() -> None:
    new = edited(peopled(base(), "org-a", contacts=NEW_LEAD), **PLACE)
    verdict = judged(base(), new, STRANGER, KEEPER, author=None)
    assert missing(verdict) == ["organisation", "owner"]
    assert judged(base(), new, LEAD, KEEPER, author=None).word == "approved"


def test_a_new_organisation_has_no_contacts_yet() -> None:
    new = edited(peopled(base(), "org-new", contacts=NEW_LEAD), owner="org-new")
    verdict = judged(base(), new, LEAD, STRANGER, author=None)
    assert missing(verdict) == ["maintainers", "organisation", "taker"]
    assert of(verdict, "taker").reach.fallback == "maintainers"
    assert judged(base(), new, LEAD, KEEPER, author=None).word == "approved"


def test_a_policy_that_comes_in_the_same_pull_request_does_not_count_yet() -> None:
    lax = ApprovalsPolicy.model_validate(
        {"rules": {kind: {"needs": []} for kind in base().rules.approvals.rules}}
    )
    new = replace(edited(base(), **PLACE), approvals=lax)
    verdict = judged(base(), new)
    assert missing(verdict) == ["maintainers", "owner"]
    assert missing(judged(base(), new, author=KEEPER)) == ["maintainers", "owner"]
    assert missing(judged(base(), new, KEEPER, LEAD)) == []


def test_demands_of_all_changes_add_up() -> None:
    old = base(output(), output("b", owner="org-b"))
    new = edited(edited(old, **PLACE), "b", status="retired")
    new = peopled(new, "org-a", former_names=["Vanha"])
    verdict = judged(old, new)
    assert {(each.demand.record[1], each.demand.needs) for each in verdict.answers} == {
        ("a", "owner"),
        ("b", "owner"),
        ("b", "maintainers"),
        ("org-a", "organisation"),
        ("org-a", "maintainers"),
    }
    assert judged(old, new, LEAD, OTHER).word == "waiting"
    assert judged(old, new, LEAD, OTHER, KEEPER).word == "approved"


def test_what_one_must_approve_by_one_rule_is_one_demand() -> None:
    new = edited(base(), title={"fi": "Uusi"}, summary={"fi": "Uusi"}, themes=["t"], **PLACE)
    verdict = judged(base(), new)
    found = {each.demand.rule: len(each.demand.changes) for each in verdict.answers}
    assert found == {"text-changed": 2, "metadata-changed": 1, "location-changed": 1}
    assert all(isinstance(each.demand, Demand) for each in verdict.answers)


def test_other_bytes_of_the_same_meaning_need_nobody() -> None:
    assert judged(base(), [Change("formatting-changed", "output", "a")]).word == "approved"


def test_a_kind_without_a_rule_is_refused_whoever_approves() -> None:
    rules = dict(base().rules.approvals.rules)
    del rules["location-changed"]
    old = replace(base(), approvals=ApprovalsPolicy(rules=rules))
    verdict = judged(old, edited(old, **PLACE), LEAD, KEEPER, ADMIN)
    assert (verdict.word, refusals(verdict)) == ("refused", ["rule-missing"])


def test_what_cannot_be_read_is_refused_whoever_approves() -> None:
    unreadable = Change("unreadable", "file", "registry/outputs/p/a.yaml")
    verdict = judged(base(), [unreadable], LEAD, KEEPER, ADMIN)
    assert (verdict.word, refusals(verdict)) == ("refused", ["unreadable"])


def test_an_output_that_cannot_be_read_on_the_base_has_no_known_owner() -> None:
    old = replace(base(), outputs={})
    change = Change("text-changed", "output", "a", "title", {"fi": "a"}, {"fi": "b"})
    assert refusals(judged(old, [change], KEEPER)) == ["owner-unreadable"]


def test_contacts_that_cannot_be_read_are_not_nobody() -> None:
    old = base()
    old = replace(old, organisations={"org-b": old.organisations["org-b"]})
    new = edited(old, **PLACE)
    assert refusals(judged(old, new, KEEPER)) == ["contacts-unreadable"]


def test_who_has_no_record_at_all_cannot_be_reached() -> None:
    old = replace(base(), organisations={}, known={})
    verdict = judged(old, edited(old, **PLACE), KEEPER)
    assert (verdict.word, of(verdict, "owner").reach.fallback) == ("approved", "maintainers")


def test_without_rules_nothing_is_approved() -> None:
    old = base()
    new = edited(old, **PLACE)
    for policy in ("settings", "approvals", "roles", "lifecycle"):
        verdict = judged(replace(old, **{policy: None}), new, LEAD)
        assert (verdict.word, refusals(verdict)) == ("refused", ["rules-unreadable"])
        assert verdict.answers == ()
        assert verdict.refusals[0].record == ("file", "registry/registry.yaml")


def test_a_new_output_is_the_maintainers_business() -> None:
    plain = output("new", status="draft", owner="org-b", owner_since=None)
    old = base()
    new = replace(old, outputs={**old.outputs, "new": plain})
    assert missing(judged(old, new, OTHER)) == ["maintainers"]
    assert missing(judged(old, new, KEEPER)) == []
    strict = {"output-added": {"needs": ["owner"]}}
    own = replace(old, approvals=ApprovalsPolicy.model_validate({"rules": strict}))
    assert missing(judged(own, new, LEAD)) == ["owner"]
    assert missing(judged(own, new, OTHER)) == []


@pytest.mark.parametrize(
    "brought",
    [{"owner_since": "2027-01-01"}, {"reviews": [review("2027-01-01", by="org-b")]}],
    ids=["accepted", "reviewed"],
)
def test_a_new_output_brings_no_word_of_its_owner_s_without_her(brought: dict[str, Any]) -> None:
    plain = output("new", status="draft", owner="org-b", **{"owner_since": None} | brought)
    old = base()
    new = replace(old, outputs={**old.outputs, "new": plain})
    assert missing(judged(old, new, KEEPER)) == ["owner"]
    assert missing(judged(old, new, KEEPER, OTHER)) == []


def test_an_output_that_goes_is_the_owner_s_and_the_maintainers_business() -> None:
    new = replace(base(), outputs={})
    assert missing(judged(base(), new)) == ["maintainers", "owner"]
    assert missing(judged(base(), new, LEAD, KEEPER)) == []


def test_a_login_is_nobody() -> None:
    """A name that somebody else has taken over has another number."""
    taken = said(STRANGER).model_copy(update={"login": said(LEAD).login})
    assert judged(base(), edited(base(), **PLACE), taken, author=None).word == "waiting"
