"""A line of the notes: one way to write it, and everything else is none."""

import json
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from governance.model.approval_line import LONGEST, ApprovalLine, parse_line

START = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)


def line(number: int = 1, **fields: Any) -> ApprovalLine:
    base: dict[str, Any] = {
        "change": "owner-changed",
        "record": {"type": "output", "id": "handbook"},
        "rule": "giver",
        "organisation": "org-a",
        "contact": "lead",
        "account": f"github:{number}",
        "head": "ab" * 20,
        "source": "https://github.example/o/r/pull/1#pullrequestreview-1",
        "time": (START + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "fallback": None,
    }
    return ApprovalLine.model_validate(base | fields)


def test_a_line_is_one_text_and_back() -> None:
    text = line().text
    assert "\n" not in text
    assert list(json.loads(text)) == [
        "change", "record", "rule", "organisation", "contact", "account", "head", "source", "time",
        "fallback",
    ]  # fmt: skip
    assert parse_line(text) == line()


def changed(old: str, new: str) -> str:
    text = line().text
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "approved by everybody",
        changed("{", "{ "),
        changed('{"change"', '{"more":1,"change"'),
        changed('"account":"github:1"', '"account":"github:2","account":"github:1"'),
        changed('"account":"github:1"', '"account":"aino"'),
        changed('"account":"github:1"', '"account":["github:1"]'),
        changed("owner-changed", "owner-stolen"),
        changed('"output"', '"person"'),
        changed('"giver"', '"anybody"'),
        changed("ab" * 20, "ab" * 19),
        changed("https:", "javascript:"),
        changed("10:00:01Z", "10:00:01+02:00"),
        changed("2027-03-01", "2027-02-30"),
        changed('"2027-03-01T10:00:01Z"', "1"),
        changed('"2027-03-01T10:00:01Z"', "null"),
        changed("2027-03-01", "٢٠٢٧-03-01"),
        changed('"fallback":null', '"fallback":"friends"'),
        changed(',"fallback":null', ""),
        changed('"id":"handbook"', '"id":"' + "a" * 9000 + '"'),
        changed('"contact":"lead"', '"contact":"l\\u0065ad"'),
        changed('"contact":"lead"', '"contact":"\\ud800"'),
        "[" * 8000,
    ],
)
def test_what_is_not_exactly_a_line_is_none(text: str) -> None:
    assert parse_line(text) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://github.example/o/r/pull/1", "author"),
        ("https://github.example/o/r/pull/1#pullrequestreview-2", "review"),
        ("https://github.example/o/r/pull/1#pullrequestreview", "review"),
        ("https://github.example/o/r/issues/1#issuecomment-2", "comment"),
        ("https://github.example/o/r/pull/1#discussion_r2", "author"),
        ("https://github.example/pullrequestreview-1/issuecomment-2", "author"),
    ],
)
def test_how_she_approved_is_told_by_the_address(address: str, said: str) -> None:
    assert line(source=address).said == said


def test_a_time_is_kept_in_utc_and_to_the_second() -> None:
    helsinki = timezone(timedelta(hours=2))
    told = line(time=datetime(2027, 3, 1, 12, 0, 0, 999_999, helsinki))
    assert '"time":"2027-03-01T10:00:00Z"' in told.text
    assert parse_line(told.text) == told


def test_a_time_does_not_depend_on_where_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        assert '"time":"2027-03-01T10:00:00Z"' in line(time=START).text
    time.tzset()


def test_a_line_has_an_end() -> None:
    def with_id(length: int) -> ApprovalLine:
        """Of so many characters as text: each of these takes six, the rest one."""
        wide, narrow = divmod(length - len(line(record={"type": "file", "id": "f"}).text), 6)
        return line(record={"type": "file", "id": "f" + "ä" * wide + "f" * narrow})

    longest, longer = with_id(LONGEST), with_id(LONGEST + 1)
    assert (len(longest.text), len(longer.text)) == (LONGEST, LONGEST + 1)
    assert parse_line(longest.text) == longest
    assert parse_line(longer.text) is None
