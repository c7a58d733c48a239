"""What goes wrong has one clear sentence in each language, and the token stands in none of it."""

import logging
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from governance.cli.main import EXIT_CODES, _stop
from governance.cli.options import Call
from governance.cli.show import stopped
from governance.forge.session import CONNECT, READ
from governance.forge.stops import Unanswered
from governance.model.problem import Outside
from governance.text.catalogue import LANGUAGES
from tests.forge.opened import Session, open_as, open_at
from tests.forge.scripted import REPOSITORY, Reply, made_certificate, scripted
from tests.github import BOT, GitHub

TOKEN = "ghp_thisTokenIsSecret0123456789abcdefghij"
WORKFLOW = TOKEN.replace("ghp", "ghs")  # one that does not ask whose it is
SECRET = re.compile("thisTokenIsSecret")
ISSUE = {
    "number": 1,
    "title": "Otsikko",
    "body": None,
    "state": "open",
    "labels": [],
    "user": None,
    "created_at": "2026-11-27T10:00:00Z",
    "html_url": "https://github.com/tts/rekisteri/issues/1",
    "repository_url": "https://api.github.com/repos/tts/rekisteri",
}


def said_of(error: BaseException) -> Iterator[str]:
    """All that an error, and whatever it was made of, could ever print."""
    yield from traceback.format_exception(error)
    seen = [error]
    for each in seen:
        yield f"{each} {each!r} {each.args!r} {vars(each)!r}"
        more = (each.__cause__, each.__context__)
        seen += [one for one in more if one is not None and one not in seen]


def stop_of(act: Callable[[], object], caplog: pytest.LogCaptureFixture) -> Outside:
    """Why it stops; fails where the token shows anywhere, or where a sentence is missing."""
    with caplog.at_level(logging.DEBUG), pytest.raises(Outside) as caught:
        act()
    stop = caught.value
    sentences = [stopped(Call(lang=language), stop) for language in LANGUAGES]
    assert len(set(sentences)) == len(LANGUAGES)
    for text in (*said_of(stop), *sentences, caplog.text):
        assert not SECRET.search(text)
    return stop


def every_read(session: Session) -> list[Callable[[], object]]:
    reader = session.reader
    return [
        reader.repository,
        lambda: list(reader.issues(label="tp3")),
        lambda: reader.issue(1),
        lambda: list(reader.comments(1)),
    ]


def every_write(session: Session) -> list[Callable[[], object]]:
    writer = session.writer
    return [
        lambda: writer.create_issue("Otsikko", "Runko", ["tp3"]),
        lambda: writer.edit_issue(1, title="Toinen"),
        lambda: writer.comment(1, "hei"),
        lambda: writer.assign(1, ["maintainer"]),
        lambda: writer.create_label("tp3", "1d76db", "x"),
    ]


def codes(acts: list[Callable[[], object]], caplog: pytest.LogCaptureFixture) -> set[str]:
    return {stop_of(act, caplog).code for act in acts}


def test_writing_without_a_token(hub: GitHub, caplog: pytest.LogCaptureFixture) -> None:
    assert codes(every_write(open_as(hub, None)), caplog) == {"github-token-none"}
    assert hub.requests == []


def test_a_token_that_is_wrong(hub: GitHub, caplog: pytest.LogCaptureFixture) -> None:
    session = open_at(hub.url, TOKEN)
    acts = every_read(session) + every_write(session)
    assert codes(acts, caplog) == {"github-token-refused"}


def test_a_token_that_has_expired(hub: GitHub, caplog: pytest.LogCaptureFixture) -> None:
    hub.person(BOT).expired = True
    session = open_as(hub)
    acts = every_read(session) + every_write(session)
    assert codes(acts, caplog) == {"github-token-refused"}


@pytest.mark.parametrize("token", ["thisTokenIsSecret\nx", "thisTokenIsSecret ä", "thisToken\x00"])
def test_a_token_that_none_can_be(token: str, caplog: pytest.LogCaptureFixture) -> None:
    def act() -> None:
        open_at("https://api.github.com", token)

    assert stop_of(act, caplog).code == "github-token-odd"


