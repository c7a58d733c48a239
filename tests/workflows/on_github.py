"""Runs a workflow against the GitHub of the tests, with the rights that its jobs have."""

from collections.abc import Mapping

from tests.github import BOT, GitHub
from tests.workflows.act import Event, Machine, Ran
from tests.workflows.files import workflow

STRENGTH = ("none", "read", "write")


def run(  # noqa: PLR0913 - what GitHub knows of a run
    machine: Machine,
    hub: GitHub,
    name: str,
    event: Event,
    *,
    jobs: tuple[str, ...] = (),
    secrets: Mapping[str, str] | None = None,
    **environment: str,
) -> Ran:
    """Run a workflow on an event. act has one token for a run: it may what any of `jobs` may.

    Without `jobs` all of the workflow's are meant. The token must not be in what is printed.
    """
    hub.person(BOT).permissions = rights(name, jobs)
    given = hub.environment() | environment
    token = given.pop("GITHUB_TOKEN")
    done = machine.run(name, event, given, {"GITHUB_TOKEN": token} | dict(secrets or {}))
    assert token not in done.out
    return done


def rights(name: str, jobs: tuple[str, ...] = ()) -> dict[str, str]:
    """The strongest of the rights that jobs of a workflow have."""
    found: dict[str, str] = {}
    for job, data in workflow(name)["jobs"].items():
        if not jobs or job in jobs:
            for right, level in data["permissions"].items():
                found[right] = max(found.get(right, "none"), level, key=STRENGTH.index)
    return found
