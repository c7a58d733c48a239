"""What stands in `.github/`, as data."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests.helpers.repo import ROOT

FOLDER = ROOT / ".github"
ACTION = FOLDER / "actions/tp3"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
FORMS = sorted((FOLDER / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
USES = re.compile(r"^\s*(?:- )?uses: *(?P<what>\S+)(?P<comment>.*)$", re.MULTILINE)


class Reader(yaml.SafeLoader):
    """YAML as GitHub reads it: `on` is a key, not true."""


Reader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read(text: str) -> dict[str, Any]:
    """A file of GitHub's as data."""
    data: dict[str, Any] = yaml.load(text, Loader=Reader)
    return data


def workflow(name: str) -> dict[str, Any]:
    """A workflow by its name."""
    return read((FOLDER / f"workflows/{name}.yml").read_text())


def steps(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All steps of a workflow or of the action."""
    for job in data.get("jobs", {}).values():
        yield from job.get("steps", [])
    yield from data.get("runs", {}).get("steps", [])
