"""What people said of a pull request, as GitHub shows it: what counts is read, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from governance.forge.hearing import opinions_of
from governance.model.approval import Approval
from governance.model.forge import Status
from governance.model.problem import Outside
from governance.rules.approvals.counting import counting
from tests.forge.opened import Session, open_as
from tests.forge.test_pulls import BRANCH, Work
from tests.github import BOT, GitHub, Role

OTHER = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def number(hub: GitHub, tmp_path: Path) -> int:
    """A pull request of the colleague, approved by the contact."""
    Work(hub, tmp_path)
    made = hub.person("colleague").open_pull(BRANCH, "A change")
    hub.person("contact").review(made)
    return made


def told(hub: GitHub, number: int) -> tuple[Approval, ...]:
    return tuple(open_as(hub).reader.reviews(number))


def change(hub: GitHub, number: int, **fields: Any) -> None:
    """Let GitHub answer something else of the review."""
    hub.world.pulls[number].reviews[0] |= fields


def counted(hub: GitHub, number: int) -> list[str]:
    """The accounts whose reviews count for the head."""
    head = hub.world.pulls[number].head_sha
    return [each.account for each in counting(told(hub, number), head)]


def test_an_approval_of_the_head_counts(hub: GitHub, number: int) -> None:
    (review,) = told(hub, number)
    contact = hub.person("contact")
    assert (review.account, review.login, review.state) == (contact.account, "contact", "approve")
    assert review.commit == hub.world.pulls[number].head_sha
    assert review.url == f"{hub.page}/pull/{number}#pullrequestreview-1"
    assert counted(hub, number) == [contact.account]


@pytest.mark.parametrize(
    "fields",
    [
        {"commit_id": None},
        {"commit_id": OTHER},
        {"state": "COMMENTED"},
        {"state": "CHANGES_REQUESTED"},
        {"state": "DISMISSED"},
        {"state": "PENDING"},
        {"user": None},
    ],
)
def test_of_others_nothing_counts(hub: GitHub, number: int, fields: dict[str, Any]) -> None:
    change(hub, number, **fields)
    assert counted(hub, number) == []


@pytest.mark.parametrize("state", ["CHANGES_REQUESTED", "DISMISSED"])
def test_what_takes_back_does_so_whatever_its_commit(hub: GitHub, number: int, state: str) -> None:
    contact = hub.person("contact")
    contact.review(number, "COMMENT", "Hm")
    hub.world.pulls[number].reviews[1] |= {"state": state, "commit_id": None}
    assert counted(hub, number) == []
    contact.review(number)
    assert counted(hub, number) == [contact.account]


@pytest.mark.parametrize(
    "fields", [{"state": "NEW"}, {"commit_id": "main"}, {"html_url": "javascript:1"}]
)
def test_what_is_not_known_is_no_answer(hub: GitHub, number: int, fields: dict[str, Any]) -> None:
    change(hub, number, **fields)
    with pytest.raises(Outside) as caught:
        told(hub, number)
    assert caught.value.code == "github-answer"


def test_all_pages_are_read(hub: GitHub, number: int) -> None:
    deputy = hub.person("deputy")
    for _ in range(230):
        hub.person("stranger").review(number, "COMMENT", "Hm")
    deputy.review(number)
    assert len(told(hub, number)) == 232
    assert deputy.account in counted(hub, number)
    pages = [sent for sent in hub.requests if sent.path.endswith("/reviews")]
    assert len(pages) == 2 * 3


def test_an_author_who_is_gone_is_nobody(hub: GitHub, number: int) -> None:
    def author(session: Session) -> str | None:
        pull = session.reader.pull(number)
        assert pull
        return opinions_of(session.reader, pull).author

    assert author(open_as(hub)) == hub.person("colleague").account
    hub.person("colleague").leave()
    assert author(open_as(hub)) is None


def test_a_login_that_somebody_else_has_now_approves_nothing(hub: GitHub, number: int) -> None:
    """Accounts are their numbers: a name that was given up and taken is another one."""
    contact, stranger = hub.person("contact"), hub.person("stranger")
    contact.rename("contact-2")
    stranger.rename("contact")
    stranger.review(number)
    assert counted(hub, number) == [contact.account, stranger.account]


def test_admins_are_all_of_them_and_nobody_else(hub: GitHub) -> None:
    hub.person("deputy").role = Role.ADMIN
    hub.person("triager").role = Role.MAINTAIN
    expected = {hub.person(key).account for key in ("maintainer", "deputy")}
    assert open_as(hub).reader.admins() == expected


def test_the_newest_status_of_a_context_is_read(hub: GitHub, number: int) -> None:
    session, head = open_as(hub), hub.world.pulls[number].head_sha
    assert session.reader.status(head, "tp3/approvals") is None
    for state, context in (
        ("pending", "tp3/approvals"),
        ("success", "TP3/Approvals"),
        ("error", "tp3/checks"),
    ):
        session.writer.set_status(head, context, state, state, f"{hub.page}/1")  # type: ignore[arg-type]
    assert session.reader.status(head, "tp3/approvals") == Status(
        "success", "success", f"{hub.page}/1"
    )


def test_a_comment_is_edited_in_place_unless_it_is_gone(hub: GitHub, number: int) -> None:
    session = open_as(hub)
    made = session.writer.comment(number, "old")
    assert session.writer.edit_comment(made.id, "new")
    assert [each["body"] for each in hub.comments(number)] == ["new"]
    hub.person(BOT).delete_comment(made.id)
    assert not session.writer.edit_comment(made.id, "newer")
    assert hub.comments(number) == []
