"""A registry on a GitHub of the tests: owners comment, and the command carries it out."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from tests.e2e.issues.ground import Ground
from tests.e2e.on_hub import OnHub
from tests.github import BOT
from tests.helpers.command import TODAY, Answer, tp3
from tests.helpers.repo import Repo, git

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
ANSWER = re.compile(r'<!-- tp3-answer:1 \{"comment":(\d+)\} -->\n')


@dataclass
class Place(OnHub):
    """The hub, what is written into its repository, and a clone in which commands run."""

    ground: Ground
    origin: Path
    clone: Repo

    def run(self, *arguments: object, today: tuple[str, str] = TODAY) -> Answer:
        """`tp3 commands run` in the clone."""
        answer = tp3("-C", self.clone.path, *today, "commands", "run", *arguments)
        assert "Traceback" not in answer.err, answer.err
        return answer

    def apply(self) -> Answer:
        """`tp3 issues apply` on the newest files."""
        self.clone.git("pull", "--quiet")
        return tp3("-C", self.clone.path, *TODAY, "issues", "apply")

    def say(self, id: str, text: str, who: str = "contact", kind: str = "review") -> int:
        """Somebody comments in the issue of an output; the comment's id."""
        return self.hub.person(who).comment(self.issue(id, kind), text)

    def issue(self, id: str, kind: str = "review") -> int:
        """The number of the issue of an output, opened by us."""
        found = (each for each in self.hub.issues() if f'"key":"{id}/{kind}/' in each["body"])
        return int(next(found)["number"])

    def answer(self, comment: int) -> str | None:
        """Our answer to a comment, which is there once."""
        found: dict[int, str] = {}
        for issue in self.hub.issues():
            for each in self.hub.comments(issue["number"]):
                if start := ANSWER.match(each["body"]):
                    assert each["user"]["login"] == BOT
                    assert int(start[1]) not in found, "answered twice"
                    found[int(start[1])] = each["body"][start.end() :]
        return found.get(comment)

    def record(self, id: str) -> dict[str, Any]:
        """A record as it stands in the default branch."""
        text = git(self.origin, "show", f"main:registry/outputs/alpha/{id}.yaml")
        found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
        return found

    def commits(self) -> list[str]:
        """What the commits of the default branch did, the newest first."""
        titles = git(self.origin, "log", "--format=%s", "main").splitlines()
        return [re.sub(r" \(#[0-9]+\)$", "", each) for each in titles]

    def branches(self) -> list[str]:
        """The branches of the origin."""
        return git(self.origin, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def pulls(self) -> list[dict[str, Any]]:
        """All pull requests, the newest first."""
        return [self.hub.read(f"/pulls/{number}") for number in sorted(self.hub.world.pulls)[::-1]]

    def git(self, *arguments: str) -> str:
        """Git in the origin."""
        return git(self.origin, *arguments)

    def writes(self) -> list[str]:
        """What was written through the API since this was last asked."""
        found = [f"{sent.method} {sent.path}" for sent in self.hub.requests if sent.writes]
        self.hub.requests.clear()
        return found

    def push(self, message: str) -> None:
        """Bring what the ground has now into the default branch, as somebody else would."""
        repo = Repo(self.ground.root)
        repo.git("add", "--all")
        repo.git("commit", "--quiet", "--message", message)
        repo.git("fetch", "--quiet", "origin", "main")
        repo.git("rebase", "--quiet", "origin/main")
        repo.git("push", "--quiet", "origin", "HEAD:main")

    def event(self, comment: int, **fields: Any) -> Path:
        """The event of a comment in a file."""
        path = self.origin.parent / "event.json"
        data = {
            "action": "created",
            "comment": {"id": comment, "body": "/voimassa this text is not believed"},
            "repository": {"full_name": self.hub.repository},
        }
        path.write_text(json.dumps(data | fields))
        return path
