"""One request and its answer: asked again where that is safe, and never for ever.

- Where a limit was hit or the connection never stood, nothing was done: any request is repeated.
- Where the answer was lost (5xx, cut, too late) what does no harm when done twice is repeated. Of
  all else only its caller can look whether it was done, and is told so by `Unanswered`.
https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import requests
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    wait_exponential,
    wait_exponential_jitter,
)
from urllib3.exceptions import HTTPError

from governance.forge.failure import detail_of, distrusted, is_limit, never_stood, wait_of
from governance.forge.session import open_session
from governance.forge.stops import Unanswered
from governance.model.problem import Outside

Query = Mapping[str, str | int]
# Whether a request may be made twice: freely; only where it was surely not done; or only after
# looking, because it rests on what was read right before.
Repeat = Literal["freely", "if-not-done", "after-looking"]

TRIES = 5
MOST_WAIT = 3600.0  # seconds in all; GitHub counts by the hour
LONG = 10.0  # seconds of which somebody who looks on is told
FAILING = 500
_BACK_OFF = wait_exponential_jitter(initial=1, max=30)
_SECONDARY = wait_exponential(multiplier=60, max=900)  # a minute at least, then longer


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


class Exchange:
    """Asks one GitHub, as one account."""

    def __init__(
        self, *, api_url: str, token: str | None, say: Say, sleep: Callable[[float], None]
    ) -> None:
        self.host = urlsplit(api_url).netloc
        self.say = say
        self.sleep = sleep
        self._session = open_session(token)
        self._patience = MOST_WAIT

    def ask(
        self,
        method: str,
        url: str,
        *,
        repeat: Repeat,
        params: Query | None = None,
        body: Any = None,
    ) -> requests.Response:
        """The answer, whatever its status below 500.

        Raises Unanswered where the caller must look first, Outside where no answer is to be had.
        """
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
            sleep=self.sleep,
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
        # urllib3's own errors come through where a name is none.
        except (requests.RequestException, HTTPError) as bad:
            if reason := distrusted(bad):
                raise Outside("github-tls", host=host, detail=reason) from None
            stop = Outside("github-network", host=host, detail=detail_of(bad))
            if isinstance(bad, requests.TooManyRedirects):
                raise stop from None
            raise _Again(stop, lost=not never_stood(bad)) from None
        wait = wait_of(response)
        if is_limit(response):
            stop = Outside("github-limit", host=host, minutes=str(max(ceil((wait or 60) / 60), 1)))
            raise _Again(stop, wait=wait, limit=True)
        if response.status_code >= FAILING:
            stop = Outside("github-failing", host=host, answer=str(response.status_code))
            raise _Again(stop, wait=wait, lost=True)
        return response

    def _has_enough(self, state: RetryCallState) -> bool:
        return state.attempt_number >= TRIES or state.upcoming_sleep > self._patience

    def _before_sleep(self, state: RetryCallState) -> None:
        self._patience -= state.upcoming_sleep
        if state.upcoming_sleep >= LONG:
            self.say("github.waiting", n=ceil(state.upcoming_sleep / 60))


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
