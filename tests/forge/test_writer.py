"""Writing: one request each, and what GitHub will not do is a value or a reason."""

import pytest

from governance.forge.stops import Unwritable
from governance.model.problem import Outside
from tests.forge.opened import open_as
from tests.github import BOT, GitHub, Role


def writes(hub: GitHub) -> list[str]:
    return [f"{sent.method} {sent.status}" for sent in hub.requests if sent.writes]


def code_of(caught: pytest.ExceptionInfo[Outside]) -> str:
    return caught.value.code


def test_an_issue_is_opened(hub: GitHub) -> None:
    issue = open_as(hub).writer.create_issue("Otsikko äö", "Runko\n<!-- x -->", ["tp3"])
    assert (issue.title, issue.body, issue.labels) == (
        "Otsikko äö",
        "Runko\n<!-- x -->",
        frozenset({"tp3"}),
    )
    assert issue.author.trusted
    assert open_as(hub).reader.issue(issue.number) == issue
    assert writes(hub) == ["POST 201"]


def test_an_edit_is_one_request_with_what_changes(hub: GitHub) -> None:
    number = hub.person("colleague").open_issue("Otsikko", "Runko", labels=("tp3", "muu"))
    hub.person("colleague").assign(number, "colleague")
    writer = open_as(hub).writer
    edited = writer.edit_issue(
        number, body="Uusi", is_open=False, reason="not_planned", labels=["tp3-done", "muu"]
    )
    assert (edited.title, edited.body, edited.is_open) == ("Otsikko", "Uusi", False)
    assert edited.labels == {"tp3-done", "muu"}
    assert edited.assignees == {"colleague"}
    assert hub.issue(number)["state_reason"] == "not_planned"
    assert writer.edit_issue(number, is_open=True).is_open
    assert writes(hub) == ["PATCH 200", "PATCH 200"]
    assert [sent.body for sent in hub.requests][-1] == {"state": "open"}


def test_all_labels_can_be_taken_away(hub: GitHub) -> None:
    number = hub.person("colleague").open_issue("Otsikko", labels=("tp3",))
    assert open_as(hub).writer.edit_issue(number, labels=[]).labels == frozenset()


def test_a_comment(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    comment = open_as(hub).writer.comment(number, "hei")
    assert (comment.issue, comment.body, comment.edited) == (number, "hei", False)
    assert open_as(hub).reader.comment(comment.id) == comment


@pytest.mark.parametrize(
    ("asked", "assigned"),
    [
        ({"maintainer"}, {"maintainer"}),
        ({"Maintainer"}, {"maintainer"}),
        ({"maintainer", "stranger"}, {"maintainer"}),
        ({"stranger"}, set()),
        ({"nobody-is-called-so"}, set()),
        ({"maintainer", "nobody-is-called-so", "colleague"}, {"maintainer", "colleague"}),
        (set(), set()),
    ],
)
def test_those_are_assigned_who_can_be(hub: GitHub, asked: set[str], assigned: set[str]) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    hub.person("colleague").assign(number, "member")
    assert open_as(hub).writer.assign(number, asked) == assigned
    assert {each["login"] for each in hub.issue(number)["assignees"]} == {"member", *assigned}


def test_a_label_is_made_once(hub: GitHub) -> None:
    session = open_as(hub)
    session.writer.create_label("tp3", "1d76db", "Avoin kysymys")
    session.writer.create_label("TP3", "000000", "sama")
    assert [each for each in session.reader.labels() if each.casefold() == "tp3"] == ["tp3"]


def test_a_label_that_cannot_be_is_refused(hub: GitHub) -> None:
    with pytest.raises(Outside) as caught:
        open_as(hub).writer.create_label("x" * 51, "1d76db", "liian pitkä")
    assert code_of(caught) == "github-refused"


def test_an_issue_that_is_gone_stops_only_its_own_write(hub: GitHub) -> None:
    contact = hub.person("contact")
    deleted, moved = (contact.open_issue("Otsikko") for _ in range(2))
    hub.person("maintainer").delete(deleted)
    hub.person("maintainer").transfer(moved)
    writer = open_as(hub).writer
    for number in (deleted, moved, 999):
        with pytest.raises(Unwritable) as caught:
            writer.edit_issue(number, title="x")
        assert (code_of(caught), caught.value.values["number"]) == (
            "github-issue-gone",
            str(number),
        )
        with pytest.raises(Unwritable):
            writer.comment(number, "x")
        with pytest.raises(Unwritable):
            writer.assign(number, ["maintainer"])


def test_a_locked_issue_can_be_written_by_who_has_the_right(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    hub.person("colleague").lock(number)
    assert open_as(hub).writer.comment(number, "x").body == "x"
    with pytest.raises(Unwritable) as caught:
        open_as(hub, "contact").writer.comment(number, "x")
    assert code_of(caught) == "github-issue-locked"


def test_labels_that_are_dropped_in_silence_are_noticed(hub: GitHub) -> None:
    with pytest.raises(Outside) as caught:
        open_as(hub, "contact").writer.create_issue("Otsikko", "Runko", ["tp3"])
    assert code_of(caught) == "github-labels-dropped"


def test_texts_that_are_too_long_are_refused_with_the_reason(hub: GitHub) -> None:
    with pytest.raises(Outside) as caught:
        open_as(hub).writer.create_issue("Otsikko", "x" * 65_537, [])
    assert code_of(caught) == "github-refused"
    assert "too long" in caught.value.values["detail"]


def test_a_renamed_repository_is_not_written(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    hub.rename_repository("uusi")
    for session in (open_as(hub), open_as(hub)):
        with pytest.raises(Outside) as caught:
            session.writer.comment(number, "x")
        assert (code_of(caught), caught.value.values["new"]) == ("github-renamed", "tts/uusi")
        assert session.reader.issue(number) is not None
        with pytest.raises(Outside) as caught:
            session.writer.edit_issue(number, title="x")
        assert code_of(caught) == "github-renamed"
    assert hub.comments(number) == []


def test_what_a_reader_does_never_writes(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    reader = open_as(hub, "maintainer").reader
    reader.repository(), reader.viewer(), reader.login("github:1"), reader.labels()
    list(reader.issues()), reader.issue(number), list(reader.comments(number))
    assert writes(hub) == []
    only_writing = {name for name in dir(open_as(hub).writer) if not name.startswith("_")}
    assert only_writing & {name for name in dir(reader) if not name.startswith("_")} == {"comment"}


def test_the_permission_that_is_missing_is_named(hub: GitHub) -> None:
    hub.person(BOT).permissions = {"contents": "write"}
    with pytest.raises(Outside) as caught:
        open_as(hub).writer.create_issue("Otsikko", "Runko", ["tp3"])
    assert code_of(caught) == "github-forbidden"
    assert caught.value.values["permission"] == "issues=write"


def test_who_may_only_read_cannot_make_labels(hub: GitHub) -> None:
    assert hub.person("contact").role == Role.READ
    with pytest.raises(Outside) as caught:
        open_as(hub, "contact").writer.create_label("tp3", "1d76db", "x")
    assert code_of(caught) in ("github-forbidden", "github-refused", "github-repository-none")
