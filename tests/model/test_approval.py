"""A list of approvals from a file: read whole, or refused with the field that is wrong."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from governance.model.approval import LARGEST, Approval, parse_approvals
from governance.model.problem import Misused

REVIEW = {
    "account": "github:1",
    "login": "aino",
    "commit": "ab" * 20,
    "state": "approve",
    "at": "2027-03-01T12:00:00Z",
}


def written(**fields: Any) -> bytes:
    return json.dumps([REVIEW, REVIEW | fields]).encode()


def refused(data: bytes) -> dict[str, str]:
    with pytest.raises(Misused) as caught:
        parse_approvals(data)
    assert caught.value.code == "approvals-unreadable"
    return dict(caught.value.values)


def test_a_list_is_read() -> None:
    first, second = parse_approvals(written(state="dismissed", url="https://a.example/1"))
    at = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert first == Approval(
        account="github:1", login="aino", commit="ab" * 20, state="approve", at=at
    )
    assert (second.state, second.url) == ("dismissed", "https://a.example/1")
    assert parse_approvals(b"[]") == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"account": "aino"}, "[1].account"),
        ({"commit": "ab" * 19}, "[1].commit"),
        ({"state": "APPROVED"}, "[1].state"),
        ({"at": "2027-03-01T12:00:00"}, "[1].at"),
        ({"at": 0}, "[1].at"),
        ({"url": "javascript:x"}, "[1].url"),
        ({"more": 1}, "[1].more"),
    ],
)
def test_the_field_that_is_wrong_is_named(wrong: dict[str, Any], field: str) -> None:
    assert refused(written(**wrong)) == {"field": field}


@pytest.mark.parametrize("data", [b"", b"[", b"\xff", b"{}", b"null"])
def test_what_is_no_list_in_json_is_refused(data: bytes) -> None:
    assert refused(data) == {"field": "JSON"}


def test_a_list_has_an_end() -> None:
    assert parse_approvals(b"[]" + b" " * (LARGEST - 2)) == ()
    assert refused(b"[]" + b" " * (LARGEST - 1)) == {"field": f"{LARGEST + 1} B"}
