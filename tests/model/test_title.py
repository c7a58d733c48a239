"""What an issue was called when somebody said something there."""

from datetime import UTC, datetime

import pytest

from governance.model.title import Rename, title_at


def at(second: int) -> datetime:
    return datetime(2027, 3, 1, 10, 0, second, tzinfo=UTC)


RENAMES = [Rename(at(30), "b", "c"), Rename(at(20), "a", "b")]


@pytest.mark.parametrize(
    ("second", "title"), [(10, "a"), (20, "a"), (21, "b"), (30, "b"), (31, "c")]
)
def test_the_title_of_a_moment(second: int, title: str) -> None:
    assert title_at(at(second), "c", RENAMES) == title


def test_an_issue_that_was_never_renamed() -> None:
    assert title_at(at(10), "a", []) == "a"


def test_the_newest_title_counts_where_it_was_read_before_it_was_changed() -> None:
    assert title_at(at(31), "b", RENAMES) == "c"
