"""Reading: own values of what stands, and None for what is gone."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from governance.forge.stops import Unwritable
from governance.model.forge import Repository
from governance.model.problem import Outside
from tests.forge.opened import open_as, open_at
from tests.github import BOT, GitHub


def test_an_issue_in_our_own_words(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko", "Runko\näö")
    hub.person("triager").label(number, "tp3", "muu")
    hub.person("triager").assign(number, "maintainer")
    hub.person("triager").close(number)
    issue = open_as(hub).reader.issue(number)
    assert issue is not None
    assert (issue.number, issue.title, issue.body) == (number, "Otsikko", "Runko\r\näö")
    assert not issue.is_open
    assert issue.labels == {"tp3", "muu"}
    assert issue.assignees == {"maintainer"}
    assert issue.author.account == hub.person("contact").account
    assert issue.created == datetime(2026, 11, 24, 7, 0, 1, tzinfo=UTC)
    assert issue.url.endswith(f"/tts/rekisteri/issues/{number}")


def test_how_an_issue_was_called_before(hub: GitHub) -> None:
    author = hub.person("contact")
    number = author.open_issue("Ensimmäinen")
    hub.person("triager").label(number, "muu")
    assert list(open_as(hub).reader.renames(number)) == []
    author.edit(number, title="Toinen")
    author.edit(number, body="Runko")
    author.edit(number, title="Kolmas")
    found = list(open_as(hub).reader.renames(number))
    assert [(each.old, each.new) for each in found] == [
        ("Ensimmäinen", "Toinen"),
        ("Toinen", "Kolmas"),
    ]
    assert found[0].at < found[1].at <= hub.clock


def test_a_body_that_was_never_written_is_empty(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko", None)
    issue = open_as(hub).reader.issue(number)
    assert issue is not None
    assert issue.body == ""


@pytest.mark.parametrize(
    ("key", "trusted", "is_ours"),
    [
        (BOT, True, True),
        ("maintainer", True, False),  # named by the registry
        ("member", False, False),
        ("colleague", False, False),
        ("contact", False, False),
        ("stranger", False, False),
    ],
)
def test_who_is_trusted(hub: GitHub, key: str, *, trusted: bool, is_ours: bool) -> None:
    number = hub.person(key).open_issue("Otsikko")
    hub.person(key).comment(number, "hei")
    reader = open_as(hub, trusted=[hub.person("maintainer").account]).reader
    issue = reader.issue(number)
    assert issue is not None
    authors = [issue.author, *(each.author for each in reader.comments(number))]
    assert [(each.trusted, each.is_ours) for each in authors] == [(trusted, is_ours)] * 2
    assert {author.account for author in authors} == {hub.person(key).account}


def test_the_account_of_the_token_writes_for_us(hub: GitHub) -> None:
    number = hub.person("colleague").open_issue("Otsikko")
    assert not open_as(hub).reader.issue(number).author.is_ours
    assert open_as(hub, "colleague").reader.issue(number).author.is_ours


def test_a_deleted_account_is_nobody_to_trust(hub: GitHub) -> None:
    number = hub.person("colleague").open_issue("Otsikko")
    hub.person("colleague").leave()
    issue = open_as(hub).reader.issue(number)
    assert issue is not None
    assert not issue.author.trusted
    assert issue.author.login == "ghost"


def test_pull_requests_are_no_issues(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    hub.on_answer = lambda _, answer: as_pull_requests(answer.body)
    session = open_as(hub)
    assert list(session.reader.issues()) == []
    assert session.reader.issue(number) is None


def as_pull_requests(body: object) -> None:
    for each in body if isinstance(body, list) else [body]:
        each["pull_request"] = dict.fromkeys(("url", "html_url", "diff_url", "patch_url"))


def test_issues_by_label_state_author_and_time(hub: GitHub) -> None:
    contact, colleague = hub.person("contact"), hub.person("colleague")
    first = contact.open_issue("a")
    second = colleague.open_issue("b", labels=("tp3",))
    hub.clock += timedelta(days=1)
    moment = hub.clock
    third = colleague.open_issue("c", labels=("tp3", "muu"))
    colleague.close(second)
    reader = open_as(hub).reader
    assert [each.number for each in reader.issues()] == [first, second, third]
    assert [each.number for each in reader.issues(label="tp3")] == [second, third]
    assert [each.number for each in reader.issues(state="open")] == [first, third]
    assert [each.number for each in reader.issues(creator="contact")] == [first]
    assert [each.number for each in reader.issues(since=moment)] == [second, third]


def test_pages_are_read_while_they_are_used(hub: GitHub) -> None:
    for n in range(201):
        hub.person("colleague").open_issue(f"Otsikko {n}")
    issues = open_as(hub).reader.issues()
    assert hub.requests == []
    assert [each.number for each in islice(issues, 100)] == list(range(1, 101))
    assert len(hub.requests) == 1
    assert [each.number for each in issues] == list(range(101, 202))
    assert len(hub.requests) == 3


def test_an_issue_that_is_gone(hub: GitHub) -> None:
    deleted, moved = (hub.person("contact").open_issue("Otsikko") for _ in range(2))
    hub.person("maintainer").delete(deleted)
    hub.person("maintainer").transfer(moved)
    reader = open_as(hub).reader
    assert [reader.issue(number) for number in (deleted, moved, 999)] == [None, None, None]
    with pytest.raises(Unwritable) as caught:
        list(reader.comments(deleted))
    assert caught.value.code == "github-issue-gone"


def test_comments_and_whether_they_were_edited(hub: GitHub) -> None:
    contact = hub.person("contact")
    number = contact.open_issue("Otsikko")
    kept, edited = contact.comment(number, "/voimassa"), contact.comment(number, "/voimassa")
    hub.clock += timedelta(minutes=1)
    contact.edit_comment(edited, "/poistettava")
    reader = open_as(hub).reader
    found = list(reader.comments(number))
    assert [(each.id, each.issue, each.edited) for each in found] == [
        (kept, number, False),
        (edited, number, True),
    ]
    assert found == [reader.comment(kept), reader.comment(edited)]
    contact.delete_comment(kept)
    assert reader.comment(kept) is None


def test_a_comment_that_took_a_second_to_be_kept_was_not_edited(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    hub.person("contact").comment(number, "/voimassa")
    hub.on_answer = lambda _, answer: changed_after(answer.body, seconds=1)
    assert [each.edited for each in open_as(hub).reader.comments(number)] == [False]


def changed_after(comments: list[dict[str, str]], seconds: int) -> None:
    for each in comments:
        made = datetime.fromisoformat(each["created_at"])
        each["updated_at"] = (made + timedelta(seconds=seconds)).isoformat()


def test_recent_comments_of_all_issues_come_by_their_last_change(hub: GitHub) -> None:
    contact = hub.person("contact")
    one, other = contact.open_issue("a"), contact.open_issue("b")
    contact.comment(one, "ennen")
    hub.clock += timedelta(days=1)
    moment = hub.clock
    first = contact.comment(one, "eka")
    second = contact.comment(other, "toka")
    hub.clock += timedelta(minutes=1)
    contact.edit_comment(first, "eka, muutettu")
    found = open_as(hub).reader.recent_comments(moment)
    assert [(each.id, each.issue) for each in found] == [(second, other), (first, one)]


def test_logins_are_looked_up_by_the_permanent_name(hub: GitHub) -> None:
    contact, deputy = hub.person("contact"), hub.person("deputy")
    contact.rename("anna-uusi")
    deputy.leave()
    reader = open_as(hub).reader
    assert reader.login(contact.account) == "anna-uusi"
    assert reader.login(deputy.account) is None
    assert reader.login("github:123456789") is None


def test_whose_token_it_is(hub: GitHub) -> None:
    person, workflow = open_as(hub, "maintainer").reader.viewer(), open_as(hub).reader.viewer()
    assert person
    assert person.account == hub.person("maintainer").account
    assert workflow
    assert (workflow.login, workflow.trusted) == (BOT, True)
    assert open_as(hub, None).reader.viewer() is None


def test_labels(hub: GitHub) -> None:
    hub.person("colleague").open_issue("a", labels=("tp3", "Ääkköset"))
    assert open_as(hub).reader.labels() >= {"tp3", "Ääkköset"}


def test_reading_needs_no_token_where_all_may_read(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    reader = open_as(hub, None).reader
    assert [each.number for each in reader.issues()] == [number]
    hub.private = True
    with pytest.raises(Outside) as caught:
        open_as(hub, None).reader.issue(number)
    assert caught.value.code == "github-repository-none"


def test_a_renamed_repository_is_read_and_named_once(hub: GitHub) -> None:
    number = hub.person("contact").open_issue("Otsikko")
    hub.person("contact").comment(number, "hei")
    hub.rename_repository("uusi")
    session = open_as(hub)
    assert [each.number for each in session.reader.issues()] == [number]
    assert session.reader.issue(number) is not None
    assert len(list(session.reader.comments(number))) == 1
    assert session.reader.repository() == Repository("tts/uusi", "main", False, True)
    renamed = ("github.renamed", {"old": "tts/rekisteri", "new": "tts/uusi"})
    assert session.said == [renamed]


def test_what_did_not_change_costs_nothing_and_what_did_is_seen_at_once(hub: GitHub) -> None:
    contact = hub.person("contact")
    number = contact.open_issue("Otsikko")
    session = open_as(hub)
    before = session.reader.issue(number)
    assert session.reader.issue(number) == before
    contact.edit(number, title="Toinen")
    after = session.reader.issue(number)
    assert after is not None
    assert after.title == "Toinen"
    assert [sent.status for sent in hub.requests] == [200, 304, 200]
    session.writer.edit_issue(number, title="Kolmas")
    again = session.reader.issue(number)
    assert again is not None
    assert again.title == "Kolmas"


def test_a_list_that_did_not_change_costs_nothing(hub: GitHub) -> None:
    for n in range(101):
        hub.person("colleague").open_issue(f"Otsikko {n}")
    reader = open_as(hub).reader
    first = list(reader.issues())
    assert list(reader.issues()) == first
    assert [sent.status for sent in hub.requests] == [200, 200, 304, 304]


def test_an_enterprise_server_has_its_api_below_a_path(hub: GitHub) -> None:
    for n in range(101):
        hub.person("colleague").open_issue(f"Otsikko {n}")
    session = open_at(f"{hub.url}/api/v3/", hub.token(BOT))
    assert len(list(session.reader.issues())) == 101
    assert session.reader.issue(101) is not None