def test_white_space_around_a_token_is_forgiven(hub: GitHub) -> None:
    session = open_at(hub.url, f" {hub.token('maintainer')}\n")
    viewer = session.reader.viewer()
    assert viewer
    assert viewer.account == hub.person("maintainer").account


def test_rights_that_are_missing(hub: GitHub, caplog: pytest.LogCaptureFixture) -> None:
    hub.person("maintainer").open_issue("Otsikko")
    hub.person(BOT).permissions = {}
    session = open_as(hub)
    assert codes(every_write(session), caplog) == {"github-forbidden"}
    assert [each.number for each in session.reader.issues()] == [1]


def test_a_repository_that_is_not_there(hub: GitHub, caplog: pytest.LogCaptureFixture) -> None:
    session = open_at(hub.url, hub.token(BOT), "tts/ei-ole")
    acts = every_read(session) + every_write(session)
    assert codes(acts, caplog) == {"github-repository-none"}


def test_issues_that_are_turned_off(hub: GitHub, caplog: pytest.LogCaptureFixture) -> None:
    hub.issues_enabled = False
    session = open_as(hub)
    assert codes(every_read(session)[1:] + every_write(session)[:4], caplog) == {
        "github-issues-off"
    }
    assert not session.reader.repository().has_issues


def test_an_archived_repository_can_only_be_read(
    hub: GitHub, caplog: pytest.LogCaptureFixture
) -> None:
    hub.person("maintainer").open_issue("Otsikko")
    hub.archived = True
    session = open_as(hub)
    assert codes(every_write(session), caplog) == {"github-archived"}
    assert session.reader.issue(1) is not None
    assert session.reader.repository().archived


def test_nobody_is_there(caplog: pytest.LogCaptureFixture) -> None:
    with scripted(Reply(200)) as script:
        url = script.url
    session = open_at(url, TOKEN)
    acts = every_read(session) + every_write(session)[:1]
    assert codes(acts, caplog) == {"github-network"}


@pytest.mark.parametrize("host", ["github.invalid", f"{'a' * 64}.invalid", "ä..invalid"])
def test_a_name_that_leads_nowhere(host: str, caplog: pytest.LogCaptureFixture) -> None:
    stop = stop_of(open_at(f"https://{host}", TOKEN).reader.repository, caplog)
    assert stop.code == "github-network"
    assert stop.values["host"] == host


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Sign in to the network</html>",
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        [],
        {},
        "text",
        None,
        {**REPOSITORY, "archived": "perhaps"},
        {**REPOSITORY, "full_name": "tts/a\u202eb\n"},
        {name: value for name, value in REPOSITORY.items() if name != "full_name"},
    ],
)
def test_an_answer_that_is_no_answer(body: Any, caplog: pytest.LogCaptureFixture) -> None:
    with scripted(Reply(200, body)) as script:
        stop = stop_of(open_at(script.url, TOKEN).reader.repository, caplog)
    assert stop.code == "github-answer"
    assert stop.values["path"] == "/repos/tts/rekisteri"


@pytest.mark.parametrize("name", sorted(ISSUE.keys() - {"body"}))
def test_an_issue_that_lacks_what_we_need(name: str, caplog: pytest.LogCaptureFixture) -> None:
    lacking = {key: value for key, value in ISSUE.items() if key != name}
    with scripted(Reply(200, [ISSUE, lacking])) as script:
        session = open_at(script.url, TOKEN)
        stop = stop_of(lambda: list(session.reader.issues()), caplog)
    assert (stop.code, stop.values["detail"]) == ("github-answer", f"1.{name}")


def test_what_nobody_reads_may_be_missing_or_new() -> None:
    more = {"something_new": {"x": 1}, "pull_request": None, "assignees": None}
    with scripted(Reply(200, [{**ISSUE, **more}])) as script:
        assert len(list(open_at(script.url, WORKFLOW).reader.issues())) == 1


