"""The way to one repository: addresses, pages, answers as typed values, refusals as reasons."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError

from governance.forge.answers import RepositoryAnswer
from governance.forge.exchange import FAILING, Exchange, Query, Repeat, Say
from governance.forge.failure import FORBIDDEN, message_of, needs_of
from governance.forge.stops import Declined, Unanswered, Unwritable
from governance.model.forge import LOOPBACK
from governance.model.problem import Outside

A = TypeVar("A", bound=BaseModel)
T = TypeVar("T")
PAUSE = 1.0  # seconds between writes, as GitHub asks
UNSIGNED, ABSENT, CONFLICT, GONE = 401, 404, 409, 410
NO_COMMITS = (ABSENT, CONFLICT)  # how a repository without commits answers for what it holds
DONE = range(200, 300)
MOVED = (301, 302, 307, 308)
_ISSUE = re.compile(r"issues/([0-9]+)(?:/|$)")


class Connection:
    """Reads one repository. Paths are below it, unless they begin with /.

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
        self._named = repository
        self._api = api_url
        self.has_token = token is not None
        # The token of an app's installation, as a workflow's is, cannot ask whose it is.
        # https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
        self.is_installed = token is not None and token.startswith("ghs_")
        self._is_seen = False
        self._exchange = Exchange(api_url=api_url, token=token, say=say, sleep=sleep)

    @property
    def host(self) -> str:
        """Where GitHub is."""
        return self._exchange.host

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
        url = self._url(path)
        params: Query = {**query, "per_page": 100}
        while url:
            response = self._read(url, params)
            if not response.ok:
                raise self._stop(response, path)
            yield from self._parsed(response, adapter)
            url, params = self._next(response), {}

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
        response = self._exchange.ask("GET", url, params=params, repeat="freely")
        if response.history:
            self._is_renamed()
        elif response.ok and url.startswith(f"{self._api}/repos/"):
            self._is_seen = True
        return response

    def _is_renamed(self) -> bool:
        """Whether the repository has another name now; it is read under that one from here on."""
        if self.repository == self._named:
            response = self._exchange.ask("GET", self._url(""), repeat="freely")
            if not response.ok:
                raise self._stop(response, "")
            self._is_seen = True
            name = self._parsed(response, TypeAdapter(RepositoryAnswer)).full_name
            if name.casefold() == self._named.casefold():
                return False
            self.repository = name
            self._exchange.say("github.renamed", old=self._named, new=name)
        return True

    def _is_there(self) -> bool:
        """Whether the repository can be seen: asked only where nothing of it was read yet."""
        if not self._is_seen:
            self._is_seen = self._exchange.ask("GET", self._url(""), repeat="freely").ok
        return self._is_seen

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
        host, repository = self.host, self.repository
        said = message.casefold()
        issue = _ISSUE.match(path)
        if status in (UNSIGNED, FORBIDDEN) and not self.has_token:
            return Outside("github-token-none", host=host)
        if status == UNSIGNED:
            return Outside("github-token-refused", host=host)
        if status == FORBIDDEN and "archived" in said:
            return Outside("github-archived", repository=repository)
        if status == FORBIDDEN and issue and "locked" in said:
            return Unwritable("github-issue-locked", repository=repository, number=issue[1])
        if status == FORBIDDEN and "actions is not permitted" in said:
            return Outside("github-actions-pulls", repository=repository)
        if status == FORBIDDEN:
            return Outside(
                "github-forbidden",
                repository=repository,
                permission=needs_of(response, path),
                detail=message,
            )
        if status == GONE and (issue is None or "disabled" in said):
            return Outside("github-issues-off", repository=repository)
        if status == ABSENT and not path.startswith("/") and not self._is_there():
            return Outside("github-repository-none", host=host, repository=repository)
        if status in MOVED and self._is_renamed():
            return Outside("github-renamed", old=self._named, new=self.repository)
        if issue and status in (ABSENT, GONE, *MOVED):
            return Unwritable("github-issue-gone", repository=repository, number=issue[1])
        if status < FAILING:
            return Declined("github-refused", status=status, host=host, detail=message)
        return self._unreadable(response, str(status))


class WritingConnection(Connection):
    """Reads one repository and writes to it."""

    _has_written = False

    def send(self, method: str, path: str, body: Any, *, repeat: Repeat) -> requests.Response:
        """Write. Raises Unanswered where the caller must look; Unwritable, Declined or Outside."""
        if not self.has_token:
            raise Outside("github-token-none", host=self.host)
        if self.repository != self._named:
            raise Outside("github-renamed", old=self._named, new=self.repository)
        # What runs on this machine is no service that many share.
        if self._has_written and urlsplit(self._api).hostname not in LOOPBACK:
            self._exchange.sleep(PAUSE)
        self._has_written = True
        response = self._exchange.ask(method, self._url(path), body=body, repeat=repeat)
        if response.status_code not in DONE:
            raise self._stop(response, path)
        return response

    def written(self, response: requests.Response, shape: type[A]) -> A:
        """What a write answered. Raises Unanswered where it cannot be read: the write was done."""
        try:
            return self._parsed(response, TypeAdapter(shape))
        except Outside as stop:
            raise Unanswered("github-unanswered", host=self.host) from stop
