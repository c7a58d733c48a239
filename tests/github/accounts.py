"""Accounts: who there is, and who may be assigned."""

from typing import TYPE_CHECKING

from tests.github.message import Answer, Refusal, Request, not_found
from tests.github.people import Person, Role, granted
from tests.github.rights import demand
from tests.github.routes import route

if TYPE_CHECKING:
    from tests.github.hub import GitHub


@route("GET", "/user")
def who_am_i(hub: "GitHub", request: Request) -> Answer:
    if request.person is None:
        raise Refusal(401, "Requires authentication")
    if request.person.permissions is not None:  # a workflow's token is no user's
        raise Refusal(403, "Resource not accessible by integration")
    return hub.forward(request)


@route("GET", "/users/{username}")
def by_login(hub: "GitHub", request: Request) -> Answer:
    return profile(hub, request, known(hub, request.params["username"]))


@route("GET", "/user/{account_id}")
def by_id(hub: "GitHub", request: Request) -> Answer:
    number = request.params["account_id"]
    person = hub.by_id.get(int(number)) if number.isdecimal() else None
    if person is None or person.gone:
        raise not_found()
    return profile(hub, request, person)


@route("GET", "~/collaborators")
def collaborators(hub: "GitHub", request: Request) -> Answer:
    demand_metadata(request)
    people = [person for person in hub.by_id.values() if person.role > Role.READ or person.member]
    wanted = request.query.get("permission", "pull")
    found = []
    for person in people:
        if not granted(person)[wanted]:
            continue
        mine = {"role_name": person.role.name.lower(), "permissions": granted(person)}
        found.append(profile(hub, request, person).body | mine)
    return hub.paged(request, found)


@route("GET", "~/collaborators/{username}")
def is_collaborator(hub: "GitHub", request: Request) -> Answer:
    demand_metadata(request)
    person = known(hub, request.params["username"])
    if person.role <= Role.READ and not person.member:
        raise not_found()
    return Answer(204)


@route("GET", "~/collaborators/{username}/permission")
def permission(hub: "GitHub", request: Request) -> Answer:
    demand_metadata(request)
    person = known(hub, request.params["username"])
    base = {Role.ADMIN: "admin", Role.MAINTAIN: "write", Role.WRITE: "write"}
    role = person.role.name.lower()
    mine = {"permissions": granted(person), "role_name": role}
    user = profile(hub, request, person).body | mine
    answer = {"permission": base.get(person.role, "read"), "role_name": role, "user": user}
    return Answer(200, answer)


@route("GET", "/rate_limit")
def rate_limit(hub: "GitHub", request: Request) -> Answer:
    return Answer(200, hub.limits.report(request.person))


@route("GET", "~/assignees")
def assignees(hub: "GitHub", request: Request) -> Answer:
    people = [person for person in hub.by_id.values() if assignable(person)]
    return hub.paged(request, [profile(hub, request, person).body for person in people])


@route("GET", "~/assignees/{assignee}")
def is_assignable(hub: "GitHub", request: Request) -> Answer:
    if not assignable(known(hub, request.params["assignee"])):
        raise not_found()
    return Answer(204)


def demand_metadata(request: Request) -> None:
    """People need the right to write; the token of a workflow may always read metadata.

    https://docs.github.com/rest/authentication/permissions-required-for-github-apps
    """
    if request.person is None or request.person.permissions is None:
        demand(request, "metadata", Role.WRITE)


def known(hub: "GitHub", login: str) -> Person:
    """The person of a login, however it is written; raises Refusal (404)."""
    for person in hub.by_id.values():
        if person.login.casefold() == login.casefold() and not person.gone:
            return person
    raise not_found()


def profile(hub: "GitHub", request: Request, person: Person) -> Answer:
    return hub.forward(request, method="GET", path=f"/users/{person.key}")


def assignable(person: Person) -> bool:
    """Write access, or a member of the organisation.

    https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users
    says triage may assign, and that who has commented may be assigned too: see issues.py.
    """
    return not person.gone and not person.is_bot and (person.member or person.role >= Role.TRIAGE)