def test_a_creation_whose_answer_cannot_be_read_was_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with scripted(Reply(201, b"<html>")) as script:
        session = open_at(script.url, TOKEN)
        stop = stop_of(lambda: session.writer.create_issue("a", "b", []), caplog)
    assert stop.code == "github-unanswered"


def test_the_token_goes_to_no_other_server(caplog: pytest.LogCaptureFixture) -> None:
    with scripted(Reply(200, [])) as other:
        link = {"Link": f'<{other.url}/repos/tts/rekisteri/issues?page=2>; rel="next"'}
        with scripted(Reply(200, [ISSUE], link)) as script:
            session = open_at(script.url, WORKFLOW)
            stop = stop_of(lambda: list(session.reader.issues()), caplog)
    assert (stop.code, stop.values["detail"]) == ("github-answer", "Link")
    assert other.asked == []


def test_a_redirect_without_end(caplog: pytest.LogCaptureFixture) -> None:
    with scripted(Reply(301, {}, {"Location": "/again"})) as script:
        stop = stop_of(open_at(script.url, TOKEN).reader.repository, caplog)
    assert stop.code == "github-network"


@pytest.mark.parametrize("status", [300, 400, 405, 406, 409, 415, 418, 422, 451])
def test_any_other_answer_is_a_refusal(status: int, caplog: pytest.LogCaptureFixture) -> None:
    with scripted(Reply(status, {"message": "So it is."})) as script:
        session = open_at(script.url, TOKEN)
        for act in (every_read(session)[0], every_write(session)[0]):
            stop = stop_of(act, caplog)
            assert stop.code in ("github-refused", "github-answer")


def test_a_certificate_that_nobody_vouches_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with scripted(Reply(200, REPOSITORY), certificate=made_certificate(tmp_path)) as script:
        session = open_at(script.url, TOKEN)
        acts = [*every_read(session), every_write(session)[0]]
        assert codes(acts, caplog) == {"github-tls"}
    assert script.asked == []
    assert session.waits == []


def test_a_certificate_of_an_own_authority_and_a_pause_between_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = made_certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with scripted(Reply(201, ISSUE), certificate=certificate) as script:
        session = open_at(script.url, WORKFLOW)
        for _ in range(3):
            session.writer.create_issue("Otsikko", "Runko", [])
    assert len(script.asked) == 3
    assert session.waits == [1, 1]


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("", None),
        ("api.github.com", None),
        ("ftp://api.github.com", None),
        ("https://", None),
        ("https://api.github.com:x", None),
        ("https://[::1", None),
        ("https://api.github.com?x=1", None),
        (f"https://anna:{TOKEN}@api.github.com", None),
        ("http://github.example", TOKEN),
    ],
)
def test_addresses_that_are_none(
    url: str, token: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    assert stop_of(lambda: open_at(url, token), caplog).code == "github-address"


@pytest.mark.parametrize("name", ["", "tts", "tts/", "/x", "tts/..", "a/b/c", "tts/x?y", "tts/ä"])
def test_repositories_that_are_none(name: str, caplog: pytest.LogCaptureFixture) -> None:
    def act() -> None:
        open_at("https://api.github.com", TOKEN, name)

    assert stop_of(act, caplog).code == "github-repository-odd"


def test_a_netrc_signs_nobody_in(
    hub: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login anna password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    open_as(hub, None).reader.repository()
    assert [sent.who for sent in hub.requests] == ["nobody"]


def test_a_special_reason_ends_with_the_same_exit_code() -> None:
    outside = Unanswered("github-unanswered", host="github.com")
    assert _stop(Call(lang="en"), outside) == EXIT_CODES[Outside]


def test_no_request_waits_for_ever() -> None:
    session = open_at("https://api.github.com", TOKEN).reader._connection._exchange._session
    assert session.timeout == (CONNECT, READ)


def test_nothing_that_is_open_shows_the_token() -> None:
    github = open_at("https://api.github.com", TOKEN).github
    exchange = github.reader._connection._exchange
    for each in (github, github.reader, exchange, exchange._session, exchange._session.auth):
        assert not SECRET.search(repr(each) + str(each))
