"""One story drawn from a seed: days, changes of the registry, what people do, and what breaks."""

import random
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Any

from tests.e2e.issues.ground import Ground
from tests.github import BOT, Denied, Fault, GitHub
from tests.github.message import Request
from tests.helpers.runner import Runner

BEGIN = date(2027, 1, 11)  # a Monday; what was registered on 2026-01-01 is due
MARKER = re.compile(r'<!-- tp3:1 \{"key":"([^"]+)"')
IDS = ("aalto", "halla", "kaisla", "lumo", "sarka")
Issues = Mapping[int, Mapping[str, Any]]


@dataclass
class Story:
    """What has happened: words that must not be lost, and what people closed themselves."""

    hub: GitHub
    ground: Ground
    seed: int
    words: dict[int, set[str]] = field(default_factory=dict)
    labels: dict[int, set[str]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    count: int = 0

    def word(self) -> str:
        """A word that nobody has written before."""
        self.count += 1
        return f"sana{self.seed}x{self.count}y"

    def note(self, text: str) -> None:
        self.log.append(text)


def play(hub: GitHub, runner: Runner, folder: Path, seed: int) -> Story:
    """Play a story to its end, then let one run go through; raises AssertionError."""
    draw = random.Random(seed)
    contacts = [hub.person(key).account for key in ("contact", "deputy", "member")]
    ground = Ground(folder / f"r{seed}", hub.repository, contacts)
    ground.maintainer(hub.person("maintainer").account)
    story = Story(hub, ground, seed)
    for id in IDS[: draw.randint(2, 5)]:
        month = draw.choice(["2026-01-01", "2026-01-20", "2025-06-01"])
        ground.output(id, registered=month, owner=draw.choice(["org-a", "org-a", "org-b"]))
    env = hub.environment() | {"TP3_PRIVATE": str(folder / f"away{seed}.yaml")}
    leaves = random.Random(seed)  # of its own: the stories of known seeds stay as they were
    day = BEGIN
    for _ in range(draw.randint(3, 6)):
        hub.clock = datetime.combine(day, time(5), UTC)
        story.note(f"== {day}")
        for _ in range(draw.randint(0, 2)):
            _change(story, draw, str(day))
        for _ in range(draw.randint(0, 3)):
            _act(story, draw)
        _leave(Path(env["TP3_PRIVATE"]), leaves, day)
        if draw.random() < 0.8:
            _broken_run(story, draw, runner, env, day)
        day += timedelta(days=draw.choice([0, 1, 1, 4, 7, 16, 30]))
    hub.clock = datetime.combine(day, time(5), UTC)
    _quiet_end(story, runner, env, day)
    return story


def _leave(path: Path, draw: random.Random, day: date) -> None:
    """Some of the contacts are away on a day."""
    names = ("org-a/role-1", "org-a/role-2", "org-a/role-3", "org-b/role-1")
    away = [name for name in names if draw.random() < 0.3]
    path.write_text("".join(f"{name}: {{away: [{{from: {day}, to: {day}}}]}}\n" for name in away))


def _broken_run(
    story: Story, draw: random.Random, runner: Runner, env: dict[str, str], day: date
) -> None:
    hub = story.hub
    before = _issues(hub)
    hub.faults.clear()
    if draw.random() < 0.6:
        hub.faults.random(
            draw.randrange(2**32), draw.choice([0.05, 0.2, 0.5]), most=draw.randint(1, 9)
        )
    arguments = ("-C", story.ground.root, "--today", day, "issues", "apply")
    kind = draw.choice(["alone", "alone", "killed", "two", "meanwhile"])
    story.note(f"run {kind}")
    at = len(hub.requests) + draw.randint(1, 25)
    jobs = []
    if kind == "killed":
        ready = threading.Event()

        def kill(request: Request) -> Fault | None:
            ready.wait(5)
            if request.number >= at:
                jobs[0].kill()
            return None

        hub.on_request = kill
        jobs.append(runner.start(*arguments, env=env))
        ready.set()
    else:
        if kind == "meanwhile":
            hub.on_request = _meanwhile(story, draw, at)
        jobs += [runner.start(*arguments, env=env) for _ in range(2 if kind == "two" else 1)]
    codes = [job.wait() for job in jobs]
    while hub.busy:  # what a killed run asked is carried out all the same
        sleep(0.001)
    hub.on_request = None
    hub.faults.clear()
    for job, code in zip(jobs, codes, strict=True):
        assert code in (0, 3, -9), f"{code}: {job.said}"
        assert "Traceback" not in job.said, job.said
    _no_wrong_close(story, before, str(day))


def _meanwhile(story: Story, draw: random.Random, at: int) -> Callable[[Request], Fault | None]:
    """People at work during a run.

    Not right before an issue is written: GitHub has no condition on that request, so who writes
    between our reading and our writing is overwritten, a few milliseconds a day.
    """

    def act(request: Request) -> Fault | None:
        if request.number >= at and request.method != "PATCH" and draw.random() < 0.3:
            with story.hub.lock:
                _act(story, draw)
        return None

    return act


def _quiet_end(story: Story, runner: Runner, env: dict[str, str], day: date) -> None:
    """One run without faults; after it nothing is left to do, and nothing was lost."""
    hub = story.hub
    arguments = ("-C", story.ground.root, "--today", day, "issues")
    before = _issues(hub)
    job = runner.start(*arguments, "apply", env=env)
    assert job.wait() == 0, job.said
    _no_wrong_close(story, before, str(day))
    writes = [each for each in hub.requests if each.method != "GET"]
    again = runner.start(*arguments, "apply", env=env)
    assert again.wait() == 0, again.said
    assert [each for each in hub.requests if each.method != "GET"] == writes, again.said
    issues = _issues(hub)
    keys = [key for each in issues.values() if (key := _open_key(each))]
    assert len(keys) == len(set(keys)), f"open twice: {sorted(keys)}"
    for number, words in story.words.items():
        said = _said(hub, number, issues[number])
        assert all(word in said for word in words), f"#{number} lost one of {words}"
    for number, labels in story.labels.items():
        assert labels <= _labels(issues[number]), f"#{number} lost one of {labels}"


def _no_wrong_close(story: Story, before: Issues, day: str) -> None:
    """What a run closed was of a key that is not open, or a twin of a lower number."""
    after = _issues(story.hub)
    for number, issue in after.items():
        was = before.get(number)
        is_closed = issue["state"] == "closed" and (was is None or was["state"] == "open")
        key = _key(issue)
        if not is_closed or number in story.closed or key is None or key.count("/") != 2:
            continue
        lower = [
            each for each in (*before.values(), *after.values()) if _is_twin(each, key, number)
        ]
        assert lower or not story.ground.is_open(key, day), f"#{number} {key} closed while open"


def _is_twin(issue: Mapping[str, Any], key: str, number: int) -> bool:
    return issue["number"] < number and _key(issue) == key


def _change(story: Story, draw: random.Random, day: str) -> None:
    """Something happens in the registry."""
    ground = story.ground
    id = draw.choice(list(ground.outputs))
    record = ground.outputs[id]
    kind = draw.choice(
        ["review", "review", "take-back", "need", "end-needs", "hand-over", "not-mine", "retire"]
    )
    story.note(f"{kind} {id}")
    reviews = record.get("reviews", [])
    if kind in ("review", "not-mine") and record["status"] == "current":
        ground.review(id, day, "valid" if kind == "review" else "not-mine")
    elif kind == "take-back" and reviews:
        ground.take_back(id)
    elif kind == "need":
        ground.need(id, day)
    elif kind == "end-needs":
        ground.end_needs(id, day, draw.choice(["done", "declined"]))
    elif kind == "hand-over":
        ground.output(
            id, owner=draw.choice(["org-a", "org-b"]), owner_since=draw.choice([day, None])
        )
    elif kind == "retire":
        ground.end_needs(id, day, "declined")
        ground.output(id, status=draw.choice(["retired", "current"]))


def _act(story: Story, draw: random.Random) -> None:
    """Somebody does something on the web; what GitHub does not let them do does not happen."""
    issues = [each for each in _issues(story.hub).values() if "pull_request" not in each]
    name = draw.choice(list(ACTS))
    chosen = draw.choice(issues) if issues else None
    if chosen is None:
        return
    try:
        ACTS[name](story, draw, chosen)
    except Denied as denied:
        story.note(f"{name} #{chosen['number']} denied: {denied}")
    else:
        story.note(f"{name} #{chosen['number']}")


def _append(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    word = story.word()
    story.hub.person("maintainer").edit(issue["number"], body=f"{issue['body'] or ''}\n\n{word}")
    _keep(story, issue, word)


def _prepend(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    word = story.word()
    story.hub.person("maintainer").edit(issue["number"], body=f"{word}\n{issue['body'] or ''}")
    _keep(story, issue, word)


def _comment(story: Story, draw: random.Random, issue: Mapping[str, Any]) -> None:
    word = story.word()
    who = draw.choice(["contact", "stranger", "maintainer"])
    forged = f'<!-- tp3:1 {{"key":"{_key(issue)}","asked":"2027-01-11","step":6}} -->\n'
    text = forged + word if who == "stranger" else word
    story.hub.person(who).comment(issue["number"], text)
    _keep(story, issue, word)


def _damage(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    body = (issue["body"] or "").replace("<!-- tp3:1 {", "<!-- tp3:1 {oops", 1)
    story.hub.person("maintainer").edit(issue["number"], body=body)


def _empty(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    story.hub.person("maintainer").edit(issue["number"], body="")
    said = _said(story.hub, issue["number"], {"body": ""})
    kept = story.words.get(issue["number"], set())
    story.words[issue["number"]] = {word for word in kept if word in said}


def _rename(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    story.hub.person("maintainer").edit(issue["number"], title=f"Uusi nimi {story.word()}")


def _close(story: Story, draw: random.Random, issue: Mapping[str, Any]) -> None:
    if issue["state"] == "open":
        story.hub.person("maintainer").close(
            issue["number"], draw.choice(["completed", "not_planned"])
        )
        story.closed.add(issue["number"])


def _reopen(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    if issue["state"] == "closed":
        story.hub.person("maintainer").reopen(issue["number"])
        story.closed.discard(issue["number"])


def _unlabel(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    if "tp3" in _labels(issue):
        story.hub.person("triager").unlabel(issue["number"], "tp3")


def _mislabel(story: Story, draw: random.Random, issue: Mapping[str, Any]) -> None:
    story.hub.person("triager").label(issue["number"], draw.choice(["tp3", "tp3-done"]))


def _label(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    story.hub.person("triager").label(issue["number"], "oma")
    story.labels.setdefault(issue["number"], set()).add("oma")


def _twin(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    word = story.word()
    body = f"{issue['body'] or ''}\n{word}"
    number = story.hub.person("maintainer").open_issue(issue["title"], body, labels=("tp3",))
    story.words.setdefault(number, set()).add(word)


def _forge(story: Story, _: random.Random, issue: Mapping[str, Any]) -> None:
    word = story.word()
    number = story.hub.person("stranger").open_issue(issue["title"], f"{issue['body']}\n{word}")
    story.words.setdefault(number, set()).add(word)


def _lock(story: Story, draw: random.Random, issue: Mapping[str, Any]) -> None:
    person = story.hub.person("maintainer")
    if draw.random() < 0.5:
        person.lock(issue["number"])
    else:
        person.unlock(issue["number"])


def _delete(story: Story, draw: random.Random, issue: Mapping[str, Any]) -> None:
    person = story.hub.person("maintainer")
    if draw.random() < 0.5:
        person.delete(issue["number"])
    else:
        person.transfer(issue["number"])
    for known in (story.words, story.labels):
        known.pop(issue["number"], None)


ACTS: Mapping[str, Callable[[Story, random.Random, Mapping[str, Any]], None]] = {
    "append": _append, "append again": _append, "prepend": _prepend, "comment": _comment,
    "damage": _damage, "empty": _empty, "rename": _rename, "close": _close, "reopen": _reopen,
    "unlabel": _unlabel, "mislabel": _mislabel, "label": _label, "twin": _twin, "forge": _forge,
    "lock": _lock, "delete": _delete,
}  # fmt: skip


def _keep(story: Story, issue: Mapping[str, Any], word: str) -> None:
    story.words.setdefault(issue["number"], set()).add(word)


def _issues(hub: GitHub) -> dict[int, dict[str, Any]]:
    return {each["number"]: each for each in hub.issues()}


def _said(hub: GitHub, number: int, issue: Mapping[str, Any]) -> str:
    comments = "\n".join(each["body"] for each in hub.comments(number))
    return f"{issue['body'] or ''}\n{comments}"


def _labels(issue: Mapping[str, Any]) -> set[str]:
    return {each["name"] for each in issue["labels"]}


def _open_key(issue: Mapping[str, Any]) -> str | None:
    """The key of an open issue that counts: its label fits it, and somebody trusted wrote it."""
    key = _key(issue)
    label = "tp3-overview" if key == "overview" else "tp3"
    trusted = issue["user"]["login"] in (BOT, "maintainer")
    return key if issue["state"] == "open" and label in _labels(issue) and trusted else None


def _key(issue: Mapping[str, Any]) -> str | None:
    found = MARKER.search(issue["body"] or "")
    return found[1] if found else None
