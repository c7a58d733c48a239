"""Keeping the scheduled workflows alive, against a GitHub."""

import pytest

from tests.github import GitHub
from tests.workflows.act import Machine, by_clock
from tests.workflows.files import WORKFLOWS
from tests.workflows.on_github import run

pytestmark = pytest.mark.usefixtures("registry")
AT_TIME = by_clock("23 5 4,18 * *")


def test_all_that_is_on_or_fell_asleep_is_enabled_and_what_a_person_turned_off_is_not(
    machine: Machine, hub: GitHub
) -> None:
    hub.workflows = {path.name: "active" for path in WORKFLOWS}
    hub.workflows |= {"nightly.yml": "disabled_inactivity", "comments.yml": "disabled_manually"}
    done = run(machine, hub, "keepalive", AT_TIME)
    assert done.code == 0, done.out
    numbers = {name: str(number) for number, name in enumerate(hub.workflows, 1)}
    assert hub.enabled == [numbers[name] for name in hub.workflows if name != "comments.yml"]
    assert "enabled: .github/workflows/nightly.yml (was: disabled_inactivity)" in done.out


def test_a_refusal_fails_and_raises_the_alarm(machine: Machine, hub: GitHub) -> None:
    hub.workflows = {"nightly.yml": "active"}
    done = run(machine, hub, "keepalive", AT_TIME, jobs=("alarm",))
    assert done.jobs == {"keepalive": "failure", "alarm": "success"}
    assert len(hub.issues()) == 1
