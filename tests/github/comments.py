"""Comments on issues and pull requests."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.github.issues import LONGEST_BODY, moment
from tests.github.message import Answer, Refusal, Request, invalid
from tests.github.people import Role
from tests.github.rights import demand, demand_person, may
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

ONE = "~/issues/comments/{comment_id}"


@route("GET", "~/issues/comments")
def list_all(hub: "GitHub", request: Request) -> Answer:
    """Gathered here, since the emulator takes the word `comments` for the number of an issue."""
    issues = f"/repos/{hub.upstream(request)}/issues"
    found = [
        comment
        for issue in hub.gather(issues, {"state": "all"})
        if issue["comments"]
        for comment in hub.gather(f"{issues}/{issue['number']}/comments")
    ]
    if "since" in request.query:
        since = moment(request.query["since"])
        found = [comment for comment in found if comment["updated_at"] >= since]
    by = "updated_at" if request.query.get("sort") == "updated" else "created_at"
    # "Ignored without the `sort` parameter"
    newest_first = "sort" in request.query and request.query.get("direction") == "desc"
    found.sort(key=lambda comment: (comment[by], comment["id"]), reverse=newest_first)
    return hub.paged(request, found)


@route("GET", "~/issues/{issue_number}/comments")
def list_of_issue(hub: "GitHub", request: Request) -> Answer:
    hub.present(request)
    since = moment(request.query["since"]) if "since" in request.query else None
    if since is None:
        return hub.listed(request, request.query)
    return hub.listed(request, request.query, lambda comment: comment["updated_at"] >= since)


@route("POST", "~/issues/{issue_number}/comments")
def create(hub: "GitHub", request: Request) -> Answer:
    issue = hub.present(request)
    scope = "pull-requests" if issue["number"] in hub.world.pulls else "issues"
    demand_person(request, scope)
    if issue["locked"] and not may(request, scope, Role.WRITE):
        raise Refusal(403, "Unable to create comment because issue is locked.")
    check(request.body)
    return hub.forward(request)


@route("PATCH", ONE)
def edit(hub: "GitHub", request: Request) -> Answer:
    demand_author(hub, request)
    check(request.body)
    return hub.forward(request)


@route("DELETE", ONE)
def delete(hub: "GitHub", request: Request) -> Answer:
    """Leaves the issue's `updated_at` as it was, so who asks by `since` hears nothing of it."""
    comment = demand_author(hub, request)
    number = comment["issue_url"].rpartition("/")[2]
    path = f"/repos/{hub.upstream(request)}/issues/{number}"
    updated = hub.forward(request, method="GET", path=path).body["updated_at"]
    with hub.at(datetime.fromisoformat(updated)):
        return hub.forward(request)


def demand_author(hub: "GitHub", request: Request) -> dict[str, Any]:
    """The comment, for who wrote it or who may write; raises Refusal."""
    comment: dict[str, Any] = hub.forward(request, method="GET").body
    person = request.person
    number = int(comment["issue_url"].rpartition("/")[2])
    scope = "pull-requests" if number in hub.world.pulls else "issues"
    if not (person and person.permissions is None and comment["user"]["id"] == person.id):
        demand(request, scope, Role.WRITE)
    return comment


def check(body: dict[str, Any]) -> None:
    if not body["body"].strip():
        raise invalid("IssueComment", "data", "unprocessable", "Body cannot be blank")
    if len(body["body"]) > LONGEST_BODY:
        message = f"Body is too long (maximum is {LONGEST_BODY} characters)"
        raise invalid("IssueComment", "data", "unprocessable", message)
