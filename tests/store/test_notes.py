"""Notes of approvals: added once, read whatever stands in them, lost to nobody."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from governance.model.approval_line import ApprovalLine
from governance.model.problem import Outside
from governance.store.branch import Origin
from governance.store.git import RevisionTree, open_repository, resolve
from governance.store.notes import REF, Note, open_notes, record
from tests.conftest import SEED, SOAK
from tests.helpers.repo import Repo, git
from tests.model.test_approval_line import line


@dataclass(frozen=True)
class Home:
    """A bare repository, and clones of it."""

    path: Path
    folder: Path

    def clone(self, name: str) -> Repo:
        git(self.folder, "clone", "--quiet", str(self.path), name)
        return Repo(self.folder / name)

    @property
    def commits(self) -> list[str]:
        return git(self.path, "rev-list", "main").split()

    def note(self, commit: str) -> list[str]:
        """A note as git itself shows it."""
        return git(self.path, "notes", "--ref=approvals", "show", commit).splitlines()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Repo.init(tmp_path / "made")
    for number in range(3):
        made.write("file", str(number))
        made.commit()
    git(tmp_path, "clone", "--quiet", "--bare", str(made.path), str(tmp_path / "home.git"))
    return Home(tmp_path / "home.git", tmp_path)


def origin_of(repo: Repo) -> Origin:
    return Origin(open_repository(repo.path))


def tree_of(path: Path) -> RevisionTree:
    repository = open_repository(path)
    return RevisionTree(repository, resolve(repository, "HEAD"))


def read(path: Path, commit: str) -> Note:
    notes = open_notes(tree_of(path))
    assert notes is not None
    return notes.of(commit)


def planted(home: Home, files: dict[bytes, bytes], mode: str = "100644") -> None:
    """Notes with these paths and bytes."""
    stream = b"commit refs/notes/approvals\ncommitter A <a@example.invalid> 0 +0000\ndata 0\n"
    for path, data in files.items():
        stream += b'M %s inline "%s"\ndata %d\n%s\n' % (mode.encode(), path, len(data), data)
    git(home.path, "fast-import", "--quiet", data=stream)


def test_lines_are_recorded_at_origin_and_here(home: Home) -> None:
    clone, (newest, *_) = home.clone("a"), home.commits
    assert open_notes(tree_of(clone.path)) is None
    assert record(origin_of(clone), {newest: [line(1), line(2)]}) == 2
    assert sorted(home.note(newest)) == sorted([line(1).text, line(2).text])
    assert set(read(clone.path, newest).lines) == {line(1), line(2)}
    assert read(clone.path, home.commits[1]) == Note()
    other = home.clone("b")
    assert open_notes(tree_of(other.path)) is None
    other.git("fetch", "--quiet", "origin", f"{REF}:{REF}")
    assert set(read(other.path, newest).lines) == {line(1), line(2)}
    assert clone.git("status", "--porcelain") == ""


def test_a_line_that_stands_is_not_added_again(home: Home) -> None:
    newest, older, _ = home.commits
    a, b = home.clone("a"), home.clone("b")
    record(origin_of(a), {newest: [line(1)]})
    tip = git(home.path, "rev-parse", REF)
    assert record(origin_of(b), {newest: [line(1)]}) == 0
    assert record(origin_of(b), {}) == 0
    assert git(home.path, "rev-parse", REF) == tip
    assert record(origin_of(b), {newest: [line(1), line(2)], older: [line(1)]}) == 2
    assert set(read(home.path, newest).lines) == {line(1), line(2)}
    assert read(home.path, older).lines == (line(1),)


def test_what_others_wrote_by_hand_stays(home: Home) -> None:
    newest, older, oldest = home.commits
    notes = ("notes", "--ref=approvals")
    git(home.path, *notes, "add", "-m", "looked at by phone", newest)
    git(home.path, *notes, "add", "-m", "also this", oldest)
    clone = home.clone("a")
    record(origin_of(clone), {newest: [line(1)], older: [line(2)]})
    assert sorted(home.note(newest)) == sorted(["looked at by phone", line(1).text])
    assert home.note(oldest) == ["also this"]
    assert read(home.path, newest) == Note((line(1),), ("looked at by phone",))
    assert list(open_notes(tree_of(home.path)).commits()) == sorted(home.commits)  # type: ignore[union-attr]


def test_our_own_notes_are_not_overwritten(home: Home) -> None:
    newest, older, _ = home.commits
    clone = home.clone("a")
    clone.git("notes", "--ref=approvals", "add", "-m", "mine", older)
    record(origin_of(clone), {newest: [line(1)]})
    assert read(clone.path, older).broken == ("mine",)
    assert read(home.path, newest).lines == (line(1),)


def test_a_lock_that_a_killed_run_left_here_keeps_nothing_from_origin(home: Home) -> None:
    clone, (newest, *_) = home.clone("a"), home.commits
    lock = clone.path / f".git/{REF}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    assert record(origin_of(clone), {newest: [line(1)]}) == 1
    assert read(home.path, newest).lines == (line(1),)
    lock.unlink()
    assert record(origin_of(clone), {newest: [line(1)]}) == 0
    assert read(clone.path, newest).lines == (line(1),)


@pytest.mark.parametrize("depths", [(0,), (0, 1, 2)])
def test_notes_are_found_however_deep_git_laid_them(home: Home, depths: tuple[int, ...]) -> None:
    """Git begins folders within folders when the notes are many."""
    names = [sha1(str(number).encode()).hexdigest() for number in range(100 * len(depths))]
    files = {}
    for number, name in enumerate(names):
        depth = depths[number % len(depths)]
        parts = [name[2 * level : 2 * level + 2] for level in range(depth)]
        path = "/".join([*parts, name[2 * depth :]])
        files[path.encode()] = f"{line(number + 1).text}\n".encode()
    planted(home, files)
    notes = open_notes(tree_of(home.path))
    assert notes is not None
    assert list(notes.commits()) == sorted(names)
    for number, name in enumerate(names):
        assert notes.of(name).lines == (line(number + 1),)
    record(origin_of(home.clone("a")), {names[0]: [line(999)], home.commits[0]: [line(998)]})
    assert set(read(home.path, names[0]).lines) == {line(1), line(999)}
    assert len(git(home.path, "notes", "--ref=approvals", "list").splitlines()) == len(names) + 1


def test_a_note_in_two_parts_is_both_and_becomes_one(home: Home) -> None:
    newest = home.commits[0]
    parts = {newest: line(1), f"{newest[:2]}/{newest[2:]}": line(2)}
    planted(home, {path.encode(): f"{each.text}\n".encode() for path, each in parts.items()})
    assert set(read(home.path, newest).lines) == {line(1), line(2)}
    record(origin_of(home.clone("a")), {newest: [line(3)]})
    assert set(read(home.path, newest).lines) == {line(1), line(2), line(3)}
    assert len(git(home.path, "ls-tree", "-r", REF).splitlines()) == 1


def test_hostile_notes_are_told_and_hide_nothing(home: Home) -> None:
    newest = home.commits[0]
    good = line(1).text.encode()
    planted(
        home,
        {
            newest.encode(): b"\x00\xff\n" + good + b"\n{}\n\n" + b"x" * 500 + b"\n" + good,
            b"README": b"hello",
            b"\\377\\376": good,
            b"ab/README": good,
            b"zz/" + b"0" * 38: good,
            b"A" * 40: good,
        },
    )
    note = read(home.path, newest)
    assert note.lines == (line(1),)
    assert len(note.broken) == 3
    assert max(map(len, note.broken)) <= 80
    notes = open_notes(tree_of(home.path))
    assert notes is not None
    assert list(notes.commits()) == [newest]


def test_a_note_without_end_is_not_read(home: Home) -> None:
    newest = home.commits[0]
    planted(home, {newest.encode(): b"x" * (1024 * 1024 + 1)})
    assert read(home.path, newest) == Note((), ("...",))


def test_a_link_in_the_place_of_a_note_is_read_as_text(home: Home) -> None:
    newest = home.commits[0]
    planted(home, {newest.encode(): b"/etc/passwd"}, "120000")
    assert read(home.path, newest) == Note((), ("/etc/passwd",))


def test_other_files_among_the_notes_stay(home: Home) -> None:
    planted(home, {b"\\377\\376": b"x", b"README": b"y"})
    record(origin_of(home.clone("a")), {home.commits[0]: [line(1)]})
    assert len(git(home.path, "ls-tree", "-r", REF).splitlines()) == 3


def test_a_ref_that_is_no_commit_stops_with_a_sentence(home: Home) -> None:
    blob = git(home.path, "hash-object", "-w", "--stdin", data=b"x")
    git(home.path, "update-ref", REF, blob)
    with pytest.raises(Outside):
        open_notes(tree_of(home.path))


def test_an_origin_that_is_gone(home: Home) -> None:
    clone = home.clone("a")
    clone.git("remote", "set-url", "origin", str(home.folder / "nowhere"))
    with pytest.raises(Outside) as stop:
        record(origin_of(clone), {home.commits[0]: [line(1)]})
    assert stop.value.code == "remote-refused"


def _recorder(path: Path, commits: Iterable[str], numbers: Iterable[int]) -> None:
    """Record the lines one by one, on the commits by turns."""
    commits = list(commits)
    origin = origin_of(Repo(path))
    for number in numbers:
        record(origin, {commits[number % len(commits)]: [line(number)]})


def recorder(clone: Repo, home: Home, numbers: Iterable[int]) -> Any:
    process = multiprocessing.get_context("fork").Process(
        target=_recorder, args=(clone.path, home.commits, list(numbers))
    )
    process.start()
    return process


def everything(home: Home) -> set[ApprovalLine]:
    return {each for commit in home.commits for each in read(home.path, commit).lines}


@pytest.mark.parametrize("same", [False, True])
def test_recorders_at_once_lose_nothing(home: Home, same: bool) -> None:
    """Each in a clone of its own, or two in the same one."""
    clones = [home.clone("a")] * 2 if same else [home.clone("a"), home.clone("b")]
    jobs = [recorder(clone, home, range(n * 10 + 1, n * 10 + 9)) for n, clone in enumerate(clones)]
    for job in jobs:
        job.join()
        assert job.exitcode == 0
    assert everything(home) == {line(n) for n in (*range(1, 9), *range(11, 19))}


@pytest.mark.parametrize("number", range(60 if SOAK else 4))
def test_a_recorder_killed_anywhere_does_no_harm(home: Home, number: int) -> None:
    draw = random.Random(SEED + number)
    clones = [home.clone("a"), home.clone("b")]
    killed = recorder(clones[0], home, range(1, 7))
    beside = recorder(clones[1], home, range(11, 14))
    time.sleep(draw.random() * 0.6)
    os.kill(killed.pid, signal.SIGKILL)
    killed.join()
    beside.join()
    assert beside.exitcode == 0
    again = recorder(clones[0], home, range(1, 7))
    again.join()
    assert again.exitcode == 0
    assert everything(home) == {line(n) for n in (*range(1, 7), *range(11, 14))}
    assert git(home.path, "fsck", "--strict", "--no-dangling") == ""
    for commit in home.commits:
        told = home.note(commit)
        assert len(told) == len(set(told))
