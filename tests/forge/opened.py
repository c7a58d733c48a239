"""GitHub opened as the command line opens it, but for waiting, which is only noted down."""

from collections.abc import Collection
from dataclasses import dataclass, field

from governance.forge.github import GitHub as Opened
from governance.forge.github import open_github
from governance.forge.reader import Reader
from governance.forge.writer import Writer
from tests.github import BOT, GitHub


@dataclass
class Session:
    """A Reader and a Writer; what was said meanwhile, and how long was waited, in seconds."""

    github: Opened
    said: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def reader(self) -> Reader:
        return self.github.reader

    @property
    def writer(self) -> Writer:
        return self.github.writer


def open_at(
    url: str,
    token: str | None,
    repository: str = "tts/rekisteri",
    trusted: Collection[str] = (),
) -> Session:
    said: list[tuple[str, dict[str, str | int]]] = []
    waits: list[float] = []
    github = open_github(
        api_url=url,
        repository=repository,
        token=token,
        trusted=trusted,
        say=lambda key, /, **values: said.append((key, values)),
        sleep=waits.append,
    )
    return Session(github, said, waits)


def open_as(hub: GitHub, key: str | None = BOT, trusted: Collection[str] = ()) -> Session:
    """As somebody of the tests' GitHub; None is nobody."""
    token = None if key is None else hub.token(key)
    return open_at(hub.url, token, trusted=trusted)
