"""The way to GitHub: asks, asks again where that is safe, and stops with a clear reason.

What is asked again, after waiting:
- where a limit was hit or the connection never stood, nothing was done: any request;
- where the answer was lost (5xx, cut, too late): what does no harm when it is done twice. Of all
  else only its caller can look whether it was done, and is told so by `Unanswered`.
https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from math import ceil
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    wait_exponential,
    wait_exponential_jitter,
)

from governance.forge.answers import RepositoryAnswer
from governance.forge.failure import (
    FORBIDDEN,
    detail_of,
    distrusted,
    is_limit,
    message_of,
    needs_of,
    never_stood,
    wait_of,
)
from governance.forge.session import open_session
from governance.forge.stops import Declined, Unanswered, Unwritable
from governance.model.problem import Outside

A = TypeVar("A", bound=BaseModel)
T = TypeVar("T")
Query = Mapping[str, str | int]
# Whether a request may be made twice: freely; only where it was surely not done; or only after
# looking, because it rests on what was read right before.
Repeat = Literal["freely", "if-not-done", "after-looking"]

TRIES = 5
MOST_WAIT = 3600.0  # seconds in all; GitHub counts by the hour
PAUSE = 1.0  # seconds between writes, as GitHub asks
LOOPBACK = ("127.0.0.1", "::1", "localhost")
UNSIGNED, ABSENT, GONE, FAILING = 401, 404, 410, 500
MOVED = (301, 302, 307, 308)
_BACK_OFF = wait_exponential_jitter(initial=1, max=30)
_SECONDARY = wait_exponential(multiplier=60, max=900)  # a minute at least, then longer
_ISSUE = re.compile(r"issues/([0-9]+)(?:/|$)")


class Say(Protocol):
    """Says something beside the answer: the key of a message and its values."""

    def __call__(self, key: str, /, **values: str | int) -> None: ...


class _Again(Exception):
    """Not this time. `lost`: it may have been done; `limit`: GitHub asked us to wait."""

    def __init__(
        self, stop: Outside, *, wait: float | None = None, lost: bool = False, limit: bool = False
    ) -> None:
        super().__init__(stop.code)
        self.stop = stop
        self.wait = wait
        self.lost = lost
        self.limit = limit


class Connection:
    """A session with GitHub for one repository. Paths are below it, unless they begin with /.

    `repository` is its present name, as far as it is known.
    """

    def __init__(
        self,
        *,
        api_url: str,
        repository: str,
        token: str | None,
        say: Say,
        sleep: Callable[[float], None],
    ) -> None:
        self.repository = repository
        self.host = urlsplit(api_url).netloc
        self._named = repository
        self._api = api_url
        self._has_token = token is not None
        self._session = open_session(token)
        self._say = say
        self._sleep = sleep
        # What runs on this machine is no service that many share.
        self._pause = 0 if urlsplit(api_url).hostname in LOOPBACK else PAUSE
        self._patience = MOST_WAIT
        self._is_seen = False
        self._has_written = False

    def get(self, path: str, shape: type[A]) -> A:
        """What stands at a path. Raises Outside where nothing does."""
        response = self._read(self._url(path))
        if not response.ok:
            raise self._stop(response, path)
        return self._parsed(response, TypeAdapter(shape))

    def find(self, path: str, shape: type[A], *, absent: Collection[int] = (ABSENT,)) -> A | None:
        """What stands at a path; None where the answer has one of the statuses `absent`."""
        response = self._read(self._url(path))
        if response.ok:
            return self._parsed(response, TypeAdapter(shape))
        stop = self._stop(response, path)
        if response.status_code in absent and isinstance(stop, Unwritable | Declined):
            return None
        raise stop

    def pages(self, path: str, shape: type[A], **query: str) -> Iterator[A]:
        """A list, read a hundred at a time while it is used."""
        adapter: TypeAdapter[list[A]] = TypeAdapter(list[shape])  # type: ignore[valid-type]
        url: str = self._url(path)
        params: Query = {**query, "per_page": 100}
        while url:
            response = self._read(url, params)
            if not response.ok:
                raise self._stop(response, path)
            yield from self._parsed(response, adapter)
            url, params = self._next(response), {}

    def send(self, method: str, path: str, body: Any, *, repeat: Repeat) -> requests.Response:
        """Write. Raises Unanswered where the caller must look; Unwritable, Declined or Outside."""
        if not self._has_token:
            raise Outside("github-token-none", host=self.host)
        if self.repository != self._named:
            raise Outside("github-renamed", old=self._named, new=self.repository)
        if self._has_written and self._pause:
            self._sleep(self._pause)
        self._has_written = True
        response = self._ask(method, self._url(path), body=body, repeat=repeat)
        if not response.ok or response.status_code in MOVED:
            raise self._stop(response, path)
        return response

    def written(self, response: requests.Response, shape: type[A]) -> A:
        """What a write answered. Raises Unanswered where it cannot be read: the write was done."""
        try:
            return self._parsed(response, TypeAdapter(shape))
        except Outside as stop:
            raise Unanswered("github-unanswered", host=self.host) from stop

    def _url(self, path: str) -> str:
        if path.startswith("/"):
            return f"{self._api}{path}"
        return f"{self._api}/repos/{self.repository}/{path}".rstrip("/")

    def _next(self, response: requests.Response) -> str:
        url = response.links.get("next", {}).get("url", "")
        if url and not url.startswith(f"{self._api}/"):
            raise self._unreadable(response, "Link")  # the token goes to nobody else
        return str(url)

    def _read(self, url: str, params: Query | None = None) -> requests.Response:
        response = self._ask("GET", url, params=params, repeat="freely")
        if response.history:
            self._is_renamed()
        elif response.ok and url.startswith(f"{self._api}/repos/"):
            self._is_seen = True
        return response

    def _is_renamed(self) -> bool:
        """Whether the repository has another name now; it is read under that one from here on."""
        if self.repository == self._named:
            response = self._ask("GET", self._url(""), repeat="freely")
            if not response.ok:
                raise self._stop(response, "")
            name = self._parsed(response, TypeAdapter(RepositoryAnswer)).full_name
            self._is_seen = True
            if name.casefold() == self._named.casefold():
                return False
            self.repository = name
            self._say("github.renamed", old=self._named, new=name)
        return True

    def _is_there(self) -> bool:
        """Whether the repository can be seen: asked only where nothing of it was read yet."""
        if not self._is_seen:
            self._is_seen = self._ask("GET", self._url(""), repeat="freely").ok
        return self._is_seen

    def _ask(
        self,
        method: str,
        url: str,
        *,
        repeat: Repeat,
        params: Query | None = None,
        body: Any = None,
    ) -> requests.Response:
        must_look = False

        def attempt() -> requests.Response:
            nonlocal must_look
            if must_look:
                raise Unanswered("github-unanswered", host=self.host)
            must_look = repeat == "after-looking"
            try:
                return self._once(method, url, params, body)
            except _Again as again:
                must_look |= again.lost and repeat == "if-not-done"
                raise

        retrying = Retrying(
            retry=retry_if_exception_type(_Again),
            wait=_wait,
            stop=self._has_enough,
            before_sleep=self._before_sleep,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(attempt)
        except _Again as again:
            raise again.stop from None

    def _once(self, method: str, url: str, params: Query | None, body: Any) -> requests.Response:
        host = self.host
        try:
            # A redirect would turn a POST into a GET: writes are never led elsewhere.
            response = self._session.request(
                method, url, params=params, json=body, allow_redirects=method == "GET"
            )
        except requests.RequestException as bad:
            if reason := distrusted(bad):
                raise Outside("github-tls", host=host, detail=reason) from None
            stop = Outside("github-network", host=host, detail=detail_of(bad))
            raise _Again(stop, lost=not never_stood(bad)) from None
        wait = wait_of(response)
        if is_limit(response):
            stop = Outside("github-limit", host=host, minutes=str(ceil((wait or 60) / 60)))
            raise _Again(stop, wait=wait, limit=True)
        if response.status_code >= FAILING:
            stop = Outside("github-failing", host=host, answer=str(response.status_code))
            raise _Again(stop, wait=wait, lost=True)
        return response

    def _has_enough(self, state: RetryCallState) -> bool:
        return state.attempt_number >= TRIES or state.upcoming_sleep > self._patience

    def _before_sleep(self, state: RetryCallState) -> None:
        self._patience -= state.upcoming_sleep
        if _again(state).limit:
            self._say("github.waiting", n=ceil(state.upcoming_sleep / 60))

    def _parsed(self, response: requests.Response, adapter: TypeAdapter[T]) -> T:
        try:
            return adapter.validate_json(response.content)
        except ValidationError as error:
            place = ".".join(str(step) for step in error.errors()[0]["loc"])
            raise self._unreadable(response, place or "JSON") from None

    def _unreadable(self, response: requests.Response, detail: str) -> Outside:
        path = urlsplit(response.url).path
        return Outside("github-answer", host=self.host, path=path, detail=detail)

    def _stop(self, response: requests.Response, path: str) -> Outside:
        """Why GitHub did not do what was asked."""
        status, message = response.status_code, message_of(response)
        said = message.casefold()
        issue = _ISSUE.match(path)
        host, repository = self.host, self.repository
        if status in (UNSIGNED, FORBIDDEN) and not self._has_token:
            return Outside("github-token-none", host=host)
        if status == UNSIGNED:
            return Outside("github-token-refused", host=host)
        if status == FORBIDDEN and "archived" in said:
            return Outside("github-archived", repository=repository)
        if status == FORBIDDEN and issue and "locked" in said:
            return Unwritable("github-issue-locked", repository=repository, number=issue[1])
        if status == FORBIDDEN:
            needs = needs_of(response, path)
            return Outside("github-forbidden", repository=repository, permission=needs)
        if status == GONE and (issue is None or "disabled" in said):
            return Outside("github-issues-off", repository=repository)
        if status == ABSENT and not path.startswith("/") and not self._is_there():
            return Outside("github-repository-none", host=host, repository=repository)
        if status in MOVED and self._is_renamed():
            return Outside("github-renamed", old=self._named, new=self.repository)
        if issue and status in (ABSENT, GONE, *MOVED):
            return Unwritable("github-issue-gone", repository=repository, number=issue[1])
        if status < FAILING:
            detail = f"{status} {message}".strip()
            return Declined("github-refused", status=status, host=host, detail=detail)
        return self._unreadable(response, str(status))


def _again(state: RetryCallState) -> _Again:
    again = state.outcome.exception() if state.outcome else None
    if not isinstance(again, _Again):
        raise TypeError(again)
    return again


def _wait(state: RetryCallState) -> float:
    again = _again(state)
    if again.wait is not None:
        return again.wait
    return _SECONDARY(state) if again.limit else _BACK_OFF(state)
