"""Who approved what was merged is kept in Git, once, and an audit takes it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.e2e.approvals.place import NOTES, Place
from tests.github import Fault
from tests.helpers.promised import must_be_promised

MIDNIGHT = datetime(2027, 3, 1, 22, 0, tzinfo=UTC)  # in Helsinki, which ends that day


def facts(line: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(line[name]) for name in ("change", "rule", "organisation", "contact"))


@pytest.mark.parametrize("method", ["merge", "squash"])
def test_what_was_merged_is_recorded_once(place: Place, method: str) -> None:
    number = place.open()
    review = place.hub.person("deputy").review(number)
    head = place.head(number)
    merged = place.hub.person("maintainer").merge(number, method)
    answer = place.run("record", "--pull", number)
    url = f"{place.hub.page}/pull/{number}"
    assert (answer.code, answer.out) == (0, f"{merged[:12]}\t{url}\t1 approval recorded\n")
    (line,) = place.lines()
    assert facts(line) == ("metadata-changed", "owner", "org-a", "role-2")
    assert line["account"] == place.hub.person("deputy").account
    assert (line["head"], line["source"]) == (head, f"{url}#pullrequestreview-{review}")
    assert place.audited() == []
    answer = place.run("record", "--pull", number)
    assert (answer.code, "recorded already" in answer.out) == (0, True)
    assert len(place.lines()) == 1
    answer = place.run("record")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "Everything that was merged lately is recorded.\n"


def test_what_was_missed_is_caught_up(place: Place) -> None:
    """Also where something was pushed in between: that gets no line, and the audit finds it."""
    merges = []
    for id, who in (("aalto", "contact"), ("halla", "deputy")):
        number = place.open(f"change-{id}", who=who, id=id, license="CC0-1.0")
        merges.append(place.hub.person("maintainer").merge(number))
        place.work.git("pull", "--quiet", "--rebase", "origin", "main")
    pushed = place.on_main("by hand", id="lumo", license="MIT")
    place.on_main("with an old date", id="lumo", license="CC0-1.0", when="2020-01-01T12:00:00Z")
    answer = place.run("record", "--format", "json")
    assert answer.code == 0
    must_be_promised("approvals record", answer.data)
    assert [(each["commit"], each["lines"], each["reason"]) for each in answer.data["merges"]] == [
        (pushed, 0, "no-pull"),
        (merges[1], 1, None),
        (merges[0], 1, None),
    ]
    assert [len(place.lines(each)) for each in merges] == [1, 1]
    assert place.audited() == ["change-without-record"] * 2
    again = place.run("record")
    assert (again.code, again.out.count("\n")) == (0, 1)
    assert "`tp3 audit` tells of it" in again.out


def test_what_is_older_than_two_weeks_is_recorded_by_its_number_alone(place: Place) -> None:
    number = place.open(who="contact")
    place.hub.person("maintainer").merge(number)
    later = ("--today", "2027-03-20")
    assert place.run("record", *later).out == ""
    assert "1 approval recorded" in place.run("record", *later, "--pull", number).out


def test_only_what_was_said_of_the_merged_head_before_the_merge(place: Place) -> None:
    number = place.open()
    place.hub.person("contact").review(number)
    place.change_fork("place", license="MIT")
    place.hub.person("stranger").comment(number, "?")  # the hub sees the push
    place.hub.person("maintainer").merge(number)
    place.hub.person("deputy").review(number)
    answer = place.run("record", "--pull", number)
    assert (answer.code, answer.out.count("recorded already")) == (0, 1)
    assert place.git("for-each-ref", NOTES) == ""


@pytest.mark.parametrize("state", ["open", "closed"])
def test_what_was_not_merged_has_nothing_to_record(place: Place, state: str) -> None:
    number = place.open()
    if state == "closed":
        place.hub.person("stranger").close_pull(number)
    answer = place.run("record", "--pull", number)
    assert (answer.code, "is not merged" in answer.out) == (0, True)
    assert place.git("for-each-ref", NOTES) == ""


def test_what_went_into_another_branch_has_nothing_to_record(place: Place) -> None:
    place.git("branch", "other", "main")
    number = place.open(who="contact")
    place.hub.world.pulls[number].base = "other"
    place.hub.person("maintainer").merge(number)
    answer = place.run("record", "--pull", number)
    assert (answer.code, "not in the default branch" in answer.out) == (0, True)
    place.git("update-ref", "refs/heads/main", "other")
    assert place.run("record").code == place.run("record", "--pull", number).code == 0
    assert place.git("for-each-ref", NOTES) == ""


def test_of_what_was_pushed_by_hand_only_the_approved_head_has_a_record(place: Place) -> None:
    """Its pull request brought two commits; each would be a change of its own on main."""
    place.work.git("switch", "--quiet", "--create", "place")
    commits = []
    for id in ("aalto", "halla"):
        place.ground.output(id, license="MIT")
        commits.append(place.work.commit("change", when="2027-03-01T12:30:00Z"))
    place.work.git("push", "--quiet", "origin", "place")
    number = place.hub.person("colleague").open_pull("place", "Two")
    place.hub.person("contact").review(number)
    place.git("update-ref", "refs/heads/main", commits[1])
    answer = place.run("record", "--format", "json")
    found = [(each["commit"], each["lines"], each["reason"]) for each in answer.data["merges"]]
    assert found == [(commits[1], 1, None), (commits[0], 0, "no-pull")]


def test_admins_who_stood_in_are_recorded_as_such(place: Place) -> None:
    place.ground.organisation("org-a", "fi", [])
    roles = place.ground.root / "workflows/roles.yaml"
    roles.write_text(roles.read_text().replace(place.hub.person("maintainer").account, ""))
    roles.write_text(roles.read_text().replace('[""]', "[]"))
    place.push("main", "nobody")
    place.run("record")
    number = place.open()
    place.hub.person("maintainer").review(number)
    place.hub.person("maintainer").merge(number)
    assert place.run("record", "--pull", number).code == 0
    (line,) = place.lines()
    assert (line["account"], line["fallback"]) == (
        place.hub.person("maintainer").account,
        "admins",
    )


def test_one_that_cannot_be_read_keeps_none_of_the_others(place: Place) -> None:
    merges = []
    for id in ("aalto", "halla"):
        number = place.open(f"change-{id}", who="contact", id=id, license="CC0-1.0")
        merges.append(place.hub.person("maintainer").merge(number))
        place.work.git("pull", "--quiet", "--rebase", "origin", "main")
    place.hub.person("deputy").review(number)
    place.hub.world.pulls[number].reviews[0]["state"] = "SOMETHING_NEW"
    answer = place.run("record")
    assert answer.code == 3
    assert [line.split("\t")[2][:12] for line in answer.out.splitlines()] == [
        "not recorded",
        "1 approval r",
    ]
    place.hub.world.pulls[number].reviews[0]["state"] = "COMMENTED"
    assert place.run("record").code == 0
    assert [len(place.lines(each)) for each in merges] == [1, 1]


def test_two_recordings_at_once_write_the_lines_once(place: Place) -> None:
    number = place.open(who="contact")
    place.hub.person("maintainer").merge(number)

    def record_too() -> None:
        assert place.run("record", "--pull", number).code == 0

    place.meanwhile(lambda sent: sent.path.endswith("/reviews"), record_too)
    assert place.run("record", "--pull", number).code == 0
    assert len(place.lines()) == 1


def test_a_fault_at_any_request_loses_nothing(place: Place) -> None:
    number = place.open()
    place.hub.person("contact").review(number)
    place.hub.person("maintainer").merge(number)
    faults = list(Fault)
    for at in range(1, 6):
        place.hub.faults.at(at, faults[at % len(faults)])
        assert place.run("record").code == 0
        assert len(place.lines()) == 1
        place.git("update-ref", "-d", NOTES)
        place.hub.faults.clear()


@pytest.mark.parametrize(("minute", "lines"), [(-10, 1), (10, 0)])
def test_whose_last_day_it_was_has_approved_what_is_merged_after_midnight(
    place: Place, minute: int, lines: int
) -> None:
    """The check was green. Who approves when her day is over gains nothing by it."""
    contact = place.hub.person("contact")
    place.ground.organisation("org-a", "fi", [contact.account], ended="2027-03-01")
    place.push("main", "ends")
    number = place.open()
    place.hub.clock = MIDNIGHT + timedelta(minutes=minute)
    contact.review(number)
    place.hub.clock = MIDNIGHT + timedelta(minutes=20)
    place.hub.person("maintainer").merge(number)
    answer = place.run("record", "--pull", number, "--format", "json")
    assert [each["lines"] for each in answer.data["merges"]] == [lines]
    assert bool(place.git("for-each-ref", NOTES)) == bool(lines)
    if lines:
        assert not {"approval-by-no-contact", "approval-after-merge"} & set(place.audited())
