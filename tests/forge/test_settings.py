"""Settings are read as far as the token may see them; the rest is Unseen, never a guess."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from governance.forge.stops import Declined
from governance.model.problem import Outside
from governance.rules.doctor.facts import Check, Guard, Right, Settings, Unseen, Writer
from tests.forge.opened import open_as
from tests.github import GitHub
from tests.github.message import Answer, Refusal, Request
from tests.helpers.repo import Repo

RULESET: dict[str, Any] = {
    "name": "tp3",
    "enforcement": "active",
    "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
    "bypass_actors": [],
    "rules": [{"type": "deletion"}],
}
CLASSIC: dict[str, Any] = {
    "required_status_checks": {
        "contexts": ["tp3/approvals"],
        "checks": [{"context": "tp3/approvals", "app_id": 15368}],
    },
    "enforce_admins": {"url": "https://api.github.invalid/x", "enabled": True},
    "required_pull_request_reviews": {
        "dismiss_stale_reviews": False,
        "require_code_owner_reviews": False,
        "required_approving_review_count": 0,
    },
    "allow_force_pushes": {"enabled": False},
    "allow_deletions": {"enabled": False},
}
FULL = Guard(
    bypass=(),
    pulls=True,
    checks=(Check("tp3/approvals", 15368),),
    keeps_history=True,
    keeps_branch=True,
)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of one commit."""
    repo = Repo.init(tmp_path_factory.mktemp("settings"))
    repo.commit()
    return repo.path / ".git"


@pytest.fixture
def repository(hub: GitHub, origin: Path) -> GitHub:
    hub.origin = origin
    hub.settings.rulesets[1] = RULESET
    hub.settings.classic = CLASSIC
    hub.settings.actions["allowed_actions"] = "selected"
    hub.workflows["nightly.yml"] = "active"
    hub.settings.runs["nightly.yml"] = [hub.clock]
    hub.settings.pages = {"html_url": "https://x.invalid/", "build_type": "workflow"}
    hub.settings.publishers = ["main"]
    return hub


def read(hub: GitHub, who: str | None = "maintainer") -> Settings:
    return open_as(hub, who).github.settings.read()


def refusing(status: int, ending: str) -> Callable[[Request], None]:
    """A GitHub that refuses one kind of request."""

    def on_request(request: Request) -> None:
        if request.path.endswith(ending):
            raise Refusal(status, "Not Found" if status == 404 else "Resource not accessible")

    return on_request


def bypass(seen: Settings) -> Any:
    return seen.guards[0].bypass


# The end of a path -> who would see it, and what is read there.
PARTS: dict[str, tuple[Right, list[Callable[[Settings], Any]]]] = {
    "/rules/branches/main": ("read", [lambda seen: seen.rulesets]),
    "/rulesets/1": ("admin", [bypass]),
    "/branches/main/protection": ("admin", [lambda seen: seen.classic]),
    "/collaborators": ("write", [lambda seen: seen.writers]),
    "/labels": ("read", [lambda seen: seen.labels]),
    "/actions/workflows": (
        "read",
        [lambda seen: seen.workflows, lambda seen: seen.last_run],
    ),
    "/workflows/nightly.yml/runs": ("read", [lambda seen: seen.last_run]),
    "/actions/permissions": (
        "admin",
        [
            lambda seen: seen.actions.enabled,
            lambda seen: seen.actions.allowed,
            lambda seen: seen.actions.pinned,
        ],
    ),
    "/permissions/selected-actions": ("admin", [lambda seen: seen.actions.github_owned]),
    "/permissions/workflow": (
        "admin",
        [lambda seen: seen.actions.token_reads, lambda seen: seen.actions.may_open_pulls],
    ),
    "/fork-pr-contributor-approval": ("admin", [lambda seen: seen.actions.forks]),
    "/pages": ("admin", [lambda seen: seen.pages]),
    "/deployment-branch-policies": ("admin", [lambda seen: seen.pages.branches]),  # type: ignore[union-attr]
}


@pytest.mark.parametrize("status", [403, 404])
def test_what_is_kept_back_is_unseen(repository: GitHub, status: int) -> None:
    whole = read(repository)
    for ending, (right, parts) in PARTS.items():
        repository.on_request = refusing(status, ending)
        kept = read(repository)
        for part in parts:
            assert not isinstance(part(whole), Unseen)
            assert part(kept) == Unseen(right), ending
        assert kept.branch == whole.branch


def test_what_is_not_there_is_not_unseen(repository: GitHub) -> None:
    for ending in ("/ISSUE_TEMPLATE", "/notes/approvals"):
        repository.on_request = refusing(403, ending)
        kept = read(repository)
        assert Unseen("read") in (kept.forms, kept.notes)
        repository.on_request = refusing(404, ending)
        absent = read(repository)
        assert (absent.forms, absent.notes) == (frozenset(), None)


def test_the_repository_itself_must_be_there(repository: GitHub) -> None:
    repository.private = True
    with pytest.raises(Outside, match="github-repository-none"):
        read(repository, "stranger")


def test_a_reader_sees_the_rules_and_not_who_may_pass_them(repository: GitHub) -> None:
    seen = read(repository, "stranger")
    assert seen.rulesets == (Guard(bypass=Unseen("admin"), keeps_branch=True),)
    assert seen.classic == Unseen("admin")
    assert seen.methods == seen.writers == Unseen("write")
    assert seen.secret_scanning == seen.push_protection == Unseen("admin")
    assert seen.workflows == {"nightly.yml": "active"}


