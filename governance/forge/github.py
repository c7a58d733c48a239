"""GitHub as we need it: a Reader that cannot write, a Writer, and a reader of settings."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from governance.forge.circle import Circle
from governance.forge.connection import WritingConnection
from governance.forge.exchange import Say
from governance.forge.reader import Reader
from governance.forge.settings import SettingsReader
from governance.forge.writer import Writer
from governance.model.forge import LOOPBACK
from governance.model.problem import Outside

__all__ = ["GitHub", "Reader", "Writer", "open_github"]

_TOKEN = re.compile("[!-~]+")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/(?!\.\.?$)[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class GitHub:
    """A repository on GitHub, opened: to read, to write, and to look at its settings."""

    reader: Reader
    writer: Writer
    settings: SettingsReader


def open_github(  # noqa: PLR0913 - one argument a part of the way
    *,
    api_url: str,
    repository: str,
    token: str | None,
    trusted: Collection[str] = (),
    say: Say,
    sleep: Callable[[float], None],
) -> GitHub:
    """The readers and the Writer of a repository. Nothing is asked yet.

    `trusted` are accounts whose markers count, besides programs and the token's own. `say` tells
    beside the answer what happens meanwhile, such as a long wait; `sleep` waits. Raises Outside
    where the address, the repository or the token cannot be one. A Writer without a token raises
    Outside when it is used.
    """
    url = api_url.rstrip("/")
    token = (token or "").strip() or None
    if token is not None and not _TOKEN.fullmatch(token):
        # Said here, because what sends it would name it in its error.
        raise Outside("github-token-odd")
    if not _REPOSITORY.fullmatch(repository):
        raise Outside("github-repository-odd", repository=repository)
    if not _is_address(url, to_sign_in=token is not None):
        raise Outside("github-address")
    connection = WritingConnection(
        api_url=url, repository=repository, token=token, say=say, sleep=sleep
    )
    circle = Circle(connection, trusted)
    return GitHub(
        Reader(connection, circle), Writer(connection, circle), SettingsReader(connection)
    )


def _is_address(url: str, *, to_sign_in: bool) -> bool:
    """Whether it can be the root of an API; no token goes over a network in the open."""
    try:
        parts = urlsplit(url)
        port_is_one = parts.port != 0
    except ValueError:
        return False
    safe = parts.scheme == "https" or parts.hostname in LOOPBACK or not to_sign_in
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return known and plain and safe and port_is_one
