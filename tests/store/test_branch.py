"""Branches of origin: made without the working tree, pushed only over what was expected."""

import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from governance.model.problem import Outside, Refused
from governance.store.branch import Head, Origin, Signature
from governance.store.git import open_repository
from governance.store.write import Replacement
from tests.helpers.repo import Repo, git

TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz"
RECORD = "registry/a.yaml"
BRANCH = "tp3/review/a"
WHEN = 1_800_000_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A bare repository with one commit, in which one file is to be run."""
    made = Repo.init(tmp_path / "made")
    for prefix in ("", "inner/"):
        made.write(f"{prefix}{RECORD}", "id: a\n")
    made.write("run.sh", "#!/bin/sh\n")
    (made.path / "run.sh").chmod(0o755)
    made.commit()
    git(tmp_path, "clone", "--quiet", "--bare", str(made.path), str(tmp_path / "home.git"))
    return tmp_path / "home.git"


@pytest.fixture
def clone(home: Path, tmp_path: Path) -> Repo:
    git(tmp_path, "clone", "--quiet", str(home), str(tmp_path / "clone"))
    return Repo(tmp_path / "clone")


def origin_of(clone: Repo, prefix: str = "", signature: Signature | None = None) -> Origin:
    return Origin(open_repository(clone.path), prefix, signature)


def made(origin: Origin, text: bytes, message: str = "change") -> str:
    files = {RECORD: Replacement(b"id: a\n", text)}
    return origin.commit(origin.tip("main"), files, message, WHEN)


def test_the_tip_is_fetched_and_nothing_else_moves(home: Path, clone: Repo) -> None:
    before = clone.git("for-each-ref"), clone.git("status", "--porcelain=2", "--branch")
    assert origin_of(clone).tip("main").revision == git(home, "rev-parse", "main")
    assert not (clone.path / ".git/FETCH_HEAD").exists()
    assert before == (clone.git("for-each-ref"), clone.git("status", "--porcelain=2", "--branch"))
    assert origin_of(clone).tip("main").read(RECORD) == b"id: a\n"


@pytest.mark.parametrize("prefix", ["", "inner"])
def test_a_commit_changes_exactly_its_files(home: Path, clone: Repo, prefix: str) -> None:
    origin = origin_of(clone, prefix)
    commit = made(origin, b"id: a\nowner: b\n", "Otsikko ä\n\nteksti\n")
    assert origin.push(commit, BRANCH, None)
    inside = f"{prefix}/{RECORD}" if prefix else RECORD
    assert git(home, "diff", "--raw", "--abbrev=4", "main", BRANCH).split()[-2:] == ["M", inside]
    assert git(home, "show", f"{BRANCH}:{inside}") == "id: a\nowner: b"
    assert git(home, "log", "-1", "--format=%B", BRANCH) == "Otsikko ä\n\nteksti"
    assert git(home, "ls-tree", BRANCH, "run.sh").startswith("100755")
    assert clone.git("status", "--porcelain") == ""


def test_the_same_change_is_the_same_commit(clone: Repo) -> None:
    commits = {made(origin_of(clone), text) for text in (b"x: 1\n", b"x: 1\n", b"x: 2\n")}
    assert len(commits) == 2


def test_a_branch_is_pushed_only_over_what_was_expected(home: Path, clone: Repo) -> None:
    origin = origin_of(clone)
    first, second, third = (made(origin, b"x: %d\n" % n) for n in range(3))
    assert origin.head(BRANCH) is None
    assert origin.push(first, BRANCH, None)
    assert not origin.push(second, BRANCH, None)
    assert not origin.push(second, BRANCH, third)
    assert origin.head(BRANCH) == Head(first, "change", is_ours=True)
    assert origin.push(second, BRANCH, first)
    assert origin.push(second, BRANCH, second)
    assert git(home, "rev-parse", BRANCH) == second


def test_a_branch_is_deleted_only_where_it_was_seen(home: Path, clone: Repo) -> None:
    origin = origin_of(clone)
    first, second = (made(origin, b"x: %d\n" % n) for n in range(2))
    assert origin.push(second, BRANCH, None)
    assert not origin.delete(BRANCH, first)
    assert git(home, "rev-parse", BRANCH) == second
    assert origin.delete(BRANCH, second)
    assert not origin.delete(BRANCH, second)
    assert git(home, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


@pytest.mark.parametrize("other", ["tp3", "tp3/review", f"{BRANCH}/b"])
def test_a_branch_in_the_way_is_named(home: Path, clone: Repo, other: str) -> None:
    git(home, "branch", other, "main")
    git(home, "branch", "tp3-x", "main")
    origin = origin_of(clone)
    with pytest.raises(Refused) as stop:
        origin.push(made(origin, b"x: 1\n"), BRANCH, None)
    assert stop.value.code == "ref-in-the-way"
    assert stop.value.values == {"ref": BRANCH, "other": other}


def test_whose_the_newest_commit_of_a_branch_is(home: Path, clone: Repo) -> None:
    origin = origin_of(clone)
    found = origin.head("main")
    assert found
    assert (found.commit, found.is_ours) == (git(home, "rev-parse", "main"), False)
    origin.push(made(origin, b"x: 1\n"), BRANCH, None)
    clone.git("fetch", "--quiet", "origin")
    clone.git("switch", "--quiet", BRANCH)
    clone.git("commit", "--quiet", "--amend", "--no-edit", "--reset-author", "--date=@1800000000")
    clone.git("push", "--quiet", "--force", "origin", BRANCH)
    found = origin.head(BRANCH)
    assert found
    assert (found.message, found.is_ours) == ("change\n", False)


def test_hooks_of_the_clone_do_not_run(clone: Repo) -> None:
    hook = clone.path / ".git/hooks/pre-push"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    origin = origin_of(clone)
    assert origin.push(made(origin, b"x: 1\n"), BRANCH, None)


def test_a_caller_in_another_repository_is_not_heard(
    clone: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repo.init(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert origin_of(clone).head("main")


def test_a_branch_that_is_not_there(clone: Repo) -> None:
    with pytest.raises(Outside) as stop:
        origin_of(clone).tip("nothing")
    assert stop.value.code == "remote-refused"


class _Door(BaseHTTPRequestHandler):
    """Lets nobody in, and remembers what each said."""

    said: list[list[str]]

    def do_GET(self) -> None:
        self.said.append(self.headers.get_all("Authorization") or [])
        self.send_response(403)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing is written."""


