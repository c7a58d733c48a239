"""A file of a job without rights says only where to look: nothing in it is believed."""

import json
from typing import Any

import pytest

from tests.e2e.approvals.place import Place

SHA = "0123456789abcdef0123456789abcdef01234567"
GROUP = f"refs/heads/gh-readonly-queue/main/pr-12-{SHA}"


def test_the_pull_request_that_is_asked_for_is_told_of(place: Place) -> None:
    number, other = place.open("one"), place.open("two", id="halla", license="CC0-1.0")
    asked = place.asked(pull=number, head=place.head(number))
    answer = place.run("run", "--asked", asked)
    assert (answer.code, answer.out.count("\n")) == (0, 1)
    assert (place.state(number), place.state(other)) == ("pending", None)


def test_an_older_head_is_left_to_a_newer_run(place: Place) -> None:
    number = place.open()
    asked = place.asked(pull=number, head=place.head(number))
    place.change_fork("place", license="MIT")
    answer = place.run("run", "--asked", asked)
    assert (answer.code, "a newer run tells of it" in answer.out) == (0, True)
    assert place.writes() == []


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
def test_what_is_no_such_file_is_wrong_usage(place: Place, text: str) -> None:
    file = place.asked()
    file.write_text(text, "latin-1")
    refused(place, file)


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
def test_each_field_is_checked(place: Place, fields: dict[str, Any]) -> None:
    refused(place, place.asked(**{"pull": 1, "head": SHA} | fields))


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
def test_each_field_of_a_group_is_checked(place: Place, fields: dict[str, Any]) -> None:
    refused(place, place.asked(**{"group": GROUP, "base": SHA, "head": SHA} | fields))


def test_one_pull_request_is_asked_for_in_one_way(place: Place) -> None:
    file = place.asked(pull=1, head=SHA)
    answer = place.run("run", "--pull", 1, "--asked", file)
    assert (answer.code, answer.out) == (2, "")
    assert place.hub.requests == []


def refused(place: Place, file: Any) -> None:
    """Wrong usage, told without asking anybody or showing what stood there."""
    answer = place.run("run", "--asked", file)
    assert (answer.code, answer.out) == (2, "")
    assert "does not say which pull request" in answer.err
    assert place.hub.requests == []


def test_its_words_are_not_shown(place: Place) -> None:
    file = place.asked()
    file.write_text(json.dumps({"\x1b[31m::error::x": 1}))
    answer = place.run("run", "--asked", file)
    assert answer.code == 2
    assert "\x1b" not in answer.err
    assert not any(line.startswith("::") for line in answer.err.splitlines())
