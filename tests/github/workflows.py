"""Workflows that are started or kept alive, and releases."""

from typing import TYPE_CHECKING

from tests.github.message import Answer, Refusal, Request
from tests.github.origin import Origin
from tests.github.people import Role
from tests.github.rights import demand
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

ONE = "~/actions/workflows/{workflow_id}"


@route("GET", "~/actions/workflows")
def workflows(hub: "GitHub", request: Request) -> Answer:  # noqa: ARG001 - everybody may
    found = [
        {"id": number, "path": f".github/workflows/{name}", "name": name, "state": state}
        for number, (name, state) in enumerate(hub.workflows.items(), 1)
    ]
    return Answer(200, {"total_count": len(found), "workflows": found})


@route("POST", f"{ONE}/dispatches")
def dispatch(hub: "GitHub", request: Request) -> Answer:
    """Started by the workflow's token too: of its events only this one and repository_dispatch are.

    https://docs.github.com/actions/concepts/security/github_token
    """
    demand(request, "actions", Role.WRITE)
    ref = request.body["ref"]
    if Origin(hub.origin).ref(f"refs/heads/{ref.removeprefix('refs/heads/')}") is None:
        raise Refusal(422, f"No ref found for: {ref}")
    inputs = request.body.get("inputs", {})
    hub.dispatched.append((request.params["workflow_id"], ref, inputs))
    return Answer(204)


@route("PUT", f"{ONE}/enable")
def enable(hub: "GitHub", request: Request) -> Answer:
    demand(request, "actions", Role.WRITE)
    hub.enabled.append(request.params["workflow_id"])
    return Answer(204)


@route("POST", "~/releases")
def release(hub: "GitHub", request: Request) -> Answer:
    demand(request, "contents", Role.WRITE)
    return hub.forward(request)