@pytest.fixture
def door() -> Iterator[HTTPServer]:
    handler = type("Door", (_Door,), {"said": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    yield server
    server.shutdown()
    server.server_close()


def heard(door: HTTPServer, clone: Repo, host: str | None = None) -> tuple[list[str], str]:
    """What a remote over HTTP is told, and what is said when it lets nobody in."""
    address = f"127.0.0.1:{door.server_port}"
    clone.git("remote", "set-url", "origin", f"http://user:secret@{address}/x.git")
    with pytest.raises(Outside) as stop:
        origin_of(clone, signature=Signature(TOKEN, host or address)).tip("main")
    said: list[list[str]] = door.RequestHandlerClass.said  # type: ignore[attr-defined]
    return said[-1], str(stop.value.values)


def test_the_token_goes_by_a_header_to_its_host_alone(door: HTTPServer, clone: Repo) -> None:
    word = b64encode(f"x-access-token:{TOKEN}".encode()).decode()
    said, error = heard(door, clone)
    assert said == [f"basic {word}"]
    said, _ = heard(door, clone, "github.example")
    assert word not in " ".join(said)
    assert all(each not in error for each in (TOKEN, word, "secret"))


def test_what_a_checkout_left_is_not_sent_beside_it(door: HTTPServer, clone: Repo) -> None:
    key = f"http.http://127.0.0.1:{door.server_port}/.extraheader"
    clone.git("config", key, "Authorization: basic old")
    said, _ = heard(door, clone)
    assert len(said) == 1
    assert said != ["basic old"]


def test_no_argument_and_no_text_has_the_token(
    door: HTTPServer, clone: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    run = subprocess.run

    def watched(command: list[str], **more: object) -> object:
        calls.append(command)
        return run(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    monkeypatch.setenv("GIT_TRACE_CURL", "1")
    monkeypatch.setenv("GIT_TRACE_REDACT", "0")
    _, error = heard(door, clone)
    fetches = [call for call in calls if "fetch" in call]
    assert fetches
    assert TOKEN not in str(fetches)
    assert TOKEN not in error
    assert b64encode(f"x-access-token:{TOKEN}".encode()).decode() not in error
    assert TOKEN not in repr(Signature(TOKEN, "h"))
