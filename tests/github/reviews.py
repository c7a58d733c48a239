"""Reviews of pull requests: https://docs.github.com/rest/pulls/reviews."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.github.accounts import profile
from tests.github.message import Answer, Refusal, Request, not_found
from tests.github.people import Role
from tests.github.pulls import pull_of
from tests.github.rights import demand, demand_person
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub

ALL = "~/pulls/{pull_number}/reviews"
STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}


@route("GET", ALL)
def list_reviews(hub: "GitHub", request: Request) -> Answer:
    return hub.paged(request, [deepcopy(each) for each in pull_of(hub, request).reviews])


@route("GET", f"{ALL}/{{review_id}}")
def show(hub: "GitHub", request: Request) -> Answer:
    return Answer(200, deepcopy(review_of(hub, request)))


@route("POST", ALL)
def create(hub: "GitHub", request: Request) -> Answer:
    pull, body = pull_of(hub, request), request.body or {}
    demand_person(request, "pull-requests")
    person = request.person
    assert person
    event = body.get("event")
    if event in {"APPROVE", "REQUEST_CHANGES"} and person is pull.author:
        verb = "approve" if event == "APPROVE" else "request changes on"
        raise Refusal(422, "Unprocessable Entity", [f"Can not {verb} your own pull request"])
    if event == "APPROVE" and person.is_bot and not hub.actions_may_open_pulls:
        message = "GitHub Actions is not permitted to approve pull requests."
        raise Refusal(422, "Unprocessable Entity", [message])
    if event in {"REQUEST_CHANGES", "COMMENT"} and not body.get("body"):
        raise Refusal(422, "Unprocessable Entity", ["Review body can't be blank"])
    number = 1 + sum(len(each.reviews) for each in hub.world.pulls.values())
    page = f"{hub.page}/pull/{pull.number}"
    url = f"{hub.api}/pulls/{pull.number}"
    made: dict[str, Any] = {
        "id": number,
        "user": profile(hub, request, person).body,
        "body": body.get("body") or "",
        "state": STATES.get(event or "", "PENDING"),
        "html_url": f"{page}#pullrequestreview-{number}",
        "pull_request_url": url,
        "_links": {
            "html": {"href": f"{page}#pullrequestreview-{number}"},
            "pull_request": {"href": url},
        },
        "submitted_at": hub.clock.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit_id": body.get("commit_id", pull.head_sha),
        "author_association": person.association,
    }
    pull.reviews.append(made)
    return Answer(200, deepcopy(made))


@route("PUT", f"{ALL}/{{review_id}}/dismissals")
def dismiss(hub: "GitHub", request: Request) -> Answer:
    demand(request, "pull-requests", Role.WRITE)
    review = review_of(hub, request)
    if review["state"] not in {"APPROVED", "CHANGES_REQUESTED"}:
        message = "Can not dismiss a commented pull request review"
        raise Refusal(422, "Unprocessable Entity", [message])
    review["state"] = "DISMISSED"
    return Answer(200, deepcopy(review))


def review_of(hub: "GitHub", request: Request) -> dict[str, Any]:
    for review in pull_of(hub, request).reviews:
        if str(review["id"]) == request.params["review_id"]:
            return review
    raise not_found()
