"""The status tp3/approvals of commits: said only where it is not said already."""

from contextlib import suppress
from dataclasses import dataclass

from governance.forge.reader import Reader
from governance.forge.writer import Writer
from governance.model.forge import APPROVALS, Status, StatusState
from governance.model.problem import Outside
from governance.rules.approvals.values import Word

STATES: dict[Word, StatusState] = {
    "approved": "success",
    "waiting": "pending",
    "refused": "failure",
}


@dataclass(frozen=True)
class Statuses:
    """Statuses of a repository's commits; `failed` says that one could not be judged.

    GitHub takes a thousand of a context on one commit, so none is said twice. Raises Outside where
    it cannot be read or written. https://docs.github.com/rest/commits/statuses
    """

    reader: Reader
    writer: Writer
    failed: str

    def stands(self, commit: str, status: Status) -> bool:
        """Whether this is the newest status of a commit."""
        return self.reader.status(commit, APPROVALS) == status

    def set(self, commit: str, status: Status) -> None:
        """Give a commit this status."""
        self.writer.set_status(commit, APPROVALS, status.state, status.description, status.url)

    def fail(self, commit: str, url: str) -> None:
        """Say that a commit could not be judged, where that can be said."""
        status = Status("error", self.failed, url)
        with suppress(Outside):
            if not self.stands(commit, status):
                self.set(commit, status)
