"""Carries a request out: which operation it is, whether the repository is there, who answers."""

from typing import TYPE_CHECKING

from tests.github import (
    accounts,
    comments,
    issues,
    labels,
    pulls,
    refs,
    reviews,
    settings,
    statuses,
    workflows,
)
from tests.github import description as api
from tests.github.dress import dress
from tests.github.message import Answer, Refusal, Request, moved, not_found
from tests.github.people import Role
from tests.github.routes import ROUTES

if TYPE_CHECKING:
    from tests.github.hub import GitHub

# Importing them fills ROUTES.
HANDLERS = (
    accounts, comments, issues, labels, pulls, refs, reviews, settings, statuses, workflows,
)  # fmt: skip


def carry_out(hub: "GitHub", request: Request) -> Answer:
    """Answer a request; raises Refusal. The violations of people on the web do not count."""
    find_repository(hub, request)
    found = api.find(request.method, request.path)
    if found is None:
        if request.number:
            hub.violations.append(f"{request}: not among tests/github's operations")
        raise not_found()
    request.operation, request.params = found
    if request.number and (problems := [*request.operation.problems(request.query, request.body)]):
        hub.violations += problems
        raise Refusal(422, f"Invalid request.\n\n{problems[0]}")
    if "repo" in request.params:
        demand_repository(hub, request)
    if request.method != "GET":
        hub.clock += hub.tick
    pulls.follow(hub)
    handler = ROUTES.get(request.operation.key)
    made = handler(hub, request) if handler else hub.listed(request, request.query)
    if made.body is not None:
        complete(hub, request, made)
    return made


def complete(hub: "GitHub", request: Request, made: Answer) -> None:
    """Make an answer look as GitHub's, and check that it does."""
    dress(hub, request, made.body)
    assert request.operation
    described = request.operation.answer(made.status)
    if described is None:
        return
    filler, validator = described
    filler.fill(made.body)
    if request.number:
        for error in validator.iter_errors(made.body):
            place = "/".join(str(each) for each in error.instance_path)
            hub.defects.append(f"{request}: {place}: {error.message[:200]}")


def find_repository(hub: "GitHub", request: Request) -> None:
    """Follow /repositories/N, as links and redirects of GitHub's name it."""
    for number, repository in enumerate((hub.repository, hub.elsewhere), 1):
        start = f"/repositories/{number}"
        if request.path == start or request.path.startswith(start + "/"):
            request.path = f"/repos/{repository}{request.path.removeprefix(start)}"


def demand_repository(hub: "GitHub", request: Request) -> None:
    """Raises Refusal where the repository is not there for who asks."""
    named = request.repository
    if named in hub.former and named != hub.repository:
        raise moved(request, f"{request.base}/repositories/1{tail(request.path)}")
    if named not in {hub.repository, hub.elsewhere}:
        raise not_found()
    who = request.person
    if hub.private and not (who and (who.is_bot or who.member or who.role > Role.READ)):
        raise not_found()
    if named == hub.elsewhere:
        return
    if hub.archived and request.method != "GET":
        raise Refusal(403, "Repository was archived so is read-only.")
    if not hub.issues_enabled and tail(request.path).startswith("/issues"):
        raise Refusal(410, "Issues has been disabled in this repository.")


def tail(path: str) -> str:
    """What comes after /repos/owner/name."""
    return "".join(f"/{part}" for part in path.split("/")[4:])
