"""Issues: GitHub's rules before the emulator, which keeps them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.github.accounts import assignable, known
from tests.github.labels import canonical, names_in
from tests.github.message import Answer, Refusal, Request, invalid
from tests.github.people import Person, Role
from tests.github.rights import demand, demand_person, may
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

LONGEST_TITLE = 256
LONGEST_BODY = 65_536
MOST_ASSIGNEES = 10
ONE = "~/issues/{issue_number}"
FOR_TRIAGE = ("labels", "assignees", "assignee", "milestone", "type")


@route("GET", "~/issues")
def list_issues(hub: "GitHub", request: Request) -> Answer:
    query = dict(request.query)
    if "labels" in query:
        query["labels"] = ",".join(canonical(hub, request, query["labels"].split(",")))
    if "since" in query:
        query["since"] = moment(query["since"])
    for name in ("assignee", "creator"):
        if query.get(name, "*") not in {"*", "none"}:
            query[name] = hub.key_of(query[name])
    gone = hub.gone_from(request)
    return hub.listed(request, query, (lambda issue: issue["number"] not in gone) if gone else None)


@route("POST", "~/issues")
def create(hub: "GitHub", request: Request) -> Answer:
    demand_person(request, "issues")
    body = dict(request.body)
    if not may(request, "issues", Role.TRIAGE):
        for name in FOR_TRIAGE:  # dropped in silence, say the docs
            body.pop(name, None)
    check_text(body)
    if not str(body["title"]).strip():
        raise invalid("Issue", "title", "missing_field")
    if "labels" in body:
        body["labels"] = canonical(hub, request, names_in(body["labels"]))
    if "assignees" in body:
        body["assignees"] = checked_assignees(hub, body["assignees"], 0)
    return hub.forward(request, body=body)


@route("GET", ONE)
def show(hub: "GitHub", request: Request) -> Answer:
    return Answer(200, present(hub, request))


@route("PATCH", ONE)
def edit(hub: "GitHub", request: Request) -> Answer:
    issue = present(hub, request)
    number = issue["number"]
    is_author = request.person is not None and issue["user"]["id"] == request.person.id
    if is_author and request.person and request.person.permissions is None:
        demand_person(request, "issues")
    else:
        demand(request, "issues", Role.TRIAGE)
    body = dict(request.body)
    if not may(request, "issues", Role.TRIAGE):
        for name in FOR_TRIAGE:
            body.pop(name, None)
        closer = issue.get("closed_by") or {}
        reopens = body.get("state") == "open" and issue["state"] == "closed"
        if reopens and request.person and closer.get("id") != request.person.id:
            raise Refusal(403, "Must have admin rights to Repository.")
    check_text(body)
    if "title" in body:
        body["title"] = str(body["title"]).strip()
        if not body["title"]:
            raise invalid("Issue", "title", "missing_field")
    if "labels" in body:
        body["labels"] = canonical(hub, request, names_in(body["labels"]))
    if "assignees" in body:
        body["assignees"] = checked_assignees(hub, body["assignees"] or [], number)
    if body.get("state", issue["state"]) == issue["state"]:
        body.pop("state_reason", None)  # "Ignored unless `state` is changed"
    elif body["state"] == "closed":
        hub.world.close_reasons[number] = body.pop("state_reason", None) or "completed"
    else:
        body.pop("state_reason", None)
    answer = hub.forward(request, body=body)
    if body.get("title", issue["title"]) != issue["title"]:
        edits = [each for each in events_of(hub, request) if each["event"] == "edited"]
        hub.world.renames[edits[-1]["id"]] = {"from": issue["title"], "to": body["title"]}
    return answer


@route("POST", f"{ONE}/assignees")
def assign(hub: "GitHub", request: Request) -> Answer:
    """Who may not be assigned is ignored in silence; an account that does not exist is a 404."""
    issue = present(hub, request)
    demand(request, "issues", Role.TRIAGE)
    people = [known(hub, login) for login in (request.body or {}).get("assignees", [])]
    taken = [person.key for person in people if may_be_assigned(hub, person, issue["number"])]
    room = MOST_ASSIGNEES - len(issue["assignees"])
    answer = hub.forward(request, body={"assignees": taken[:room]})
    return Answer(201, answer.body)


@route("DELETE", f"{ONE}/assignees")
def unassign(hub: "GitHub", request: Request) -> Answer:
    present(hub, request)
    demand(request, "issues", Role.TRIAGE)
    logins = (request.body or {}).get("assignees", [])
    return hub.forward(request, body={"assignees": [known(hub, login).key for login in logins]})


@route("GET", f"{ONE}/assignees/{{assignee}}")
def is_assignable_here(hub: "GitHub", request: Request) -> Answer:
    issue = present(hub, request)
    person = known(hub, request.params["assignee"])
    if not may_be_assigned(hub, person, issue["number"]):
        raise Refusal(404, "Not Found")
    return Answer(204)


@route("PUT", f"{ONE}/lock")
def lock(hub: "GitHub", request: Request) -> Answer:
    issue = present(hub, request)
    demand(request, "issues", Role.WRITE)
    hub.world.lock_reasons[issue["number"]] = (request.body or {}).get("lock_reason")
    return hub.forward(request, body={})


@route("DELETE", f"{ONE}/lock")
def unlock(hub: "GitHub", request: Request) -> Answer:
    present(hub, request)
    demand(request, "issues", Role.WRITE)
    return hub.forward(request)


@route("GET", f"{ONE}/events")
def events(hub: "GitHub", request: Request) -> Answer:
    """GitHub counts neither opening nor editing as an event, but a new title."""
    present(hub, request)
    found = []
    for event in events_of(hub, request):
        if rename := hub.world.renames.get(event["id"]):
            event |= {"event": "renamed", "rename": rename}
        if event["event"] not in {"opened", "edited"}:
            found.append(event)
    return hub.paged(request, found)


def events_of(hub: "GitHub", request: Request) -> list[dict[str, Any]]:
    """All that the emulator knows to have happened to an issue."""
    number = request.params["issue_number"]
    return hub.gather(f"/repos/{hub.upstream(request)}/issues/{number}/events")


def present(hub: "GitHub", request: Request) -> dict[str, Any]:
    """The issue of a request; raises Refusal where it is not there any more."""
    number = request.params.get("issue_number") or request.params["pull_number"]
    if number.isdecimal() and (gone := hub.gone_from(request).get(int(number))):
        raise gone(request)
    issue: dict[str, Any] = hub.forward(
        request, method="GET", path=f"/repos/{hub.upstream(request)}/issues/{quote(number)}"
    ).body
    return issue


def check_text(body: dict[str, Any]) -> None:
    """Lengths count characters, not bytes."""
    if len(str(body.get("title") or "")) > LONGEST_TITLE:
        message = f"title is too long (maximum is {LONGEST_TITLE} characters)"
        raise invalid("Issue", "title", "custom", message)
    if len(body.get("body") or "") > LONGEST_BODY:
        message = f"body is too long (maximum is {LONGEST_BODY} characters)"
        raise invalid("Issue", "body", "custom", message)


def checked_assignees(hub: "GitHub", logins: list[str], number: int) -> list[str]:
    """The emulator's logins; raises Refusal (422) where one may not be assigned."""
    keys = []
    for login in logins[:MOST_ASSIGNEES]:
        try:
            person = known(hub, login)
        except Refusal:
            raise invalid("Issue", "assignees", "invalid", value=login) from None
        if not may_be_assigned(hub, person, number):
            raise invalid("Issue", "assignees", "invalid", value=login)
        keys.append(person.key)
    return keys


def may_be_assigned(hub: "GitHub", person: Person, number: int) -> bool:
    """Who has commented on the issue may be assigned to it too."""
    if assignable(person) or not number or person.is_bot:
        return assignable(person)
    path = f"/repos/{hub.home}/issues/{number}/comments"
    return any(comment["user"]["id"] == person.id for comment in hub.gather(path))


def moment(text: str) -> str:
    """A time as the emulator compares it, which is letter by letter."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(422, "Validation Failed", ["since is no time"]) from None
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
