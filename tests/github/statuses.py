"""Commit statuses: https://docs.github.com/rest/commits/statuses."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.github.accounts import profile
from tests.github.message import Answer, Refusal, Request, invalid
from tests.github.origin import Origin
from tests.github.people import Role
from tests.github.rights import demand
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

LONGEST = 140


@route("POST", "~/statuses/{sha}")
def create(hub: "GitHub", request: Request) -> Answer:
    demand(request, "statuses", Role.WRITE)
    sha, body = request.params["sha"], request.body
    if str(Origin(hub.origin).commit(sha).id) != sha:
        raise Refusal(422, f"No commit found for SHA: {sha}")
    if len(body.get("description") or "") > LONGEST:
        message = f"description is too long (maximum is {LONGEST} characters)"
        raise invalid("Status", "description", "custom", message)
    assert request.person
    now = hub.clock.strftime("%Y-%m-%dT%H:%M:%SZ")
    number = 1 + sum(len(each) for each in hub.world.statuses.values())
    made = {
        "id": number,
        "url": f"{hub.api}/statuses/{sha}",
        "state": body["state"],
        "description": body.get("description"),
        "target_url": body.get("target_url"),
        "context": body.get("context", "default"),
        "created_at": now,
        "updated_at": now,
        "creator": profile(hub, request, request.person).body,
    }
    hub.world.statuses.setdefault(sha, []).insert(0, made)
    return Answer(201, deepcopy(made))


@route("GET", "~/commits/{ref}/statuses")
def list_statuses(hub: "GitHub", request: Request) -> Answer:
    sha = str(Origin(hub.origin).commit(request.params["ref"]).id)
    return hub.paged(request, [deepcopy(each) for each in hub.world.statuses.get(sha, ())])


@route("GET", "~/commits/{ref}/status")
def combined(hub: "GitHub", request: Request) -> Answer:
    """The newest status of each context; contexts are one whatever their letters' case."""
    sha = str(Origin(hub.origin).commit(request.params["ref"]).id)
    newest: dict[str, dict[str, Any]] = {}
    for status in hub.world.statuses.get(sha, ()):
        newest.setdefault(status["context"].casefold(), deepcopy(status))
    states = {status["state"] for status in newest.values()}
    if states & {"error", "failure"}:
        state = "failure"
    else:
        state = "success" if states == {"success"} else "pending"
    repository = hub.forward(request, path=f"/repos/{hub.home}").body
    return Answer(
        200,
        {
            "state": state,
            "sha": sha,
            "total_count": len(newest),
            "statuses": list(newest.values()),
            "repository": repository,
            "commit_url": f"{hub.api}/commits/{sha}",
            "url": f"{hub.api}/commits/{sha}/status",
        },
    )
