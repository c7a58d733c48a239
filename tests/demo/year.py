"""A year of the live registry on a GitHub of the tests, with made contacts: make demo-github.

Days are stepped. Each working day the sweep of comments and `issues apply` run, as the nightly
action does; faults are on, days are missed, runs are doubled. Owners answer in Finnish and Swedish.
"""

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import yaml

from tests.demo.people import Talk, speak, talk
from tests.demo.registry import Owner, copied, logins
from tests.github import GitHub
from tests.github.limits import Limits
from tests.helpers.runner import Runner

OWNERS = tuple(
    Owner(id, language)
    for id, language in (
        ("tts", "fi"), ("omnia", "fi"), ("jokilaaksot", "fi"), ("stadin-ao", "fi"),
        ("yrkesakademin", "sv"),
    )
)  # fmt: skip
SWEDISH = 6  # outputs proposed to the Swedish-speaking owner in this copy
MARKER = re.compile(r'^<!-- tp3:1 \{"key":"([^"]+)","asked":"[^"]+","step":(\d+)\} -->')
FIRST = date(2026, 11, 30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20261124)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="tp3-demo-") as folder,
        GitHub(people=logins(OWNERS)) as hub,
        Runner(Path(folder)) as runner,
    ):
        year = Year(hub, runner, Path(folder), given.seed)
        for number in range(given.days):
            year.step(FIRST + timedelta(days=number))
        sys.exit(year.end(FIRST + timedelta(days=given.days)))


