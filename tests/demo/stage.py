"""Where people bring changes by pull requests, and GitHub's actions run tp3."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.github import BOT, GitHub, Person
from tests.helpers.command import Answer
from tests.helpers.repo import Repo, git
from tests.helpers.runner import Runner

CONTEXT = "tp3/approvals"
NOTES = "refs/notes/approvals"
TP3 = Path(sys.prefix) / "bin/tp3"


class Otherwise(Exception):
    """A step did not end as the story tells."""


@dataclass(frozen=True)
class Stage:
    """The hub, a clone in which its actions run, and one in which people make their changes."""

    hub: GitHub
    runner: Runner
    clone: Repo
    work: Repo
    today: date

    @property
    def origin(self) -> Path:
        """The repository itself, as bare Git."""
        assert self.hub.origin
        return self.hub.origin

    # what people do

    def fork(self, person: Person) -> None:
        """Have a fork, which the work tree knows by the person's login."""
        path = self.work.path.parent / f"{person.login}.git"
        git(path.parent, "clone", "--quiet", "--bare", str(self.origin), str(path))
        self.work.git("remote", "add", person.login, str(path))
        person.fork(path)

    def begin(self, branch: str) -> None:
        """Begin a branch at the newest main."""
        self.work.git("fetch", "--quiet", "origin")
        self.work.git("switch", "--quiet", "--force-create", branch, "origin/main")

    def write(self, path: str, old: str, new: str) -> None:
        """Put a text in a file in another's place."""
        text = (self.work.path / path).read_text()
        if old not in text:
            raise Otherwise(f"{path} does not have {old!r}")
        self.work.write(path, text.replace(old, new))

    def push(self, branch: str, message: str, to: str = "origin") -> str:
        """Commit what was written, and push it to a branch; the commit."""
        head = self.work.commit(message, when=self.hub.clock.isoformat())
        self.work.git("push", "--quiet", to, f"HEAD:refs/heads/{branch}")
        return head

    def propose(self, branch: str, title: str, who: Person) -> int:
        """Open a pull request from somebody's fork; its number."""
        self.push(branch, title, who.login)
        return who.open_pull(f"{who.login}:{branch}", title)

    # what the actions do

    def act(self, *arguments: object, code: int = 0) -> str:
        """Run `tp3 approvals` as a workflow does; what it printed. Raises Otherwise."""
        self.clone.git("pull", "--quiet", "--ff-only")
        job = self.runner.start(
            "-C", self.clone.path, "--today", self.today, "--lang", "en", "approvals", *arguments,
            env=self.hub.environment(BOT),
        )  # fmt: skip
        if (ended := job.wait()) != code:
            raise Otherwise(f"tp3 approvals {arguments}: exit {ended}\n{job.said}")
        return job.said

    def judge(self, number: int) -> str:
        """Judge a pull request, as a job without rights has asked for; the status it has then."""
        asked = {"format": 1, "pull": number, "head": self.head(number)}
        path = self.clone.path.parent / "asked.json"
        path.write_text(json.dumps(asked))
        self.act("run", "--asked", path)
        return self.status(number)

    # what is seen

    def head(self, number: int) -> str:
        """The present head of a pull request."""
        return str(self.hub.read(f"/pulls/{number}")["head"]["sha"])

    def status(self, number: int) -> str:
        """The newest status of a pull request's head, with its words."""
        made = self.hub.world.statuses.get(self.head(number), ())
        found = [each for each in made if each["context"] == CONTEXT]
        return f"{found[0]['state']}: {found[0]['description']}" if found else "no status"

    def said(self, number: int) -> str:
        """Our one comment on a pull request, without what nobody sees of it."""
        found = [each for each in self.hub.comments(number) if each["user"]["login"] == BOT]
        if len(found) != 1:
            raise Otherwise(f"{len(found)} comments of ours on pull request {number}")
        return re.sub(r"^<!--.*?-->\n", "", found[0]["body"])


def offline(folder: Path, *arguments: object) -> Answer:
    """Run the real command line, with nothing around it that tells of a GitHub."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    done = subprocess.run(
        [TP3, "-C", folder, "--lang", "en", *map(str, arguments)],
        env={**around, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
