"""Labels. GitHub's are one whatever their letters' case; the emulator tells them apart."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.github.message import Answer, Request, invalid, not_found
from tests.github.people import Role
from tests.github.rights import demand
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

LONGEST_NAME = 50
LONGEST_DESCRIPTION = 100
COLOUR = set("0123456789abcdefABCDEF")


@route("POST", "~/labels")
def create(hub: "GitHub", request: Request) -> Answer:
    demand(request, "issues", Role.WRITE)
    check(request.body)
    name = request.body["name"].strip()
    if not name:
        raise invalid("Label", "name", "missing_field")
    if canonical(hub, request, [name])[0] in all_names(hub, request):
        raise invalid("Label", "name", "already_exists")
    return hub.forward(request)


@route("GET", "~/labels/{name}")
def show(hub: "GitHub", request: Request) -> Answer:
    return hub.forward(request, path=place(hub, request))


@route("PATCH", "~/labels/{name}")
def edit(hub: "GitHub", request: Request) -> Answer:
    demand(request, "issues", Role.WRITE)
    check(request.body | {"name": request.body.get("new_name")})
    return hub.forward(request, path=place(hub, request))


@route("DELETE", "~/labels/{name}")
def delete(hub: "GitHub", request: Request) -> Answer:
    demand(request, "issues", Role.WRITE)
    return hub.forward(request, path=place(hub, request))


@route("GET", "~/issues/{issue_number}/labels")
def of_issue(hub: "GitHub", request: Request) -> Answer:
    hub.present(request)
    return hub.forward(request)


@route("POST", "~/issues/{issue_number}/labels")
@route("PUT", "~/issues/{issue_number}/labels")
def put(hub: "GitHub", request: Request) -> Answer:
    hub.present(request)
    demand(request, "issues", Role.TRIAGE)
    body = request.body
    names = names_in(body.get("labels", []) if isinstance(body, dict) else body or [])
    return hub.forward(request, body={"labels": canonical(hub, request, names)})


@route("DELETE", "~/issues/{issue_number}/labels")
def clear(hub: "GitHub", request: Request) -> Answer:
    hub.present(request)
    demand(request, "issues", Role.TRIAGE)
    return hub.forward(request)


@route("DELETE", "~/issues/{issue_number}/labels/{name}")
def take(hub: "GitHub", request: Request) -> Answer:
    hub.present(request)
    demand(request, "issues", Role.TRIAGE)
    name = canonical(hub, request, [request.params["name"]])[0]
    if name not in all_names(hub, request):
        raise not_found()
    head, _, _ = hub.upstream_path(request).rpartition("/")
    return hub.forward(request, path=f"{head}/{quote(name, safe='')}")


def names_in(labels: list[Any]) -> list[str]:
    """Labels are given as names or as objects with a name."""
    return [each if isinstance(each, str) else each["name"] for each in labels]


def all_names(hub: "GitHub", request: Request) -> list[str]:
    path = f"/repos/{hub.upstream(request)}/labels"
    return [label["name"] for label in hub.gather(path)]


def canonical(hub: "GitHub", request: Request, names: list[str]) -> list[str]:
    """Names as they stand in the repository, where they do, each once; raises Refusal (422)."""
    standing = {name.casefold(): name for name in all_names(hub, request)}
    for name in names:
        check({"name": name})
    return list(
        dict.fromkeys(standing.get(name.strip().casefold(), name.strip()) for name in names)
    )


def place(hub: "GitHub", request: Request) -> str:
    """The emulator's path of a label; raises Refusal (404)."""
    name = canonical(hub, request, [request.params["name"]])[0]
    if name not in all_names(hub, request):
        raise not_found()
    return f"/repos/{hub.upstream(request)}/labels/{quote(name, safe='')}"


def check(label: dict[str, Any]) -> None:
    if len(label.get("name") or "") > LONGEST_NAME:
        message = f"name is too long (maximum is {LONGEST_NAME} characters)"
        raise invalid("Label", "name", "custom", message)
    if len(label.get("description") or "") > LONGEST_DESCRIPTION:
        message = f"description is too long (maximum is {LONGEST_DESCRIPTION} characters)"
        raise invalid("Label", "description", "custom", message)
    colour = label.get("color")
    if colour is not None and not (len(colour) == 6 and set(colour) <= COLOUR):
        raise invalid("Label", "color", "invalid")