class Year:
    """The registry, its GitHub, and everybody who acts there."""

    def __init__(self, hub: GitHub, runner: Runner, folder: Path, seed: int) -> None:
        self.hub = hub
        self.runner = runner
        self.draw = random.Random(seed)
        self.clone = copied(hub, folder, OWNERS, _propose)
        self.talks: dict[int, Talk] = {}
        self.counts: dict[str, Counter[str]] = {}
        self.requests: list[int] = []
        self.failed = 0

    def step(self, day: date) -> None:
        """One day: in the morning the nightly run, later the people."""
        self.hub.clock = datetime.combine(day, time(4, 15), UTC)
        if day.weekday() < 5 and self.draw.random() > 0.04:
            self._nightly(day, faults=True)
            if self.draw.random() < 0.05:
                self._nightly(day, faults=True)
        self.hub.clock = datetime.combine(day, time(9), UTC)
        if day.weekday() < 5:
            self._people(day)

    def end(self, day: date) -> int:
        """A last day without faults; prints what became of the year, 1 where it is not right."""
        while day.weekday() >= 5:
            day += timedelta(days=1)
        self.hub.clock = datetime.combine(day, time(4, 15), UTC)
        self._nightly(day, faults=False)
        self._nightly(day, faults=False)
        job = self.runner.start(
            "-C", self.clone.path, "--today", day, "issues", "plan", "--format", "json",
            env=self.hub.environment(),
        )  # fmt: skip
        code, left = job.wait(), job.said
        plan = json.loads(left[left.index("{") :])["actions"] if code == 0 else [left]
        return self._report(day, plan)

    def _nightly(self, day: date, *, faults: bool) -> None:
        hub, before = self.hub, len(self.hub.requests)
        hub.limits = Limits()  # they are counted by the hour, and a day passes in a second here
        closed = self._closed()
        for command in (("commands", "run"), ("issues", "apply")):
            hub.faults.clear()
            if faults and self.draw.random() < 0.3:
                hub.faults.random(self.draw.randrange(2**32), 0.1, most=4)
            self.clone.git("pull", "--quiet", "--ff-only")
            job = self.runner.start(
                "-C", self.clone.path, "--today", day, *command, env=hub.environment()
            )
            code = job.wait()
            self.failed += code != 0
            if code not in (0, 3):
                sys.exit(f"{day} {command}: exit {code}\n{job.said}")
        hub.faults.clear()
        self.clone.git("pull", "--quiet", "--ff-only")
        self.requests.append(len(hub.requests) - before)
        self._count(day, "closed", len(self._closed() - closed))

    def _people(self, day: date) -> None:
        issues = {each["number"]: each for each in self.hub.issues()}
        for number, issue in issues.items():
            key = _key(issue)
            if number not in self.talks and key and "/review/" in key:
                self._count(day, "opened", 1)
                self.talks[number] = self._talk(key, day)
            elif number not in self.talks and key and "/need/" in key:
                self._count(day, "needs", 1)
                self.talks[number] = Talk(OWNERS[0], "never", [], date.max)
            elif number in self.talks and issue["state"] == "open":
                said = speak(self.hub, self.talks[number], number, day)
                self._count(day, "answered", said)
        if self.draw.random() < 0.05 and issues:
            number = self.draw.choice(list(issues))
            if issues[number]["state"] == "open":
                self.hub.person("stranger").comment(number, "/voimassa\nminäkin luin tämän")

    def _talk(self, key: str, day: date) -> Talk:
        id = key.split("/", maxsplit=1)[0]
        [path] = self.clone.path.glob(f"registry/outputs/*/{id}.yaml")
        record = yaml.safe_load(path.read_text())
        owner = next(each for each in OWNERS if each.id == record["owner"])
        return talk(self.draw, owner, day, proposed=record.get("owner_since") is None)

    def _closed(self) -> set[int]:
        return {
            each["number"]
            for each in self.hub.issues()
            if each["state"] == "closed" and "pull_request" not in each and _key(each)
        }

    def _count(self, day: date, what: str, n: int) -> None:
        self.counts.setdefault(f"{day:%Y-%m}", Counter())[what] += n

    def _report(self, day: date, plan: list[object]) -> int:
        steps = self._steps()
        names = ("opened", "needs", "answered", "closed", "reminded", "escalated")
        print(f"{'month':8}" + "".join(f"{name:>10}" for name in names))
        for month in sorted(self.counts | steps):
            counts = self.counts.get(month, Counter()) + steps.get(month, Counter())
            print(f"{month:8}" + "".join(f"{counts[name]:>10}" for name in names))
        total = sum((*self.counts.values(), *steps.values()), Counter())
        print(f"{'all':8}" + "".join(f"{total[name]:>10}" for name in names))
        open_keys = Counter(
            key
            for each in self.hub.issues()
            if each["state"] == "open" and (key := _key(each)) and "pull_request" not in each
        )
        doubled = sum(n - 1 for n in open_keys.values())
        requests = sorted(self.requests)
        half, most = requests[len(requests) // 2], requests[-1]
        print(f"runs: {len(requests)}; commands that failed, made good later: {self.failed}")
        print(f"requests a run: median {half}, most {most}")
        print(f"{day}: open keys {len(open_keys)}, duplicates {doubled}, left to do {len(plan)}")
        return 1 if doubled or plan else 0

    def _steps(self) -> dict[str, Counter[str]]:
        """Steps sent, by month: to contacts they remind, beyond them they escalate."""
        found: dict[str, Counter[str]] = {}
        for issue in self.hub.issues():
            for comment in self.hub.comments(issue["number"]):
                marker = MARKER.match(comment["body"])
                if marker and comment["user"]["type"] == "Bot":
                    name = "reminded" if int(marker[2]) <= 3 else "escalated"
                    found.setdefault(comment["created_at"][:7], Counter())[name] += 1
        return found


def _propose(source: Path) -> None:
    """Propose some outputs to the Swedish-speaking owner."""
    proposed = sorted(
        path
        for path in (source / "registry/outputs").glob("*/*.yaml")
        if "\nowner: tts\n" in path.read_text() and "\nstatus: current\n" in path.read_text()
    )
    for path in proposed[:SWEDISH]:
        path.write_text(path.read_text().replace("\nowner: tts\n", "\nowner: yrkesakademin\n"))


def _key(issue: dict[str, object]) -> str | None:
    found = MARKER.match(str(issue["body"] or ""))
    return found[1] if found and found[1] != "overview" else None


if __name__ == "__main__":
    main()
