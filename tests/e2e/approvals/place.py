"""A registry on a GitHub of the tests, into which people bring changes by pull requests."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.e2e.issues.ground import Ground
from tests.e2e.on_hub import OnHub
from tests.github import BOT
from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.repo import NOON, Repo, git

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
CONTEXT = "tp3/approvals"
MARKER = "<!-- tp3-approvals:1 -->"
NOTES = "refs/notes/approvals"


@dataclass
class Place(OnHub):
    """The hub, what is written into its repository, and a clone in which commands run."""

    ground: Ground
    origin: Path
    fork: Path
    clone: Repo

    @property
    def work(self) -> Repo:
        """Where people make their changes."""
        return Repo(self.ground.root)

    def run(self, *arguments: object) -> Answer:
        """`tp3 approvals` in the clone."""
        answer = tp3("-C", self.clone.path, *TODAY, "approvals", *arguments)
        assert "Traceback" not in answer.err, answer.err
        return answer

    def change(self, branch: str, id: str = "aalto", **fields: Any) -> str:
        """Push a branch on which an output has other fields than on main; its commit."""
        self.work.git("switch", "--quiet", "--force-create", branch, "main")
        before = dict(self.ground.outputs)
        self.ground.output(id, **fields)
        self.ground.outputs = before  # it stands on the branch alone
        return self.push(branch)

    def push(self, branch: str, message: str = "change", when: str = NOON) -> str:
        """Commit what the ground has now, and push it as a branch."""
        head = self.work.commit(message, when=when)
        self.work.git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")
        self.work.git("switch", "--quiet", "main")
        return head

    def open(self, branch: str = "place", who: str = "stranger", **fields: Any) -> int:
        """Somebody without rights opens a pull request from a fork; its number."""
        self.change_fork(branch, **(fields or {"license": "CC0-1.0"}))
        person = self.hub.person(who)
        person.fork(self.fork)
        return person.open_pull(f"{person.login}:{branch}", "A change")

    def change_fork(self, branch: str, **fields: Any) -> str:
        """As `change`, in a fork."""
        self.work.git("remote", "set-url", "--push", "origin", str(self.fork))
        try:
            return self.change(branch, **fields)
        finally:
            self.work.git("remote", "set-url", "--push", "origin", str(self.origin))

    def on_main(self, message: str, *, when: str = "2027-03-01T12:30:00Z", **fields: Any) -> str:
        """Bring a change of an output into main without a pull request; its commit."""
        self.work.git("pull", "--quiet", "--rebase", "origin", "main")
        self.ground.output(**fields)
        return self.push("main", message, when)

    def git(self, *arguments: str) -> str:
        """Git in the origin."""
        return git(self.origin, *arguments)

    def head(self, number: int) -> str:
        """The present head of a pull request."""
        return str(self.hub.read(f"/pulls/{number}")["head"]["sha"])

    def said(self, number: int) -> list[str]:
        """Our comments on a pull request, without their first line."""
        found = [each for each in self.hub.comments(number) if each["body"].startswith(MARKER)]
        return [each["body"].partition("\n")[2] for each in found if each["user"]["login"] == BOT]

    def status(self, commit: str) -> str | None:
        """The state of the newest status of a commit."""
        found = (
            each for each in self.hub.world.statuses.get(commit, ()) if each["context"] == CONTEXT
        )
        return next((str(each["state"]) for each in found), None)

    def state(self, number: int) -> str | None:
        """The state of the status on a pull request's head."""
        return self.status(self.head(number))

    def writes(self) -> list[str]:
        """What was written through the API since this was last asked, without the repository."""
        start = f"/repos/{self.hub.repository}/"
        found = [
            f"{sent.method} {sent.path.removeprefix(start)}"
            for sent in self.hub.requests
            if sent.writes
        ]
        self.hub.requests.clear()
        return found

    def asked(self, **fields: Any) -> Path:
        """A file that asks for something."""
        path = self.origin.parent / "asked.json"
        path.write_text(json.dumps({"format": 1, **fields}))
        return path

    def lines(self, commit: str = "main") -> list[dict[str, Any]]:
        """The lines of a commit's note, at origin."""
        text = git(self.origin, "notes", "--ref", NOTES, "show", commit)
        return [json.loads(line) for line in text.splitlines()]

    def audited(self) -> list[str]:
        """What an audit finds in a clone of now."""
        self.clone.git("pull", "--quiet")
        self.clone.git("fetch", "--quiet", "origin", f"+{NOTES}:{NOTES}")
        answer = tp3("-C", self.clone.path, *TODAY, "audit", "--format", "json")
        return [each["code"] for each in answer.data["findings"]]