def test_nobody_sees_what_everybody_sees(repository: GitHub) -> None:
    assert read(repository, None).rulesets == read(repository, "stranger").rulesets


def test_where_nothing_protects_everybody_is_told(repository: GitHub) -> None:
    repository.settings.classic = None
    repository.settings.rulesets.clear()
    for who in ("maintainer", "stranger", None):
        seen = read(repository, who)
        assert (seen.rulesets, seen.classic) == ((), None)


def test_an_admin_is_told_that_there_is_only_a_ruleset(repository: GitHub) -> None:
    repository.settings.classic = None
    assert read(repository).classic is None
    assert read(repository, "stranger").classic == Unseen("admin")


def test_who_writes_is_listed_without_admins(repository: GitHub) -> None:
    colleague = repository.person("colleague")
    assert read(repository).writers == (Writer(colleague.account, "colleague"),)


def test_classic_protection_is_read(repository: GitHub) -> None:
    assert read(repository).classic == FULL


@pytest.mark.parametrize(
    ("change", "bypass"),
    [
        ({"enforce_admins": {"url": "https://x.invalid", "enabled": False}}, ("admins",)),
        (
            {
                "required_pull_request_reviews": {
                    "dismiss_stale_reviews": False,
                    "require_code_owner_reviews": False,
                    "bypass_pull_request_allowances": {"users": [{"login": "bo"}]},
                }
            },
            ("user:bo",),
        ),
    ],
)
def test_who_may_pass_the_classic_protection(
    repository: GitHub, change: dict[str, Any], bypass: tuple[str, ...]
) -> None:
    repository.settings.classic = CLASSIC | change
    classic = read(repository).classic
    assert isinstance(classic, Guard)
    assert classic.bypass == bypass


def test_what_the_classic_protection_leaves_out_protects_nothing(repository: GitHub) -> None:
    repository.settings.classic = {"url": "https://api.github.invalid/x"}
    assert read(repository).classic == Guard(bypass=("admins",))


def test_who_may_pass_rules_of_the_organisation_is_for_its_owners(repository: GitHub) -> None:
    repository.settings.elsewhere.add(1)
    assert read(repository).rulesets == (Guard(bypass=Unseen("organisation"), keeps_branch=True),)


def test_the_account_itself_may_pass(repository: GitHub) -> None:
    actor = {"actor_type": "RepositoryRole", "actor_id": 5}
    repository.settings.rulesets[1] = RULESET | {"bypass_actors": [actor]}
    assert read(repository).guards[0].bypass == ("admins",)
    repository.settings.elsewhere.add(1)
    assert read(repository).guards[0].bypass == ("viewer",)


def test_rules_that_are_only_tried_out_are_none(repository: GitHub) -> None:
    repository.settings.rulesets[1] = RULESET | {"enforcement": "evaluate"}
    assert read(repository).rulesets == ()


def test_a_queue_and_demands_that_answers_cannot_meet(repository: GitHub) -> None:
    pull = {
        "required_approving_review_count": 1,
        "dismiss_stale_reviews_on_push": False,
        "require_code_owner_review": False,
        "require_last_push_approval": False,
        "required_review_thread_resolution": False,
        "allowed_merge_methods": ["squash", "merge"],
    }
    queue = {
        "check_response_timeout_minutes": 60,
        "grouping_strategy": "ALLGREEN",
        "max_entries_to_build": 5,
        "max_entries_to_merge": 5,
        "merge_method": "SQUASH",
        "min_entries_to_merge": 1,
        "min_entries_to_merge_wait_minutes": 5,
    }
    rules = [
        {"type": "pull_request", "parameters": pull},
        {"type": "merge_queue", "parameters": queue},
    ]
    repository.settings.rulesets[1] = RULESET | {"rules": rules}
    assert read(repository).guards[0] == Guard(
        bypass=(),
        pulls=True,
        methods=frozenset({"squash"}),
        hindrances=("reviews", "queue"),
    )


ODD: list[tuple[str, Any]] = [
    ("/rules/branches/main", [{"type": "deletion"}]),
    ("/rules/branches/main", {"type": "deletion"}),
    ("/rulesets/1", {"bypass_actors": "nobody"}),
    ("/branches/main/protection", {"enforce_admins": {"enabled": "perhaps"}}),
    ("/collaborators", [{"id": 7, "login": "bo"}]),
    ("/actions/permissions", {"enabled": None}),
    ("/permissions/workflow", {}),
    ("/ISSUE_TEMPLATE", {"type": "file", "name": "ISSUE_TEMPLATE"}),
    ("/actions/workflows", {"workflows": [{"path": ".github/workflows/x.yml"}]}),
    ("/runs", {"workflow_runs": [{"created_at": "yesterday"}]}),
]


def test_an_answer_that_is_none_stops_the_doctor(repository: GitHub) -> None:
    for ending, body in ODD:

        def odd(request: Request, end: str = ending, body: Any = body) -> None:
            if request.path.endswith(end):
                answer = Refusal(200, "")
                answer.answer = Answer(200, body)
                raise answer

        repository.on_request = odd
        with pytest.raises(Outside, match="github-answer") as stop:
            read(repository)
        assert not isinstance(stop.value, Declined), ending


def test_the_newest_run_counts_and_only_by_the_schedule(repository: GitHub) -> None:
    read(repository)
    asked = next(each for each in repository.requests if "/runs" in str(each))
    assert asked.query == {"event": "schedule", "per_page": "1"}
    assert read(repository).last_run == repository.clock.date()
    repository.settings.runs.clear()
    assert read(repository).last_run is None
    repository.workflows.clear()
    assert read(repository).last_run is None
