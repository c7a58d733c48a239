"""What is found of which settings, and that there are words for all of it."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from governance.publish.doctor import Place, finding_cells, finding_data
from governance.rules.doctor.branch import ACTIONS
from governance.rules.doctor.facts import (
    Actions,
    Check,
    Clone,
    Declared,
    Guard,
    Pages,
    Settings,
    Unseen,
    Writer,
)
from governance.rules.doctor.finding import GATE, Finding, lets_in
from governance.rules.doctor.findings import check_settings, in_order
from governance.rules.doctor.repository import check_clone
from governance.text.catalogue import LANGUAGES, catalogue

TODAY = date(2027, 3, 8)
ADMIN = Unseen("admin")
APPROVALS = Check("tp3/approvals", ACTIONS)
FULL = Guard(
    bypass=(),
    pulls=True,
    checks=(APPROVALS,),
    keeps_history=True,
    keeps_branch=True,
    methods=frozenset({"merge", "squash"}),
)
ACTIONS_WELL = Actions(
    enabled=True,
    allowed="selected",
    github_owned=True,
    pinned=True,
    token_reads=True,
    may_open_pulls=True,
    forks="all_external_contributors",
)
PAGES_WELL = Pages(
    address="https://example.org/rekisteri/",
    by_workflow=True,
    is_https_only=True,
    branches=("main",),
)
WELL = Settings(
    repository="tts/rekisteri",
    page="https://github.com/tts/rekisteri",
    branch="main",
    is_private=False,
    archived=False,
    has_issues=True,
    rulesets=(FULL,),
    classic=None,
    methods=frozenset({"merge", "squash"}),
    writers=(Writer("github:1", "anna"),),
    actions=ACTIONS_WELL,
    labels=frozenset({"tp3", "tp3-done", "tp3-overview", "tp3-report", "tp3-alarm"}),
    forms=frozenset({"need.yml"}),
    notes="a" * 40,
    workflows={"nightly.yml": "active"},
    last_run=date(2027, 3, 5),
    secret_scanning=True,
    push_protection=True,
    pages=PAGES_WELL,
)
DECLARED = Declared(
    forge="TTS/rekisteri",
    site="https://example.org/rekisteri",
    maintainers=frozenset({"github:1"}),
    gone=(),
    codeowners=True,
    forms=frozenset({"need.yml"}),
    workflows=frozenset({"nightly.yml"}),
    notes="same",
)
CLONE = Clone(git=(2, 38), is_shallow=False, has_notes=True, fetches_notes=False)


def found(settings: Settings = WELL, declared: Declared = DECLARED) -> dict[str, Finding]:
    """What is not as it should be, by code."""
    return {
        each.code: each for each in check_settings(settings, declared, TODAY) if each.level != "ok"
    }


def codes(settings: Settings = WELL, declared: Declared = DECLARED) -> set[str]:
    return set(found(settings, declared))


def guarded(**parts: Any) -> Settings:
    return replace(WELL, rulesets=(replace(FULL, **parts),))


def test_nothing_is_found_where_all_is_well() -> None:
    assert codes() == set()
    assert {each.level for each in check_clone(CLONE)} == {"ok"}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"archived": True}, "archived"),
        ({"has_issues": False}, "issues"),
        ({"labels": WELL.labels - {"tp3-report"}}, "labels"),  # type: ignore[operator]
        ({"forms": frozenset()}, "forms"),
        ({"notes": None}, "notes"),
        ({"workflows": {}}, "workflows-there"),
        ({"workflows": {"nightly.yml": "disabled_inactivity"}}, "workflows-on"),
        ({"workflows": {"nightly.yml": "disabled_manually"}}, "workflows-on"),
        ({"last_run": date(2027, 2, 28)}, "schedule"),
        ({"last_run": None}, "schedule-begun"),
        ({"secret_scanning": False}, "secret-scanning"),
        ({"push_protection": False}, "push-protection"),
        ({"methods": frozenset({"merge"})}, "answers"),
        ({"repository": "tts/kopio"}, "forge"),
        ({"pages": None}, "pages"),
        ({"pages": replace(PAGES_WELL, by_workflow=False)}, "pages-source"),
        ({"pages": replace(PAGES_WELL, is_https_only=False)}, "pages-https"),
        ({"pages": replace(PAGES_WELL, branches=None)}, "pages-branch"),
        ({"pages": replace(PAGES_WELL, branches=())}, "pages-branch"),
        ({"pages": replace(PAGES_WELL, branches=("main", "x"))}, "pages-branch"),
        ({"pages": replace(PAGES_WELL, address="https://x.github.io/")}, "pages-address"),
    ],
)
def test_what_is_missing_in_the_repository_is_a_warning(parts: dict[str, Any], code: str) -> None:
    result = found(replace(WELL, **parts))
    assert {each.code: each.level for each in result.values()} == {code: "warning"}
    assert not lets_in(result.values())


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"enabled": False}, "actions"),
        ({"allowed": "all"}, "actions-allowed"),
        ({"allowed": "local_only"}, "actions-github"),
        ({"github_owned": False}, "actions-github"),
        ({"pinned": False}, "actions-pinned"),
        ({"token_reads": False}, "token"),
        ({"may_open_pulls": False}, "actions-pulls"),
    ],
)
def test_what_actions_may_or_may_not_is_a_warning(parts: dict[str, Any], code: str) -> None:
    result = found(replace(WELL, actions=replace(ACTIONS_WELL, **parts)))
    assert {each.code: each.level for each in result.values()} == {code: "warning"}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"gone": ("github:1",)}, "codeowners-account"),
        ({"codeowners": False}, "codeowners"),
        ({"forms": frozenset({"need.yml", "new.yml"})}, "forms"),
        ({"notes": "apart"}, "notes-kept"),
        ({"notes": "ahead"}, "notes-kept"),
        ({"forge": "tts/muu"}, "forge"),
        ({"site": None}, "pages-address"),
    ],
)
def test_what_the_registry_says_otherwise_is_a_warning(parts: dict[str, Any], code: str) -> None:
    result = found(declared=replace(DECLARED, **parts))
    assert {each.code: each.level for each in result.values()} == {code: "warning"}


@pytest.mark.parametrize("notes", ["behind", "not-here", None])
def test_a_clone_may_lack_notes_that_github_has(notes: Any) -> None:
    assert codes(declared=replace(DECLARED, notes=notes)) == set()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"git": (2, 37)}, "git-version"),
        ({"git": None}, "git"),
        ({"is_shallow": True}, "clone-whole"),
        ({"has_notes": False}, "clone-notes"),
    ],
)
def test_what_a_clone_lacks_is_a_warning(parts: dict[str, Any], code: str) -> None:
    bad = [each for each in check_clone(replace(CLONE, **parts)) if each.level != "ok"]
    assert [(each.code, each.level) for each in bad] == [(code, "warning")]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"pulls": False}, "pull-request"),
        ({"checks": ()}, "approvals-check"),
        ({"checks": (Check("tp3/approvals", None),)}, "approvals-app"),
        ({"checks": (Check("tp3/approvals", 7),)}, "approvals-app"),
        ({"keeps_history": False}, "force-push"),
        ({"keeps_branch": False}, "deletion"),
        ({"bypass": ("Team:7",)}, "bypass"),
    ],
)
def test_each_rule_that_lacks_lets_a_change_in(parts: dict[str, Any], code: str) -> None:
    result = found(guarded(**parts))
    assert {each.code: each.level for each in result.values()} == {code: "gap"}
    assert lets_in(result.values()) == 1


def test_no_protection_at_all() -> None:
    gaps = found(replace(WELL, rulesets=()))
    assert set(gaps) == {
        "pull-request", "approvals-check", "force-push", "deletion",
    }  # fmt: skip


def test_classic_protection_is_as_good_as_a_ruleset() -> None:
    assert codes(replace(WELL, rulesets=(), classic=FULL)) == set()


def test_rules_add_up() -> None:
    one, other = replace(FULL, pulls=False), replace(FULL, checks=())
    assert codes(replace(WELL, rulesets=(one, other))) == set()


def test_what_some_may_pass_is_held_by_what_nobody_may() -> None:
    passable = replace(FULL, bypass=("admins",))
    assert codes(replace(WELL, rulesets=(passable,), classic=FULL)) == set()
    only_pulls = replace(FULL, checks=())
    assert codes(replace(WELL, rulesets=(passable, only_pulls))) == {"bypass"}


def test_who_may_pass_could_not_be_seen() -> None:
    result = found(guarded(bypass=Unseen("organisation")))
    assert [(each.code, each.level, each.right) for each in result.values()] == [
        ("bypass", "unknown", "organisation")
    ]
    assert lets_in(result.values()) == 1


def test_a_queue_keeps_a_branch_current_and_answers_out() -> None:
    result = found(guarded(hindrances=("queue",)))
    assert set(result) == {"answers"}


@pytest.mark.parametrize("context", ["code (3.11)", "tp3/checks2"])
def test_checks_that_do_not_run_for_answers_are_named(context: str) -> None:
    result = found(guarded(checks=(APPROVALS, Check("tp3/checks", None), Check(context, ACTIONS))))
    assert set(result) == {"answers"}
    assert result["answers"].values["checks"] == (context,)


def test_rebasing_is_kept_out_by_the_rules_or_by_the_setting() -> None:
    every = frozenset({"merge", "squash", "rebase"})
    assert codes(replace(WELL, methods=every)) == set()
    assert codes(guarded(methods=None)) == set()
    both = replace(guarded(methods=None), methods=every)
    assert found(both)["rebase"].level == "gap"
    unseen = replace(guarded(methods=None), methods=Unseen("write"))
    assert found(unseen)["rebase"].level == "unknown"


@pytest.mark.parametrize("policy", ["first_time_contributors", "something_new"])
def test_a_workflow_from_outside_could_forge_the_check(policy: str) -> None:
    loose = replace(WELL, actions=replace(ACTIONS_WELL, forks=policy))
    assert found(loose)["actions-forks"].level == "gap"
    assert codes(replace(loose, is_private=True)) == set()


def test_who_may_write_must_be_a_maintainer() -> None:
    result = found(replace(WELL, writers=(Writer("github:1", "anna"), Writer("github:2", "bo"))))
    assert result["writers"].level == "gap"
    assert result["writers"].values["who"] == ("bo",)


def unseen_of(settings: Settings) -> Settings:
    """The same, with all kept back that can be."""
    open_to_all = {
        "repository",
        "page",
        "branch",
        "archived",
        "has_issues",
        "actions",
        "is_private",
    }
    parts: dict[str, Any] = {
        each.name: ADMIN for each in fields(Settings) if each.name not in open_to_all
    }
    actions: dict[str, Any] = {each.name: ADMIN for each in fields(Actions)}
    return replace(settings, actions=Actions(**actions), **parts)


def test_what_cannot_be_seen_of_the_gate_counts_like_a_gap() -> None:
    result = found(unseen_of(WELL))
    assert {each.level for each in result.values()} == {"unknown"}
    seen_without_rules = {"approvals-app", "bypass"}  # there are no rules to ask them of
    assert lets_in(result.values()) == len(GATE - seen_without_rules)
    others = [each for each in result.values() if each.code not in GATE]
    assert others
    assert not lets_in(others)


def test_what_lets_a_change_in_comes_first() -> None:
    mixed = [
        *check_clone(CLONE),
        *found(unseen_of(WELL)).values(),
        *found(guarded(pulls=False)).values(),
    ]
    levels = [each.level for each in in_order(mixed)]
    assert levels == sorted(levels, key=["gap", "unknown", "warning", "ok"].index)


def everything() -> list[Finding]:
    """A finding of every code at every level that it can have."""
    no_rules = replace(
        WELL, rulesets=(), methods=frozenset({"rebase"}), writers=(Writer("x", "bo"),)
    )
    unpassed = guarded(bypass=ADMIN, checks=(Check("tp3/approvals", None), Check("x", None)))
    passed = guarded(
        bypass=(
            "OrganizationAdmin:",
            "Team:7",
            "user:bo",
            "admins",
            "write",
            "maintain",
            "RepositoryRole:9",
            "viewer",
            "Odd:1",
        ),
        hindrances=("reviews", "update", "deployments", "queue", "lock"),
    )
    bad = replace(
        no_rules,
        repository="a/b",
        archived=True,
        has_issues=False,
        labels=frozenset(),
        forms=frozenset(),
        notes=None,
        workflows={"nightly.yml": "disabled_manually"},
        last_run=None,
        secret_scanning=False,
        push_protection=False,
        pages=Pages("", by_workflow=False, is_https_only=False, branches=None),
        actions=Actions(
            enabled=False, allowed="all", github_owned=False, pinned=False, token_reads=False,
            may_open_pulls=False, forks="first_time_contributors_new_to_github",
        ),
    )  # fmt: skip
    local = replace(WELL, actions=replace(ACTIONS_WELL, allowed="local_only"))
    owned = replace(WELL, actions=replace(ACTIONS_WELL, github_owned=ADMIN))
    app = replace(guarded(checks=(Check("tp3/approvals", None),)), classic=ADMIN)
    late = replace(WELL, workflows={}, last_run=date(2027, 1, 1), pages=None)
    partly = replace(WELL, pages=replace(PAGES_WELL, branches=ADMIN))
    registries = [
        DECLARED,
        replace(DECLARED, gone=("github:1",), notes="apart"),
        replace(DECLARED, codeowners=False),
    ]
    clones = [CLONE, Clone(None, is_shallow=True, has_notes=False, fetches_notes=False)]
    clones.append(replace(CLONE, git=(2, 1)))
    settings = [WELL, no_rules, unpassed, passed, bad, local, owned, app, late, partly]
    settings.append(unseen_of(WELL))
    told = [
        each
        for one in settings
        for declared in registries
        for each in check_settings(one, declared, TODAY)
    ]
    return told + [each for clone in clones for each in check_clone(clone)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_everything(language: str) -> None:
    words = catalogue(language)
    place = Place("tts/rekisteri", "https://github.com/tts/rekisteri")
    told: dict[str, set[str]] = {}
    for finding in everything():
        data = finding_data(words, finding, place)
        assert data["message"]
        assert (data["remedy"] is None) == (finding.level == "ok")
        assert "{" not in data["message"] + (data["remedy"] or "")
        assert "  " not in "".join(finding_cells(words, finding, place))
        part = {"ok": "ok", "unknown": "hidden"}.get(finding.level, "bad")
        told.setdefault(finding.code, set()).add(part)
    written = words.messages["doctor"]["finding"]
    assert {code: set(texts) - {"remedy"} for code, texts in written.items()} == told
