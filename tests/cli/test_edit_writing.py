"""A file is written whole or not at all, and two editors at once lose nothing."""

import os
import pty
import random
import select
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from governance.cli import edit as editing
from governance.store import write
from governance.store.yaml import read
from governance.text.catalogue import LANGUAGES, catalogue
from tests.conftest import SOAK
from tests.helpers.command import tp3
from tests.helpers.edits import COURSE, DAY, HANDBOOK, copy_base, edit, files_of, refused

TP3 = Path(sys.executable).parent / "tp3"
NEED = ("need", "add", "handbook", "--summary", "x")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "copy")


def start(root: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [TP3, "-C", root, *DAY, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def numbers(root: Path) -> list[int]:
    return [need["id"] for need in read((root / HANDBOOK).read_bytes())["update_needs"]]


def test_dry_run_shows_the_lines_and_writes_nothing(root: Path) -> None:
    before = files_of(root)
    answer = tp3("-C", root, *DAY, *NEED, "--dry-run")
    assert files_of(root) == before
    assert answer.code == 0
    names, lines = answer.out.splitlines()[1:3], answer.out.splitlines()[3:]
    assert names == [f"--- a/{HANDBOOK}", f"+++ b/{HANDBOOK}"]
    assert "+      fi: x" in lines
    assert [line[0] for line in lines].count("+") == 5
    assert "-" not in {line[0] for line in lines}


def test_dry_run_of_a_new_file(root: Path) -> None:
    arguments = ("--project", "alpha", "--kind", "guideline", "--title", "t", "--summary", "s")
    answer = tp3("-C", root, *DAY, "add", "uusi", *arguments, "--no-owner", "--dry-run")
    assert "--- /dev/null\n+++ b/registry/outputs/alpha/uusi.yaml\n" in answer.out
    assert not (root / "registry/outputs/alpha/uusi.yaml").exists()


def test_an_edit_of_a_file_that_changed_meanwhile_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = editing.replace_files

    def late(*arguments: object) -> None:
        (root / HANDBOOK).write_bytes((root / HANDBOOK).read_bytes() + b"# somebody else\n")
        replace(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "replace_files", late)
    answer = tp3("-C", root, *DAY, "handover", "handbook", "--to", "org-b", "--yes")
    assert (answer.code, HANDBOOK in answer.err) == (1, True)
    assert (root / HANDBOOK).read_bytes().endswith(b"# somebody else\n")
    assert b"owner: org-a" in (root / HANDBOOK).read_bytes()
    assert list(root.glob(".*")) == []


def test_of_many_files_none_is_written_when_one_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = editing.replace_files

    def late(*arguments: object) -> None:
        (root / COURSE).write_bytes((root / COURSE).read_bytes() + b"# somebody else\n")
        replace(*arguments)  # type: ignore[arg-type]

    handbook = (root / HANDBOOK).read_bytes()
    taker = root / "registry/organisations/org-c.yaml"
    text = (root / "registry/organisations/org-b.yaml").read_text()
    taker.write_text(text.replace("org-b", "org-c").replace("B}", "C}"))
    monkeypatch.setattr(editing, "replace_files", late)
    answer = tp3("-C", root, *DAY, "handover", "handbook", "course", "--to", "org-c", "--yes")
    assert (answer.code, COURSE in answer.err) == (1, True)
    assert (root / HANDBOOK).read_bytes() == handbook
    assert list(root.glob(".*")) == []


def test_what_others_write_into_other_files_is_not_told_as_ours(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = editing.load

    def late(*arguments: object, **options: object) -> object:
        text = (root / COURSE).read_text()
        (root / COURSE).write_text(text.replace("fi: Kurssi,", "fi: Toinen,"))
        return load(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "load", late)
    answer = tp3("-C", root, *DAY, *NEED)
    assert (answer.code, "handbook" in answer.out, "course" in answer.out) == (0, True, False)


def test_a_new_file_must_not_stand_there_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = root / "registry/outputs/alpha/uusi.yaml"
    replace = editing.replace_files

    def late(*arguments: object) -> None:
        target.write_text("hers")
        replace(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "replace_files", late)
    arguments = ("--project", "alpha", "--kind", "guideline", "--title", "t", "--summary", "s")
    assert tp3("-C", root, *DAY, "add", "uusi", *arguments, "--no-owner").code == 1
    assert target.read_text() == "hers"


def test_of_many_editors_at_once_each_is_in_the_file_or_refused(root: Path) -> None:
    before = len(numbers(root))
    processes = [start(root, *NEED[:-1], f"tarve {number}") for number in range(8)]
    outcomes = [process.communicate(timeout=60) for process in processes]
    codes = [process.returncode for process in processes]
    assert set(codes) <= {0, 1}, outcomes
    assert codes.count(0) >= 1
    found = numbers(root)
    assert len(found) - before == codes.count(0)
    assert found == list(range(1, len(found) + 1))
    for code, (_, errors) in zip(codes, outcomes, strict=True):
        assert code == 0 or HANDBOOK.encode() in errors
    assert tp3("-C", root, "validate").code == 0


def test_who_comes_while_another_writes_waits_and_is_refused(root: Path) -> None:
    program = """
import sys, time
from governance.store import write
put = write._put
def slow(*arguments):
    time.sleep(1.5)
    put(*arguments)
write._put = slow
from governance.cli.main import run
sys.exit(run(sys.argv[1:]))
"""
    before = len(numbers(root))
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, "-C", root, *DAY, *NEED],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert sorted(process.wait(60) for process in processes) == [0, 1]
    assert len(numbers(root)) == before + 1


def test_a_killed_process_leaves_every_file_old_or_new(root: Path) -> None:
    taker = root / "registry/organisations/org-c.yaml"
    text = (root / "registry/organisations/org-b.yaml").read_text()
    taker.write_text(text.replace("org-b", "org-c").replace("B}", "C}"))
    arguments = ("handover", "handbook", "course", "old-handbook", "--yes", "--to")
    for _ in range(2):  # the first one also compiles
        clock = time.monotonic()
        with start(root, *arguments, "org-c") as process:
            assert process.wait(60) == 0
        lasts = time.monotonic() - clock
    chance = random.Random(20261124)
    states = [files_of(root)]
    killed = 0
    for turn in range(40 if SOAK else 12):
        to = "org-a" if turn % 2 else "org-c"
        expected = copy_base(root.parent / f"turn-{turn}")
        for path, data in states[-1].items():
            (expected / path).write_bytes(data)
        assert tp3("-C", expected, *DAY, *arguments, to).code == 0
        new = files_of(expected)
        with start(root, *arguments, to) as process:
            time.sleep(lasts * chance.uniform(0.5, 1.1))
            process.send_signal(signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        after = {path: data for path, data in files_of(root).items() if not path.startswith(".")}
        assert after.keys() == states[-1].keys()
        for path, data in after.items():
            assert data in (states[-1][path], new[path])
        assert tp3("-C", root, "validate").code == 0
        states.append(after)
    assert killed


@pytest.mark.parametrize("step", range(1, 9))
def test_killed_between_any_two_steps_every_file_is_whole(root: Path, step: int) -> None:
    """The process kills itself at each call in turn that touches a file."""
    program = f"""
import os, signal, sys
from pathlib import Path
from governance.store import write
count = 0
def counted(function):
    def called(*arguments, **rest):
        global count
        count += 1
        if count == {step}:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **rest)
    return called
write._staged = counted(write._staged)
write._bytes_of = counted(write._bytes_of)
Path.replace = counted(Path.replace)
from governance.cli.main import run
sys.exit(run(sys.argv[1:]))
"""
    arguments = ("handover", "handbook", "leaflet", "--to", "org-b", "--yes")
    before = files_of(root)
    twin = copy_base(root.parent / "twin")
    assert tp3("-C", twin, *DAY, *arguments).code == 0
    new = files_of(twin)
    done = subprocess.run(
        [sys.executable, "-c", program, "-C", root, *DAY, *arguments],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == (-signal.SIGKILL if step <= 6 else 0), done.stderr
    after = {path: data for path, data in files_of(root).items() if not path.startswith(".")}
    assert after.keys() == before.keys()
    assert all(data in (before[path], new[path]) for path, data in after.items())
    assert tp3("-C", root, "validate").code == 0
    edit(root, *NEED)  # which takes away what the killed one left
    assert list(root.glob(".*")) == []


def test_a_disk_that_refuses_leaves_all_files_as_they_were(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = write._put, []

    def failing(target: Path, temporary: Path | None) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        put(target, temporary)

    monkeypatch.setattr(write, "_put", failing)
    answer = refused(root, "handover", "handbook", "leaflet", "--to", "org-b", "--yes")
    assert (answer.code, "No space left" in answer.err) == (3, True)
    assert len(calls) == 3


def test_an_interrupted_edit_leaves_all_files_as_they_were(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = write._put, []

    def interrupted(target: Path, temporary: Path | None) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        put(target, temporary)

    monkeypatch.setattr(write, "_put", interrupted)
    before = files_of(root)
    arguments = ("handover", "handbook", "leaflet", "--to", "org-b", "--yes")
    assert tp3("-C", root, *DAY, *arguments).code == 130
    assert files_of(root) == before


def test_the_mode_of_a_file_stays(root: Path) -> None:
    (root / HANDBOOK).chmod(0o640)
    edit(root, *NEED)
    assert stat.S_IMODE((root / HANDBOOK).stat().st_mode) == 0o640


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    (root / "registry/outputs/alpha").rename(folder)
    (root / "registry/outputs/alpha").symlink_to(folder)
    before = files_of(folder)
    arguments = ("--project", "alpha", "--kind", "guideline", "--title", "t", "--summary", "s")
    assert tp3("-C", root, *DAY, "add", "uusi", *arguments, "--no-owner").code == 3
    assert tp3("-C", root, *DAY, *NEED).code == 2  # the record does not stand there
    assert files_of(folder) == before


def test_outside_of_a_registry_there_is_nothing_to_edit(tmp_path: Path) -> None:
    assert tp3("-C", tmp_path, *DAY, *NEED).code == 3


def answers(root: Path, arguments: tuple[str, ...], typed: str) -> tuple[int, str]:
    """Run a command on a terminal on which somebody types; exit code and what was shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(TP3, [str(TP3), "-C", str(root), *DAY, *arguments])
    os.write(terminal, typed.encode())
    shown, end = b"", time.monotonic() + 60
    while time.monotonic() < end and select.select([terminal], [], [], 60)[0]:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode(errors="replace")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # a fork beside threads of the runner
def test_at_a_terminal_somebody_is_asked_before_many_change(root: Path) -> None:
    arguments = ("handover", "handbook", "leaflet", "--to", "org-b", "--lang", "en")
    before = files_of(root)
    code, shown = answers(root, arguments, "n\n")
    assert (code, files_of(root) == before) == (1, True), shown
    assert "Change 2 records?" in shown
    code, shown = answers(root, arguments, "y\n")
    assert (code, files_of(root) != before) == (0, True), shown


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("language", "typed", "code"),
    [("fi", "k", 0), ("fi", "Kyllä", 0), ("fi", "y", 0), ("fi", "e", 1), ("fi", "n", 1),
     ("fi", "", 1), ("sv", "j", 0), ("sv", "n", 1), ("en", "k\nyes", 0)],
)  # fmt: skip
def test_yes_and_no_are_said_in_the_language_of_the_call(
    root: Path, language: str, typed: str, code: int
) -> None:
    arguments = ("handover", "handbook", "leaflet", "--to", "org-b", "--lang", language)
    found, shown = answers(root, arguments, f"{typed}\n")
    assert found == code, shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_for_is_called_as_in_the_change_log(language: str) -> None:
    words = catalogue(language)
    assert words("edit.ask.kind").lower() == words.term("part", "kind")
    asked = words("edit.ask.title", tongue="sv")  # a text is asked for in its language
    assert asked.lower() == f"{words.term('part', 'title')} {words.term('tongue', 'sv')}".lower()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_at_a_terminal_the_id_is_asked_for_too(root: Path) -> None:
    typed = "alpha\nuusi\nguideline\nNimi\nKuvaus\n"
    code, shown = answers(root, ("add", "--no-owner", "--lang", "fi"), typed)
    assert code == 0, shown
    assert "Nimi suomeksi" in shown
    assert "id: uusi" in (root / "registry/outputs/alpha/uusi.yaml").read_text()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_at_a_terminal_nothing_more_is_asked_for_an_id_that_is_taken(root: Path) -> None:
    code, shown = answers(root, ("add", "course", "--lang", "en"), "alpha\n")
    assert (code, "Kind" in shown, COURSE in shown) == (1, False, True), shown


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_at_a_terminal_a_new_output_is_asked_for(root: Path) -> None:
    typed = "alpa\nalpha\nguideline\nUusi ohje\nMitä tehdään.\norg-b\nlaati sen\n"
    code, shown = answers(root, ("add", "uusi-ohje", "--lang", "en"), typed)
    assert code == 0, shown
    assert "did you mean 'alpha'?" in shown
    text = (root / "registry/outputs/alpha/uusi-ohje.yaml").read_text()
    assert "title:\n  fi: Uusi ohje\nsummary:\n  fi: Mitä tehdään.\n" in text
    assert "owner: org-b\nowner_since: null\nowner_basis: laati sen\n" in text
