"""A file of a job without rights: every field of it is checked."""

import json
from typing import Any

import pytest

from governance.forge.asked import GroupAsked, PullAsked, parse_asked
from governance.model.problem import Misused

SHA = "0123456789abcdef0123456789abcdef01234567"
GROUP = f"refs/heads/gh-readonly-queue/main/pr-12-{SHA}"
PULL = {"format": 1, "pull": 1, "head": SHA}
OF_GROUP = {"format": 1, "group": GROUP, "base": SHA, "head": SHA}


def test_a_pull_request_is_asked_for() -> None:
    found = parse_asked(json.dumps(PULL).encode())
    assert isinstance(found, PullAsked)
    assert (found.pull, found.head) == (1, SHA)


@pytest.mark.parametrize("branch", ["main", "release/2027", "a/pr-1-b"])
def test_a_group_is_asked_for(branch: str) -> None:
    fields = OF_GROUP | {"group": GROUP.replace("/main/", f"/{branch}/")}
    found = parse_asked(json.dumps(fields).encode())
    assert isinstance(found, GroupAsked)
    assert (found.into, found.pull) == (branch, 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "[" * 2000,
        "{}",
        '{"format": 1, "pull": 1}',
        '{"format": 1, "pull": 1, "head": "main"}',
        '{"format": 1, "group": "refs/heads/main"}',
        " " * 4096 + "{}",
        b"\xff\xfe".decode("latin-1"),
    ],
)
def test_what_is_no_such_file_is_wrong_usage(text: str) -> None:
    refused(text.encode("latin-1"))


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 2},
        {"format": "1"},
        {"format": True},
        {"pull": "1"},
        {"pull": 0},
        {"pull": 1.0},
        {"pull": True},
        {"pull": 10**12},
        {"head": SHA.upper()},
        {"head": SHA[:-1]},
        {"head": f"{SHA}\n"},
        {"head": ["0"]},
        {"approved": True},
        {"group": GROUP},
    ],
)
def test_each_field_is_checked(fields: dict[str, Any]) -> None:
    refused(json.dumps(PULL | fields).encode())


@pytest.mark.parametrize(
    "fields",
    [
        {"group": GROUP.replace("pr-12", "pr-x")},
        {"group": GROUP.replace("/main/", "/")},
        {"group": f"{GROUP}\n"},
        {"group": GROUP.replace("/main/", "/ma in/")},
        {"group": GROUP.removeprefix("refs/heads/")},
        {"group": GROUP.replace("refs/heads", "refs/tags")},
        {"base": "main"},
        {"head": None},
        {"pull": 12},
    ],
)
def test_each_field_of_a_group_is_checked(fields: dict[str, Any]) -> None:
    refused(json.dumps(OF_GROUP | fields).encode())


def refused(data: bytes) -> None:
    with pytest.raises(Misused) as caught:
        parse_asked(data)
    assert caught.value.code == "asked-unreadable"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({each: OF_GROUP[each] for each in ("format", "group", "head")}, "base"),
        (OF_GROUP | {"head": "main"}, "head"),
        ({each: PULL[each] for each in ("format", "head")}, "pull"),
    ],
)
def test_the_field_that_is_wrong_is_named(fields: dict[str, Any], named: str) -> None:
    with pytest.raises(Misused) as stop:
        parse_asked(json.dumps(fields).encode())
    assert stop.value.values["field"] == named
