"""Which function answers which operation; what nobody answers goes to the emulator as it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.github.message import Answer, Request

if TYPE_CHECKING:
    from tests.github.hub import GitHub

REPOSITORY = "/repos/{owner}/{repo}"
Handler = Callable[["GitHub", Request], Answer]
ROUTES: dict[str, Handler] = {}


def route(method: str, path: str) -> Callable[[Handler], Handler]:
    """Answer an operation. Paths are those of GitHub's description; `~` is the repository."""

    def add(handler: Handler) -> Handler:
        ROUTES[f"{method} {path.replace('~', REPOSITORY)}"] = handler
        return handler

    return add
