"""Settings of the repository: what protects its branches, what Actions may do, who sees it.

https://docs.github.com/rest/repos/rules
https://docs.github.com/rest/branches/branch-protection
https://docs.github.com/rest/actions/permissions
https://docs.github.com/rest/pages/pages
https://docs.github.com/rest/deployments/environments
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pygit2

from tests.github.message import Answer, Refusal, Request, not_found
from tests.github.origin import Origin
from tests.github.people import Role
from tests.github.rights import demand, may
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

Json = dict[str, Any]
DEFAULT_BRANCH = "main"
WORKFLOW = "~/actions/workflows/{workflow_id}"


@dataclass
class Settings:
    """As a new public repository has them. `rulesets` by id, `classic` as it is answered.

    `elsewhere`: the rulesets of the organisation. `runs`: of a workflow by its schedule, by the
    name of its file. `pages`: how the site is published, as it is answered; `publishers`: the
    branches that may do that, None any.
    """

    rulesets: dict[int, Json] = field(default_factory=dict)
    elsewhere: set[int] = field(default_factory=set)
    classic: Json | None = None
    methods: Json = field(
        default_factory=lambda: dict.fromkeys(
            ("allow_merge_commit", "allow_squash_merge", "allow_rebase_merge"), True
        )
    )
    security: dict[str, str] = field(default_factory=dict)
    actions: Json = field(
        default_factory=lambda: {
            "enabled": True,
            "allowed_actions": "all",
            "sha_pinning_required": False,
        }
    )
    selected: Json = field(default_factory=lambda: {"github_owned_allowed": False})
    token: Json = field(
        default_factory=lambda: {
            "default_workflow_permissions": "read",
            "can_approve_pull_request_reviews": False,
        }
    )
    forks: str = "first_time_contributors"
    runs: dict[str, list[datetime]] = field(default_factory=dict)
    pages: Json | None = None
    publishers: list[str] | None = None

    def protect(self, branch: str) -> bool:
        """Whether anything protects a branch, which everybody is told."""
        return any(covers(each, branch) for each in self.rulesets.values()) or (
            self.classic is not None and branch == DEFAULT_BRANCH
        )


@route("GET", "~")
def repository(hub: "GitHub", request: Request) -> Answer:
    """Writers see how pull requests are merged, admins what looks for secrets."""
    made = hub.forward(request)
    made.body["has_pages"] = hub.settings.pages is not None
    for name in hub.settings.methods:
        made.body.pop(name, None)
    if may(request, "contents", Role.WRITE):
        made.body |= hub.settings.methods
    if may(request, "administration", Role.ADMIN):
        security = hub.settings.security
        made.body["security_and_analysis"] = {
            name: {"status": security.get(name, "disabled")}
            for name in ("secret_scanning", "secret_scanning_push_protection")
        }
    return made


@route("GET", "~/rules/branches/{branch}")
def rules(hub: "GitHub", request: Request) -> Answer:
    """The active rules, whoever asks."""
    found = [
        {**deepcopy(rule), **source(hub, number), "ruleset_id": number}
        for number, ruleset in hub.settings.rulesets.items()
        if ruleset["enforcement"] == "active" and covers(ruleset, request.params["branch"])
        for rule in ruleset["rules"]
    ]
    return hub.paged(request, found)


@route("POST", "~/rulesets")
def create_ruleset(hub: "GitHub", request: Request) -> Answer:
    demand(request, "administration", Role.ADMIN)
    number = 1 + max(hub.settings.rulesets, default=0)
    hub.settings.rulesets[number] = deepcopy(request.body)
    return Answer(201, shown(hub, request, number))


@route("GET", "~/rulesets/{ruleset_id}")
def ruleset(hub: "GitHub", request: Request) -> Answer:
    number = int(request.params["ruleset_id"])
    if number not in hub.settings.rulesets:
        raise not_found()
    return Answer(200, shown(hub, request, number))


@route("GET", "~/branches/{branch}/protection")
def protection(hub: "GitHub", request: Request) -> Answer:
    """Only for admins; others are not told whether there is any."""
    is_program = request.person is not None and request.person.permissions is not None
    if not is_program and not may(request, "administration", Role.ADMIN):
        raise not_found()
    demand(request, "administration", Role.ADMIN)
    if hub.settings.classic is None or request.params["branch"] != DEFAULT_BRANCH:
        raise Refusal(404, "Branch not protected")
    return Answer(200, deepcopy(hub.settings.classic))


@route("GET", "~/actions/permissions")
def actions(hub: "GitHub", request: Request) -> Answer:
    demand(request, "administration", Role.ADMIN)
    return Answer(200, dict(hub.settings.actions))


@route("GET", "~/actions/permissions/selected-actions")
def selected_actions(hub: "GitHub", request: Request) -> Answer:
    demand(request, "administration", Role.ADMIN)
    if hub.settings.actions["allowed_actions"] != "selected":
        raise Refusal(409, "Conflict")
    return Answer(200, dict(hub.settings.selected))


@route("GET", "~/actions/permissions/workflow")
def token(hub: "GitHub", request: Request) -> Answer:
    demand(request, "administration", Role.ADMIN)
    return Answer(200, dict(hub.settings.token))


@route("GET", "~/actions/permissions/fork-pr-contributor-approval")
def forks(hub: "GitHub", request: Request) -> Answer:
    demand(request, "administration", Role.ADMIN)
    return Answer(200, {"approval_policy": hub.settings.forks})


@route("GET", "~/pages")
def pages(hub: "GitHub", _: Request) -> Answer:
    if hub.settings.pages is None:
        raise not_found()
    return Answer(200, dict(hub.settings.pages))


@route("GET", "~/environments/{environment_name}")
def environment(hub: "GitHub", request: Request) -> Answer:
    """There is one: GitHub makes it when Pages is turned on."""
    if hub.settings.pages is None or request.params["environment_name"] != "github-pages":
        raise not_found()
    policy = {"protected_branches": False, "custom_branch_policies": True}
    some = hub.settings.publishers is not None
    return Answer(200, {"deployment_branch_policy": policy if some else None})


@route("GET", "~/environments/{environment_name}/deployment-branch-policies")
def publishers(hub: "GitHub", _: Request) -> Answer:
    found = [{"name": each, "type": "branch"} for each in hub.settings.publishers or ()]
    return Answer(200, {"total_count": len(found), "branch_policies": found})


@route("GET", f"{WORKFLOW}/runs")
def runs(hub: "GitHub", request: Request) -> Answer:
    name = request.params["workflow_id"]
    if name not in hub.workflows:
        raise not_found()
    found = [
        {"id": number, "event": "schedule", "created_at": f"{when:%Y-%m-%dT%H:%M:%SZ}"}
        for number, when in enumerate(hub.settings.runs.get(name, ()), 1)
        if request.query.get("event", "schedule") == "schedule"
    ]
    newest = sorted(found, key=lambda run: str(run["created_at"]), reverse=True)
    page = newest[: int(request.query.get("per_page", 30))]
    return Answer(200, {"total_count": len(found), "workflow_runs": page})


@route("GET", "~/contents/{path}")
def contents(hub: "GitHub", request: Request) -> Answer:
    """A folder of the default branch."""
    origin = Origin(hub.origin)
    tip = origin.branch(DEFAULT_BRANCH)
    if tip is None:
        raise not_found()
    path = request.params["path"]
    try:
        folder = origin.commit(tip).tree[path]
    except KeyError:
        raise not_found() from None
    if not isinstance(folder, pygit2.Tree):
        raise Refusal(403, "not of this GitHub: only folders are read")
    kinds = {"blob": "file", "tree": "dir", "commit": "submodule"}
    found = [
        {
            "name": each.name,
            "path": f"{path}/{each.name}",
            "type": kinds[each.type_str],
            "sha": str(each.id),
        }
        for each in folder
    ]
    return Answer(200, found)


def covers(ruleset: Json, branch: str) -> bool:
    names = ruleset["conditions"]["ref_name"]
    called = {"~ALL", f"refs/heads/{branch}"}
    called |= {"~DEFAULT_BRANCH"} if branch == DEFAULT_BRANCH else set()
    return bool(called & set(names["include"])) and not called & set(names["exclude"])


def source(hub: "GitHub", number: int) -> Json:
    if number in hub.settings.elsewhere:
        owner = hub.repository.partition("/")[0]
        return {"ruleset_source_type": "Organization", "ruleset_source": owner}
    return {"ruleset_source_type": "Repository", "ruleset_source": hub.repository}


def shown(hub: "GitHub", request: Request, number: int) -> Json:
    """A ruleset; who may pass it is told to those only who may change it."""
    made = deepcopy(hub.settings.rulesets[number])
    of = source(hub, number)
    made |= {"id": number, "source_type": of["ruleset_source_type"], "source": of["ruleset_source"]}
    actors = made.pop("bypass_actors", [])
    mine = request.person is not None and any(
        each["actor_type"] == "RepositoryRole" and each["actor_id"] == request.person.role
        for each in actors
    )
    made["current_user_can_bypass"] = "always" if mine else "never"
    if may(request, "administration", Role.ADMIN) and number not in hub.settings.elsewhere:
        made["bypass_actors"] = actors
    return made
