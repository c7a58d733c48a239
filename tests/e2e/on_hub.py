"""What stories about pull requests and answers have in common: they run against one GitHub."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.github import GitHub
from tests.github.message import Request


@dataclass
class OnHub:
    """Something that runs against the GitHub of the tests."""

    hub: GitHub

    def meanwhile(self, when: Callable[[Request], bool], do: Callable[[], object]) -> None:
        """Do something once, right before the first request of a kind is carried out."""
        waiting = [do]

        def look(sent: Request) -> None:
            if waiting and when(sent):
                waiting.pop()()

        self.hub.on_request = look
