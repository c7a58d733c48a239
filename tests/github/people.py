"""Who there is, what they may do, and what they do on the web."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from tests.github.message import Refusal

if TYPE_CHECKING:
    from tests.github.hub import GitHub

BOT = "github-actions[bot]"
ORGANISATION = "tts"
T = TypeVar("T")


class Role(IntEnum):
    """https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization."""

    NONE = 0
    READ = 1
    TRIAGE = 2
    WRITE = 3
    MAINTAIN = 4
    ADMIN = 5


class Denied(Exception):
    """GitHub would not let this person do that."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.status = refusal.answer.status


@dataclass
class Person:
    """An account. `key`: the login it began with, by which the emulator knows it for good.

    `member`: of the organisation. `permissions`: of a workflow's token, None for people.
    """

    hub: "GitHub" = field(repr=False)
    key: str
    role: Role = Role.READ
    member: bool = False
    permissions: dict[str, str] | None = None
    id: int = 0
    login: str = ""
    expired: bool = False
    gone: bool = False
    contributor: bool = False

    def __post_init__(self) -> None:
        self.login = self.login or self.key

    @property
    def token(self) -> str:
        """What it sends as `Authorization`."""
        return f"{'ghs' if self.is_bot else 'ghp'}_{self.key}_0123456789abcdef"

    @property
    def account(self) -> str:
        """Its name in records: github:<id>."""
        return f"github:{self.id}"

    @property
    def is_bot(self) -> bool:
        return self.key.endswith("[bot]")

    @property
    def association(self) -> str:
        """https://docs.github.com/graphql/reference/enums#commentauthorassociation."""
        if self.is_bot:
            return "CONTRIBUTOR" if self.contributor else "NONE"
        if self.member:
            return "MEMBER"
        if self.role > Role.READ:
            return "COLLABORATOR"
        return "CONTRIBUTOR" if self.contributor else "NONE"

    def open_issue(
        self, title: str, body: str | None = None, *, labels: tuple[str, ...] = ()
    ) -> int:
        """Open an issue; its number."""
        data = {"title": title, "body": typed(body), "labels": list(labels)}
        return int(self._do("POST", "/issues", data)["number"])

    def fill_form(self, title: str, body: str, *, labels: tuple[str, ...]) -> int:
        """Open an issue by a form, whose labels are put on whoever fills it in; its number."""
        number = self.open_issue(title, body)
        self.hub.person("maintainer").label(number, *labels)
        return number

    def edit(self, number: int, *, title: str | None = None, body: str | None = None) -> None:
        """Change the title or the body of an issue."""
        given = {"title": title, "body": typed(body)}
        data = {name: value for name, value in given.items() if value is not None}
        self._do("PATCH", f"/issues/{number}", data)

    def close(self, number: int, reason: str = "completed") -> None:
        self._do("PATCH", f"/issues/{number}", {"state": "closed", "state_reason": reason})

    def reopen(self, number: int) -> None:
        self._do("PATCH", f"/issues/{number}", {"state": "open"})

    def comment(self, number: int, text: str) -> int:
        """Write a comment; its id."""
        return int(self._do("POST", f"/issues/{number}/comments", {"body": typed(text)})["id"])

    def edit_comment(self, comment: int, text: str) -> None:
        self._do("PATCH", f"/issues/comments/{comment}", {"body": typed(text)})

    def delete_comment(self, comment: int) -> None:
        self._do("DELETE", f"/issues/comments/{comment}")

    def label(self, number: int, *names: str) -> None:
        """Put labels on an issue."""
        self._do("POST", f"/issues/{number}/labels", {"labels": list(names)})

    def unlabel(self, number: int, name: str) -> None:
        self._do("DELETE", f"/issues/{number}/labels/{quote(name, safe='')}")

    def delete_label(self, name: str) -> None:
        """Take a label from the repository, and so from all its issues."""
        self._do("DELETE", f"/labels/{quote(name, safe='')}")

    def rename_label(self, name: str, new: str) -> None:
        self._do("PATCH", f"/labels/{quote(name, safe='')}", {"new_name": new})

    def assign(self, number: int, *logins: str) -> None:
        self._do("POST", f"/issues/{number}/assignees", {"assignees": list(logins)})

    def unassign(self, number: int, *logins: str) -> None:
        self._do("DELETE", f"/issues/{number}/assignees", {"assignees": list(logins)})

    def lock(self, number: int, reason: str | None = None) -> None:
        self._do("PUT", f"/issues/{number}/lock", {"lock_reason": reason} if reason else None)

    def unlock(self, number: int) -> None:
        self._do("DELETE", f"/issues/{number}/lock")

    def fork(self, path: Path) -> None:
        """Have a fork: a bare repository. Its branches are named "login:branch"."""
        self.hub.world.forks[self.key] = path

    def open_pull(self, head: str, title: str, *, base: str = "main", body: str = "") -> int:
        """Open a pull request for a branch of the origin; its number."""
        data = {"title": title, "head": head, "base": base, "body": typed(body)}
        return int(self._do("POST", "/pulls", data)["number"])

    def review(self, number: int, event: str = "APPROVE", text: str = "") -> int:
        """Review a pull request (APPROVE, REQUEST_CHANGES, COMMENT); the review's id."""
        data = {"event": event, "body": typed(text)}
        return int(self._do("POST", f"/pulls/{number}/reviews", data)["id"])

    def dismiss(self, number: int, review: int, why: str = "no") -> None:
        """Dismiss somebody's review."""
        self._do("PUT", f"/pulls/{number}/reviews/{review}/dismissals", {"message": why})

    def close_pull(self, number: int) -> None:
        """Close a pull request without merging it."""
        self._do("PATCH", f"/pulls/{number}", {"state": "closed"})

    def merge(self, number: int, method: str = "merge") -> str:
        """Merge a pull request; the new commit."""
        data = {"merge_method": method}
        return str(self._do("PUT", f"/pulls/{number}/merge", data)["sha"])

    def delete(self, number: int) -> None:
        """Delete an issue, as an administrator may."""
        self._try(lambda: self.hub.delete_issue(self, number))

    def transfer(self, number: int) -> int:
        """Move an issue to the other repository; its number there."""
        return self._try(lambda: self.hub.transfer_issue(self, number))

    def convert(self, number: int) -> None:
        """Make a discussion of an issue: it stays, closed and locked."""
        self.close(number)
        self.lock(number)

    def rename(self, login: str) -> None:
        """Take another login; the id stays."""
        self.login = login

    def leave(self) -> None:
        """Delete the account: what it wrote is the ghost's from now on."""
        self.gone = True

    def _try(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except Refusal as refusal:
            raise Denied(refusal) from refusal

    def _do(self, method: str, path: str, body: Any = None) -> Any:
        place = f"/repos/{self.hub.repository}{path}"
        return self._try(lambda: self.hub.do(self, method, place, body))


def typed(text: str | None) -> str | None:
    """Text as a browser's form sends it: lines end with CR LF."""
    return None if text is None else text.replace("\r\n", "\n").replace("\n", "\r\n")


def granted(person: Person) -> dict[str, bool]:
    """The `permissions` of a repository; a workflow's token has those of its job instead."""
    names = {"pull": Role.READ, "triage": Role.TRIAGE, "push": Role.WRITE}
    names |= {"maintain": Role.MAINTAIN, "admin": Role.ADMIN}
    return {name: person.role >= role and not person.is_bot for name, role in names.items()}


def cast(hub: "GitHub", more: tuple[str, ...]) -> list[Person]:
    """Everybody, in the order of their ids."""
    write = ("actions", "contents", "issues", "pull-requests", "statuses")
    return [
        Person(hub, "maintainer", Role.ADMIN, member=True),
        Person(hub, BOT, permissions=dict.fromkeys(write, "write")),
        Person(hub, "colleague", Role.WRITE),
        Person(hub, "triager", Role.TRIAGE),
        Person(hub, "member", member=True),
        *(Person(hub, login) for login in ("contact", "deputy", "stranger", *more)),
    ]
