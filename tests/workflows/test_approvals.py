"""Pull requests, from the event on: the step without rights, then the one that has them."""

import json
from typing import Any

import pytest

from tests.github import GitHub
from tests.helpers.repo import Repo, git
from tests.workflows.act import Event, Machine, Ran
from tests.workflows.files import FOLDER
from tests.workflows.on_github import run

ORGANISATION = "registry/organisations/org-a.yaml"
RECORD = "registry/outputs/alpha/handbook.yaml"
MARKER = "<!-- tp3-approvals:1 -->"
ASKED = "1/approvals-asked/asked.json"  # where act's first run keeps it


@pytest.fixture
def pull(machine: Machine, registry: Repo, hub: GitHub) -> int:
    """A pull request by somebody who is no contact: the handbook has moved."""
    text = (registry.path / ORGANISATION).read_text()
    registry.write(ORGANISATION, text.replace("github:1001", hub.person("contact").account))
    registry.commit("contact")
    machine.push(registry)
    hub.origin = machine.origin
    machine.still("alarm", "alarm")
    return proposed(machine, registry, hub, "example.org/kasikirja", "example.org/uusi")


def proposed(machine: Machine, registry: Repo, hub: GitHub, old: str, new: str) -> int:
    """A pull request from a branch of its own, in which a word of the handbook is another one."""
    text = (registry.path / RECORD).read_text()
    assert old in text
    name = new.rpartition("/")[2]
    registry.git("switch", "--quiet", "--create", name)
    registry.write(RECORD, text.replace(old, new))
    registry.commit(name)
    machine.push(registry, f"refs/heads/{name}")
    registry.git("switch", "--quiet", "main")
    return hub.person("colleague").open_pull(name, f"Käsikirja: {name}")


def event(hub: GitHub, name: str, action: str, pull: int) -> Event:
    return Event(
        name, {"action": action, "number": pull, "pull_request": hub.read(f"/pulls/{pull}")}
    )


def judged(machine: Machine, hub: GitHub, what: Event) -> Ran:
    """Both steps, one after the other."""
    asked = run(machine, hub, "approvals-asked", what)
    assert asked.jobs == {"ask": "success"}, asked.out
    return ended(machine, hub, "success")


def ended(machine: Machine, hub: GitHub, conclusion: str) -> Ran:
    """The second step, after the first has ended in some way."""
    payload = {"action": "completed", "workflow_run": {"id": 1, "conclusion": conclusion}}
    return run(machine, hub, "approvals", Event("workflow_run", payload))


def statuses(hub: GitHub, commit: str) -> list[tuple[str, str]]:
    """What was said of a commit, the newest first."""
    found = hub.read(f"/commits/{commit}/statuses")
    return [(each["context"], each["state"]) for each in found]


def head(hub: GitHub, pull: int) -> str:
    return str(hub.read(f"/pulls/{pull}")["head"]["sha"])


def told(hub: GitHub, pull: int) -> list[dict[str, Any]]:
    """Our comments on a pull request."""
    return [each for each in hub.comments(pull) if each["body"].startswith(MARKER)]


def alarms(hub: GitHub) -> list[str]:
    """The state of each alarm."""
    labelled = {
        each["number"]: {label["name"] for label in each["labels"]} for each in hub.issues()
    }
    return [each["state"] for each in hub.issues() if "tp3-alarm" in labelled[each["number"]]]


def test_it_waits_for_the_owner_and_again_when_her_review_is_dismissed(
    machine: Machine, hub: GitHub, pull: int
) -> None:
    done = judged(machine, hub, event(hub, "pull_request", "opened", pull))
    assert done.code == 0, done.out
    assert done.jobs == {"one": "success", "alarm": "success"}
    assert statuses(hub, head(hub, pull)) == [("tp3/approvals", "pending")]
    (first,) = told(hub, pull)
    review = hub.person("contact").review(pull)
    judged(machine, hub, event(hub, "pull_request_review", "submitted", pull))
    assert statuses(hub, head(hub, pull))[0] == ("tp3/approvals", "success")
    (second,) = told(hub, pull)
    assert second["id"] == first["id"]
    assert second["body"] != first["body"]
    path = f"/repos/{hub.repository}/pulls/{pull}/reviews/{review}/dismissals"
    hub.do(hub.person("maintainer"), "PUT", path, {"message": "not read"})
    judged(machine, hub, event(hub, "pull_request_review", "dismissed", pull))
    assert statuses(hub, head(hub, pull))[0] == ("tp3/approvals", "pending")
    assert len(told(hub, pull)) == 1


