"""Edits as values: no file is read or written."""

from datetime import date
from typing import Any, get_args

import pytest

from governance.model.edit import Append, Put
from governance.model.fields import NeedState, Outcome
from governance.model.problem import Misused, Refused
from governance.model.registry import Registry
from governance.rules.edits.lookup import localised
from governance.rules.edits.needs import set_need
from governance.rules.edits.owners import hand_over
from governance.rules.edits.reviews import review
from governance.rules.edits.versions import publish_version
from tests.helpers.edits import read_whole
from tests.helpers.registries import output, registry


def whole(*arguments: Any, **more: Any) -> Registry:
    return read_whole(registry(*arguments, **more))


TODAY = date(2027, 3, 1)
PATH = "registry/outputs/p/a.yaml"


def test_a_text_is_in_the_first_language_unless_it_says_another() -> None:
    base = whole()
    assert localised(base, ["en=c", "a", "sv=b"]) == {"fi": "a", "sv": "b", "en": "c"}
    assert list(localised(base, ["en=c", "a"])) == ["fi", "en"]
    assert localised(base, ["x + y = z"]) == {"fi": "x + y = z"}
    assert localised(base, ["fi=sv=a"]) == {"fi": "sv=a"}
    with pytest.raises(Misused):
        localised(base, ["a", "fi=b"])


@pytest.mark.parametrize("outcome", ["valid", "edited", "needs-work", "replace", "not-mine"])
def test_a_review_of_a_proposed_owner_accepts_unless_it_says_not_mine(outcome: Outcome) -> None:
    base = whole([output(owner_since=None, owner_basis="b")])
    edits = review(base, "a", TODAY, day=TODAY, by="org-a", outcome=outcome, evidence="e")[PATH]
    assert (Put(("owner_since",), "2027-03-01") in edits) == (outcome != "not-mine")
    others = review(base, "a", TODAY, day=TODAY, by="org-b", outcome=outcome, evidence="e")[PATH]
    assert not any(isinstance(edit, Put) for edit in others)


def test_an_entry_has_only_what_has_a_value() -> None:
    base = whole([output()])
    edits = review(base, "a", TODAY, day=TODAY, by="org-a", outcome="valid", evidence="e")
    entry = {"date": "2027-03-01", "by": "org-a", "outcome": "valid", "evidence": "e",
             "via": "pull-request"}  # fmt: skip
    assert edits == {PATH: (Append(("reviews",), entry),)}


@pytest.mark.parametrize("version", ["1.10", "1.11", "2.0", "10.0"])
def test_versions_are_compared_as_numbers(version: str) -> None:
    base = whole([output(versions=[{"version": "1.9"}])])
    edits = publish_version(base, "a", version, TODAY, day=None)
    assert edits == {PATH: (Append(("versions",), {"version": version}),)}
    with pytest.raises(Refused) as stop:
        publish_version(base, "a", "1.9", TODAY, day=TODAY)
    assert stop.value.code == "version-exists-undated"


def test_a_taker_may_accept_on_its_last_day_and_not_after() -> None:
    ended = {"id": "org-b", "ended": "2027-02-28"}
    base = whole([output()], organisations=[{"id": "org-a"}, ended])
    assert hand_over(base, ["a", "a"], "org-b", TODAY, since=date(2027, 2, 28)).keys() == {PATH}
    with pytest.raises(Refused) as stop:
        hand_over(base, ["a"], "org-b", TODAY)
    assert stop.value.code == "handover-ended"


@pytest.mark.parametrize("before", get_args(NeedState))
@pytest.mark.parametrize("after", get_args(NeedState))
def test_a_need_keeps_nothing_of_its_old_state(before: NeedState, after: NeedState) -> None:
    need = {"id": 1, "reported": "2027-01-01", "summary": {"fi": "s"}, "state": before}
    need |= {"closed": "2027-02-01"} if before in ("done", "declined") else {}
    need |= {"reason": "r"} if before == "declined" else {}
    base = whole([output(update_needs=[need])])
    put = {
        edit.field[-1]: edit.value
        for edit in set_need(base, "a", 1, TODAY, state=after)[PATH]
        if isinstance(edit, Put)
    }
    new = need | put
    assert new["state"] == after
    assert bool(new.get("closed")) == (after in ("done", "declined"))
    assert after == "declined" or not new.get("reason")
    assert (put == {}) == (before == after)
