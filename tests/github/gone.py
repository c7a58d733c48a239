"""Issues that leave the repository: deleted, or transferred to another."""

from typing import TYPE_CHECKING

from tests.github.message import Refusal, Request, moved
from tests.github.people import Person, Role
from tests.github.rights import demand

if TYPE_CHECKING:
    from tests.github.hub import GitHub


def delete(hub: "GitHub", person: Person, number: int) -> None:
    """Delete an issue; raises Refusal for who is no administrator."""
    demand(Request("DELETE", "", hub.url, person=person), "", Role.ADMIN)
    empty(hub, person, number)
    hub.world.gone[number] = lambda _: Refusal(410, "This issue was deleted")


def transfer(hub: "GitHub", person: Person, number: int) -> int:
    """Move an issue with its comments; its number there. Labels stay behind."""
    demand(Request("POST", "", hub.url, person=person), "", Role.WRITE)
    issue, place = hub.issue(number), f"/repos/{hub.elsewhere}/issues"
    author = hub.by_id[issue["user"]["id"]]
    data = {"title": issue["title"], "body": issue["body"]}
    _, made, _ = hub.ask("POST", place, author, body=data)
    there = int(made["number"])
    for comment in hub.comments(number):
        author = hub.by_id[comment["user"]["id"]]
        body = {"body": comment["body"]}
        hub.ask("POST", f"{place}/{there}/comments", author, body=body)
    empty(hub, person, number)
    hub.world.gone[number] = lambda request: moved(
        request, f"{request.base}/repositories/2/issues/{there}"
    )
    return there


def empty(hub: "GitHub", person: Person, number: int) -> None:
    """An issue that is gone has no comments either."""
    hub.issue(number)
    for comment in hub.comments(number):
        hub.ask("DELETE", f"/repos/{hub.home}/issues/comments/{comment['id']}", person)
