"""A file of a job without rights says only where to look: nothing in it is believed."""

import pytest

from tests.e2e.approvals.place import Place

SHA = "0123456789abcdef0123456789abcdef01234567"


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


@pytest.mark.parametrize("text", ["", '{"pull": 1}', '{"\\u001b[31m::error::x": 1}'])
def test_what_is_no_such_file_is_wrong_usage(place: Place, text: str) -> None:
    """Told without asking anybody, or showing what stood there."""
    file = place.asked()
    file.write_text(text)
    answer = place.run("run", "--asked", file)
    assert (answer.code, answer.out) == (2, "")
    assert "does not say which pull request" in answer.err
    assert "\x1b" not in answer.err
    assert not any(line.startswith("::") for line in answer.err.splitlines())
    assert place.hub.requests == []


def test_one_pull_request_is_asked_for_in_one_way(place: Place) -> None:
    file = place.asked(pull=1, head=SHA)
    answer = place.run("run", "--pull", 1, "--asked", file)
    assert (answer.code, answer.out) == (2, "")
    assert place.hub.requests == []
