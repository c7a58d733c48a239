"""The GitHub of the tests: rules, faults and times before the emulator."""

import json
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from tests.github import (
    accounts,
    comments,
    issues,
    labels,
    pulls,
    refs,
    reviews,
    statuses,
    workflows,
)
from tests.github import description as api
from tests.github.dress import dress
from tests.github.emulator import Emulator
from tests.github.faults import Fault, Faults
from tests.github.front import Front
from tests.github.limits import Limits, secondary
from tests.github.message import Answer, Cut, Refusal, Request, Sent, not_found
from tests.github.paging import paged, relink
from tests.github.people import BOT, ORGANISATION, Person, Role, cast
from tests.github.rights import demand
from tests.github.routes import ROUTES
from tests.github.world import World

HANDLERS = (
    accounts,
    comments,
    issues,
    labels,
    pulls,
    refs,
    reviews,
    statuses,
    workflows,
)  # importing them fills ROUTES
HOME = f"{ORGANISATION}/rekisteri"
ELSEWHERE = f"{ORGANISATION}/toinen"
START = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class GitHub:
    """A GitHub with one repository. tests/github/__init__.py tells how a test uses it."""

    def __init__(self, *, people: tuple[str, ...] = ()) -> None:
        self.home = HOME
        self.lock = threading.RLock()
        self._counting = threading.Lock()
        self._front = Front(self.handle)
        self.url = self._front.url
        self._cast = people
        self._era = 0
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
            self._era += 1
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
        self.private = False
        self.repository = HOME
        self._former: set[str] = set()
        self.by_id: dict[int, Person] = {}
        for number, person in enumerate(cast(self, self._cast), 3):  # after ghost and admin
            person.id = number
            self.by_id[number] = person
        self._by_token = {person.token: person for person in self.by_id.values()}

    # what a test sets and reads

    @property
    def clock(self) -> datetime:
        """What time it is; set by tests, and `tick` later with every write."""
        return self._clock

    @clock.setter
    def clock(self, now: datetime) -> None:
        assert now.tzinfo, "a moment has a time zone"
        self._clock = now.astimezone(UTC).replace(microsecond=0)

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
        self._former.add(self.repository)
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
            answer = self._dispatch(request)
        return answer.body

    def delete_issue(self, person: Person, number: int) -> None:
        with self.lock:
            demand(Request("DELETE", "", self.url, person=person), "", Role.ADMIN)
            self._empty(person, number)
            self.world.gone[number] = lambda _: Refusal(410, "This issue was deleted")

    def transfer_issue(self, person: Person, number: int) -> int:
        """To ELSEWHERE, with its comments; labels stay behind unless they exist there."""
        with self.lock:
            demand(Request("POST", "", self.url, person=person), "", Role.WRITE)
            issue = self.issue(number)
            comments = self.comments(number)
            place = f"/repos/{ELSEWHERE}/issues"
            data = {"title": issue["title"], "body": issue["body"]}
            author = self.by_id[issue["user"]["id"]]
            _, made, _ = self.ask("POST", place, author, body=data)
            there = int(made["number"])
            for comment in comments:
                author = self.by_id[comment["user"]["id"]]
                body = {"body": comment["body"]}
                self.ask("POST", f"{place}/{there}/comments", author, body=body)
            self._empty(person, number)
            self.world.gone[number] = lambda request: self._moved(request, ELSEWHERE, there)
            return there

    def _empty(self, person: Person, number: int) -> None:
        """An issue that is gone has no comments either."""
        self.issue(number)
        for comment in self.comments(number):
            self.ask("DELETE", f"/repos/{HOME}/issues/comments/{comment['id']}", person)

    def _moved(self, request: Request, repository: str, number: int) -> Refusal:
        _, there, _ = self.ask("GET", f"/repos/{repository}", None)
        place = f"{request.base}/repositories/{there['id']}/issues/{number}"
        return moved(request, place)

    # what the handlers use

    def upstream(self, request: Request) -> str:
        """The emulator's name of the repository of a request."""
        named = f"{request.params['owner']}/{request.params['repo']}"
        return HOME if named == self.repository else named

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

    # requests of the code under test

    def handle(self, request: Request) -> Answer:
        """Answer a request from outside; raises Cut."""
        request.person = self._by_token.get(request.token or "")
        with self._counting:
            era = self._era
            request.number = len(self.requests) + 1
            who = request.person.login if request.person else "nobody"
            sent = Sent(
                request.number, request.method, request.path, who, 0, request.query, request.body
            )
            self.requests.append(sent)
            fault = self.faults.next()
        try:
            if self.on_request:
                fault = self.on_request(request) or fault
            answer = self._faulty(request, fault, era)
        except Cut:
            raise
        except Refusal as refusal:
            answer = refusal.answer
        except Exception:  # noqa: BLE001 - a defect of ours fails the test, wherever it is
            self.defects.append(f"{request}: {traceback.format_exc()}")
            answer = Answer(500, {"message": "defect of tests/github"})
        sent.status = answer.status
        answer.headers |= self.limits.headers(request.person)
        return answer

    def _faulty(self, request: Request, fault: Fault | None, era: int) -> Answer:
        if fault is Fault.BAD_GATEWAY:
            return Answer(502, {"message": "Server Error"})
        if fault is Fault.UNAVAILABLE:
            return Answer(503, {"message": "Service Unavailable"})
        if fault is Fault.SLOW_DOWN:
            raise secondary(self.faults.retry_after, self.faults.limit_status)
        if fault is Fault.CUT:
            raise Cut
        answer = self._answer(request, era)
        if self.on_answer:
            fault = self.on_answer(request, answer) or fault
        if fault is Fault.BAD_GATEWAY_DONE:
            return Answer(502, {"message": "Server Error"})
        if fault is Fault.CUT_DONE:
            raise Cut
        if fault is Fault.CUT_HALFWAY_DONE:
            raise Cut(answer)
        return answer

    def _answer(self, request: Request, era: int) -> Answer:
        if request.token and (
            request.person is None or request.person.expired or request.person.gone
        ):
            raise Refusal(401, "Bad credentials")
        if not request.agent:
            raise Refusal(403, "Request forbidden by administrative rules.")
        if request.path != "/rate_limit":
            self.limits.check(request.person)
        with self.lock:
            if era != self._era:  # a request of before the reset, whoever sent it is gone
                raise Cut
            answer = self._dispatch(request)
        if request.method == "GET" and answer.status == 200:
            text = json.dumps(answer.body, sort_keys=True) + request.accept
            tag = f'W/"{sha256(text.encode()).hexdigest()}"'
            # https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
            answer.headers |= {
                "ETag": tag,
                "Cache-Control": "private, max-age=60, s-maxage=60",
                "Vary": "Accept, Authorization, Cookie, X-GitHub-OTP",
            }
            if tag == request.if_none_match:
                self.limits.forgive(request.person)
                return Answer(304, None, answer.headers)
        return answer

    def _dispatch(self, request: Request) -> Answer:
        """Carry a request out."""
        self._find_repository(request)
        found = api.find(request.method, request.path)
        if found is None:
            if request.number:
                self.violations.append(f"{request}: not among tests/github's operations")
            raise not_found()
        request.operation, request.params = found
        problems = list(request.operation.problems(request.query, request.body))
        if request.number and problems:
            self.violations += problems
            raise Refusal(422, f"Invalid request.\n\n{problems[0]}")
        if "repo" in request.params:
            self._open_for(request)
        if request.method != "GET":
            self.clock += self.tick
        pulls.follow(self)
        handler = ROUTES.get(request.operation.key)
        answer = handler(self, request) if handler else self.listed(request, request.query)
        if answer.body is not None:
            self._complete(request, answer)
        return answer

    def _complete(self, request: Request, answer: Answer) -> None:
        dress(self, request, answer.body)
        assert request.operation
        described = request.operation.answer(answer.status)
        if described is None:
            return
        filler, validator = described
        filler.fill(answer.body)
        if request.number:
            for error in validator.iter_errors(answer.body):
                place = "/".join(str(each) for each in error.instance_path)
                self.defects.append(f"{request}: {place}: {error.message[:200]}")

    def _find_repository(self, request: Request) -> None:
        """Follow /repositories/N, as links and redirects of GitHub's name it."""
        for number, repository in enumerate((self.repository, ELSEWHERE), 1):
            start = f"/repositories/{number}"
            if request.path == start or request.path.startswith(start + "/"):
                request.path = f"/repos/{repository}{request.path.removeprefix(start)}"

    def _open_for(self, request: Request) -> None:
        """Raises Refusal where the repository is not there for who asks."""
        named = f"{request.params['owner']}/{request.params['repo']}"
        if named in self._former and named != self.repository:
            rest = tail(request.path)
            raise moved(request, f"{request.base}/repositories/1{rest}")
        if named not in {self.repository, ELSEWHERE}:
            raise not_found()
        person = request.person
        if self.private and not (person and (person.is_bot or person.member or person.role > 1)):
            raise not_found()
        if named == ELSEWHERE:
            return
        if self.archived and request.method != "GET":
            raise Refusal(403, "Repository was archived so is read-only.")
        if not self.issues_enabled and tail(request.path).startswith("/issues"):
            raise Refusal(410, "Issues has been disabled in this repository.")


def tail(path: str) -> str:
    """What comes after /repos/owner/name."""
    return "".join(f"/{part}" for part in path.split("/")[4:])


def moved(request: Request, place: str) -> Refusal:
    """301 for reading, 307 for writing, so that the method is kept."""
    reading = request.method == "GET"
    refusal = Refusal(
        301 if reading else 307, "Moved Permanently" if reading else "Temporary Redirect"
    )
    refusal.answer.body["url"] = place
    refusal.answer.headers["Location"] = place
    return refusal
