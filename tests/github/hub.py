"""The GitHub of the tests: rules, faults and times before the emulator."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from tests.github import accounts, gone, issues
from tests.github.carry_out import carry_out, tail
from tests.github.door import answer
from tests.github.dress import dress
from tests.github.emulator import Emulator
from tests.github.faults import Fault, Faults
from tests.github.front import Front
from tests.github.limits import Limits
from tests.github.message import Answer, Refusal, Request, Sent, not_found
from tests.github.paging import paged, relink
from tests.github.people import BOT, ORGANISATION, Person, cast
from tests.github.settings import Settings
from tests.github.world import World

HOME = f"{ORGANISATION}/rekisteri"
ELSEWHERE = f"{ORGANISATION}/toinen"
START = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class GitHub:
    """A GitHub with one repository. tests/github/__init__.py tells how a test uses it."""

    def __init__(self, *, people: tuple[str, ...] = ()) -> None:
        self.home, self.elsewhere = HOME, ELSEWHERE
        self.lock = threading.RLock()
        self.counting = threading.Lock()
        self._front = Front(lambda request: answer(self, request))
        self.url = self._front.url
        self._cast = people
        self.era = 0
        self.busy = 0  # requests that came and have no answer yet
        everybody = cast(self, people)
        members = [{"login": each.key} for each in everybody if each.member]
        seed = {
            "users": [{"login": each.key, "name": each.key.title()} for each in everybody],
            "orgs": [{"login": ORGANISATION, "members": members}],
            "repos": [
                {"owner": ORGANISATION, "name": name.partition("/")[2], "auto_init": False}
                for name in (HOME, ELSEWHERE)
            ],
        }
        self._emulator = Emulator(self.url, seed, [each.key for each in everybody])
        self._set_up()
        _, self.ghost, _ = self.ask("GET", "/users/ghost", None)
        self._front.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if kind is None:
            self.check()

    def close(self) -> None:
        """Stop everything."""
        self._front.close()
        self._emulator.close()

    def check(self) -> None:
        """Raises AssertionError where a request, or an answer of ours, was not as described."""
        assert not self.violations, "\n".join(["requests GitHub does not know:", *self.violations])
        assert not self.defects, "\n".join(["this GitHub answers wrongly:", *self.defects])

    def reset(self) -> None:
        """All as at the beginning, in a few milliseconds; raises AssertionError as `check` does."""
        with self.lock:
            self.era += 1
            self._emulator.reset(START)
            try:
                self.check()
            finally:
                self._set_up()

    def _set_up(self) -> None:
        self._clock = START
        self.tick = SECOND
        self.world = World()
        self.faults = Faults()
        self.limits = Limits()
        self.requests: list[Sent] = []
        self.violations: list[str] = []
        self.defects: list[str] = []
        self.on_request: Callable[[Request], Fault | None] | None = None
        self.on_answer: Callable[[Request, Answer], Fault | None] | None = None
        self.origin: Path | None = None
        self.archived = False
        self.issues_enabled = True
        self.actions_may_open_pulls = True
        self.dispatched: list[tuple[str, str, Any]] = []
        self.enabled: list[str] = []
        self.workflows: dict[str, str] = {}  # file name -> state
        self.settings = Settings()
        self.private = False
        self.repository = HOME
        self.former: set[str] = set()
        self.by_id: dict[int, Person] = {}
        for number, person in enumerate(cast(self, self._cast), 3):  # after ghost and admin
            person.id = number
            self.by_id[number] = person
        self.by_token = {person.token: person for person in self.by_id.values()}

    # what a test sets and reads

    @property
    def clock(self) -> datetime:
        """What time it is; set by tests, and `tick` later with every write."""
        return self._clock

    @clock.setter
    def clock(self, now: datetime) -> None:
        assert now.tzinfo, "a moment has a time zone"
        self._clock = now.astimezone(UTC).replace(microsecond=0)

    @contextmanager
    def at(self, now: datetime) -> Iterator[None]:
        """For a while it is another time."""
        before, self.clock = self.clock, now
        try:
            yield
        finally:
            self.clock = before

    @property
    def api(self) -> str:
        """Where the repository's part of the API is."""
        return f"{self.url}/repos/{self.repository}"

    @property
    def page(self) -> str:
        """The repository's page on the web."""
        return f"{self.url}/{self.repository}"

    def person(self, key: str) -> Person:
        """Somebody by the login they began with."""
        return next(person for person in self.by_id.values() if person.key == key)

    def token(self, key: str) -> str:
        """Somebody's token."""
        return self.person(key).token

    def environment(self, key: str = BOT) -> dict[str, str]:
        """What a workflow gives to its steps, with somebody's token."""
        return {
            "GITHUB_API_URL": self.url,
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_TOKEN": self.token(key),
        }

    def comment_event(self, comment: int, action: str = "created") -> dict[str, Any]:
        """What a workflow on `issue_comment` finds in its event file."""
        made = self.read(f"/issues/comments/{comment}")
        number = int(made["issue_url"].rpartition("/")[2])
        return {"comment": made, **self.issue_event(number, action), "sender": made["user"]}

    def issue_event(self, number: int, action: str = "opened") -> dict[str, Any]:
        """What a workflow on `issues` finds in its event file."""
        issue = self.issue(number)
        repository = self.read("")
        return {
            "action": action,
            "issue": issue,
            "repository": repository,
            "organization": repository["owner"],
            "sender": issue["user"],
        }

    def rename_repository(self, name: str) -> None:
        """Give the repository another name; the old one leads to it."""
        self.former.add(self.repository)
        self.repository = f"{ORGANISATION}/{name}"

    def issue(self, number: int) -> dict[str, Any]:
        """An issue as it stands, as a maintainer reads it."""
        found: dict[str, Any] = self.read(f"/issues/{number}")
        return found

    def issues(self) -> list[dict[str, Any]]:
        """All issues and pull requests, the oldest first."""
        found = self.gather(f"/repos/{HOME}/issues", {"state": "all", "direction": "asc"})
        found = [issue for issue in found if issue["number"] not in self.world.gone]
        dress(self, Request("GET", "", self.url), found)
        return found

    def comments(self, number: int) -> list[dict[str, Any]]:
        """The comments of an issue, the oldest first."""
        found = self.gather(f"/repos/{HOME}/issues/{number}/comments")
        dress(self, Request("GET", "", self.url), found)
        return found

    def read(self, path: str) -> Any:
        """What a maintainer reads at a path of the repository."""
        return self.do(self.person("maintainer"), "GET", f"/repos/{self.repository}{path}")

    # what people do without the API

    def do(self, person: Person, method: str, path: str, body: Any = None) -> Any:
        """Do something as a person on the web: no fault, no limit, no log; raises Refusal."""
        request = Request(method, path, self.url, body=body, person=person)
        with self.lock:
            return carry_out(self, request).body

    def delete_issue(self, person: Person, number: int) -> None:
        with self.lock:
            gone.delete(self, person, number)

    def transfer_issue(self, person: Person, number: int) -> int:
        with self.lock:
            return gone.transfer(self, person, number)

    # what the handlers use

    def upstream(self, request: Request) -> str:
        """The emulator's name of the repository of a request."""
        return HOME if request.repository == self.repository else request.repository

    def upstream_path(self, request: Request) -> str:
        if "repo" not in request.params:
            return request.path
        return f"/repos/{self.upstream(request)}{tail(request.path)}"

    def gone_from(self, request: Request) -> dict[int, Callable[[Request], Refusal]]:
        """The issues that are gone from the repository of a request."""
        return self.world.gone if self.upstream(request) == HOME else {}

    def present(self, request: Request) -> dict[str, Any]:
        """The issue of a request; raises Refusal."""
        return issues.present(self, request)

    def key_of(self, login: str) -> str:
        """The emulator's login of somebody; the same where nobody is called so."""
        try:
            return accounts.known(self, login).key
        except Refusal:
            return login

    def forward(
        self,
        request: Request,
        *,
        method: str | None = None,
        path: str | None = None,
        query: dict[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        """Ask the emulator; raises Refusal."""
        method = method or request.method
        path = path or self.upstream_path(request)
        if body is None and method != "GET":
            body = request.body
        status, answer, links = self.ask(method, path, request.person, query=query, body=body)
        if status >= 400:
            raise Refusal(status, answer["message"])
        return Answer(status, answer, relink(request, self._link_path(request), links))

    def listed(
        self,
        request: Request,
        query: dict[str, str],
        keep: Callable[[dict[str, Any]], bool] | None = None,
    ) -> Answer:
        """A page of a list; with `keep`, of what is left of it."""
        if keep is None:
            return self.forward(request, query=query)
        rest = {name: value for name, value in query.items() if name not in {"page", "per_page"}}
        found = self.gather(self.upstream_path(request), rest)
        return self.paged(request, [each for each in found if keep(each)])

    def paged(self, request: Request, items: list[Any]) -> Answer:
        return paged(request, self._link_path(request), items)

    def gather(self, path: str, query: dict[str, str] | None = None) -> list[Any]:
        """All pages of a list of the emulator's, as a maintainer."""
        found: list[Any] = []
        for page in range(1, 1000):
            asked = {**(query or {}), "per_page": "100", "page": str(page)}
            status, items, _ = self.ask("GET", path, self.person("maintainer"), query=asked)
            if status != 200:
                raise not_found()
            found += items
            if len(items) < 100:
                break
        return found

    def ask(
        self,
        method: str,
        path: str,
        person: Person | None,
        *,
        query: dict[str, str] | None = None,
        body: Any = None,
    ) -> tuple[int, Any, str]:
        """Ask the emulator as somebody: its status, its JSON, its Link header."""
        with self.lock:
            login = person.key if person else None
            if query:
                path = f"{path}?{urlencode(query)}"
            return self._emulator.ask(method, path, login, body, self.clock)

    def _link_path(self, request: Request) -> str:
        """GitHub's links name the repository by its number."""
        if "repo" not in request.params:
            return request.path
        return f"/repositories/{self._number(self.upstream(request))}{tail(request.path)}"

    def _number(self, repository: str) -> int:
        return 1 if repository == HOME else 2
