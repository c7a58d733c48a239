"""What a failed request says about itself: how long to wait, whether it can have been done, why."""

import re
import ssl
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import requests
from pydantic import ValidationError
from urllib3.exceptions import NewConnectionError, ProxyError

from governance.forge.answers import RefusalAnswer
from governance.text.media import shortened

FORBIDDEN, TOO_MANY = 403, 429
_LIMITS = ("rate limit", "abuse detection")  # the older name of the secondary one
_NEEDS = {"issues": "issues", "labels": "issues", "pulls": "pull_requests", "statuses": "statuses"}
_LONGEST = 200


def is_limit(response: requests.Response) -> bool:
    """Whether GitHub only asks us to wait; nothing was done then.

    https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    if response.status_code not in (FORBIDDEN, TOO_MANY):
        return False
    said = message_of(response).casefold()
    return (
        response.status_code == TOO_MANY
        or wait_of(response) is not None
        or any(text in said for text in _LIMITS)
    )


def wait_of(response: requests.Response) -> float | None:
    """Seconds to wait before asking again; None where GitHub names no time.

    Counted by GitHub's clock, since ours may be wrong.
    """
    headers = response.headers
    if (wait := _whole(headers.get("Retry-After"))) is not None:
        return wait
    if headers.get("X-RateLimit-Remaining") != "0":
        return None
    reset = _whole(headers.get("X-RateLimit-Reset"))
    try:
        now = parsedate_to_datetime(headers.get("Date", "")).timestamp()
    except ValueError:
        return None
    return None if reset is None else max(reset - now, 0) + 1


def message_of(response: requests.Response) -> str:
    """Why GitHub did not do it, in its own words."""
    try:
        told = RefusalAnswer.model_validate_json(response.content).told()
    except ValidationError:
        told = ""
    return shortened(told.strip().rstrip("."), _LONGEST) or str(response.status_code)


def needs_of(response: requests.Response, path: str) -> str:
    """The permission that was missing: GitHub names it to tokens that have permissions."""
    named = response.headers.get("X-Accepted-GitHub-Permissions", "")
    if named and named != "allows_permissionless_access=true":
        return shortened(named, _LONGEST)
    reading = response.request.method == "GET"
    part = _NEEDS.get(path.split("/", 1)[0], "contents")
    return f"{part}={'read' if reading else 'write'}"


def distrusted(error: Exception) -> str | None:
    """Why the other side's certificate is not trusted; None where that is not what failed."""
    for each in _chain(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return each.verify_message
    return None


def never_stood(error: Exception) -> bool:
    """Whether the connection failed before anything was sent."""
    nothing_sent = (requests.ConnectTimeout, NewConnectionError, ProxyError)
    return any(isinstance(each, nothing_sent) for each in _chain(error))


def detail_of(error: Exception) -> str:
    """What the system says, such as "Connection refused"; else the kind of the error."""
    said = [each.strerror for each in _chain(error) if isinstance(each, OSError) and each.strerror]
    return said[-1] if said else type(error).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it was made of."""
    seen: list[BaseException] = [error]
    for each in seen:
        yield each
        parts = (each.__cause__, each.__context__, *each.args)
        seen += [part for part in parts if isinstance(part, BaseException) and part not in seen]


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("[0-9]{1,15}", text) else None