def test_a_push_records_what_was_merged_and_judges_what_is_open_anew(
    machine: Machine, registry: Repo, hub: GitHub, pull: int
) -> None:
    other = proposed(machine, registry, hub, "example.org/handbok", "example.org/ny")  # next line
    hub.person("contact").review(pull)
    commit = hub.person("maintainer").merge(pull)
    done = run(
        machine, hub, "approvals", Event("push", {"ref": "refs/heads/main", "after": commit})
    )
    assert done.code == 0, done.out
    line = json.loads(git(machine.origin, "notes", "--ref=approvals", "show", commit))
    assert line["account"] == hub.person("contact").account
    assert statuses(hub, head(hub, other)) == [("tp3/approvals", "failure")]  # it meets the first


def test_a_forged_file_sets_nothing_and_a_run_that_waits_for_a_yes_has_all_looked_at(
    machine: Machine, hub: GitHub, pull: int
) -> None:
    machine.workflow("alarm", (FOLDER / "workflows/alarm.yml").read_text())
    run(machine, hub, "approvals-asked", event(hub, "pull_request", "synchronize", pull))
    file = machine.kept / ASKED
    file.write_text(json.dumps(json.loads(file.read_text()) | {"approved": True}))
    done = ended(machine, hub, "success")
    assert done.jobs == {"one": "failure", "alarm": "success"}
    assert statuses(hub, head(hub, pull)) == []
    assert alarms(hub) == ["open"]
    done = ended(machine, hub, "action_required")
    assert done.code == 0, done.out
    assert statuses(hub, head(hub, pull)) == [("tp3/approvals", "pending")]
    assert alarms(hub) == ["closed"]


def test_a_comment_has_a_pull_request_judged_that_nothing_else_told_of(
    machine: Machine, hub: GitHub, pull: int
) -> None:
    comment = hub.person("stranger").comment(pull, "$(touch hacked)")
    done = run(machine, hub, "approvals", Event("issue_comment", hub.comment_event(comment)))
    assert done.code == 0, done.out
    assert statuses(hub, head(hub, pull)) == [("tp3/approvals", "pending")]


def test_a_comment_on_an_issue_starts_nothing(machine: Machine, hub: GitHub) -> None:
    number = hub.person("stranger").open_issue("Kysymys")
    comment = hub.person("stranger").comment(number, "Hyväksyn")
    done = run(machine, hub, "approvals", Event("issue_comment", hub.comment_event(comment)))
    assert set(done.jobs.values()) <= {"skipped"}


def test_a_group_of_the_merge_queue_has_the_status_on_its_own_commit(
    machine: Machine, registry: Repo, hub: GitHub, pull: int
) -> None:
    hub.person("contact").review(pull)
    base = registry.git("rev-parse", "main")
    ref = f"refs/heads/gh-readonly-queue/main/pr-{pull}-{base}"
    registry.git("switch", "--quiet", "--detach", "main")
    registry.git("merge", "--quiet", "--no-ff", "--message", "queue", "uusi")
    machine.push(registry, ref)
    group = registry.git("rev-parse", "HEAD")
    payload = {"head_sha": group, "head_ref": ref, "base_sha": base, "base_ref": "refs/heads/main"}
    done = judged(machine, hub, Event("merge_group", {"merge_group": payload}))
    assert done.code == 0, done.out
    assert statuses(hub, group) == [("tp3/approvals", "success")]
    assert statuses(hub, head(hub, pull)) == []
