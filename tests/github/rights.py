"""Who may: https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization."""

from tests.github.message import Refusal, Request
from tests.github.people import Role


def may(request: Request, scope: str, role: Role) -> bool:
    """Has who asks the role, or, for a workflow's token, write permission in the scope?"""
    person = request.person
    if person is None:
        return False
    if person.permissions is not None:
        return person.permissions.get(scope) == "write"
    return person.role >= role


def demand(request: Request, scope: str, role: Role) -> None:
    if may(request, scope, role):
        return
    if request.person is None:
        raise Refusal(401, "Requires authentication")
    if request.person.permissions is not None:
        raise Refusal(403, "Resource not accessible by integration")
    raise Refusal(403, "Must have admin rights to Repository.")


def demand_person(request: Request, scope: str) -> None:
    """Anybody with an account may, but a workflow's token needs the permission."""
    demand(request, scope, Role.NONE)
