"""Keeping the scheduled workflows alive, against a GitHub."""

import pytest

from tests.github import BOT, GitHub
from tests.workflows.act import Machine, Ran
from tests.workflows.files import WORKFLOWS

pytestmark = pytest.mark.usefixtures("registry")
SCHEDULE = {"schedule": "23 5 4,18 * *"}


def kept_alive(machine: Machine, hub: GitHub) -> Ran:
    environment = hub.environment()
    token = environment.pop("GITHUB_TOKEN")
    return machine.run("keepalive", "schedule", SCHEDULE, environment, token=token)


def test_all_that_is_on_or_fell_asleep_is_enabled_and_what_a_person_turned_off_is_not(
    machine: Machine, hub: GitHub
) -> None:
    hub.workflows = {path.name: "active" for path in WORKFLOWS}
    hub.workflows |= {"nightly.yml": "disabled_inactivity", "comments.yml": "disabled_manually"}
    done = kept_alive(machine, hub)
    assert done.code == 0, done.out
    numbers = {name: str(number) for number, name in enumerate(hub.workflows, 1)}
    assert hub.enabled == [numbers[name] for name in hub.workflows if name != "comments.yml"]
    assert "enabled: .github/workflows/nightly.yml (was: disabled_inactivity)" in done.out
    assert hub.token(BOT) not in done.out


def test_a_refusal_fails_and_raises_the_alarm(machine: Machine, hub: GitHub) -> None:
    hub.workflows = {"nightly.yml": "active"}
    hub.person(BOT).permissions = {"contents": "read", "issues": "write"}
    done = kept_alive(machine, hub)
    assert done.jobs == {"keepalive": "failure", "alarm": "success"}
    assert len(hub.issues()) == 1
