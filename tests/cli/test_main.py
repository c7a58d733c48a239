import os
import subprocess
import sys
from pathlib import Path

import pytest

from governance import __version__
from governance.cli.main import COMMANDS
from tests.helpers.command import tp3
from tests.helpers.repo import ROOT

TP3 = Path(sys.executable).parent / "tp3"


def process(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [TP3, "-C", ROOT, *arguments],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_the_version_is_told() -> None:
    assert process("--version").stdout.decode() == f"tp3, version {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    answer = tp3(command, "--help")
    assert answer.code == 0
    assert f"Example: tp3 {command}" in answer.out


def test_wrong_usage_is_2() -> None:
    for arguments in (("nonsense",), ("queue", "--state", "x"), ("--today", "2026-02-30", "queue")):
        answer = tp3("-C", ROOT, *arguments)
        assert (answer.code, answer.out) == (2, "")


def test_global_options_stand_before_or_after_the_command() -> None:
    before = tp3("-C", ROOT, "--today", "2027-03-01", "--lang", "sv", "queue")
    after = tp3("queue", "--today", "2027-03-01", "--lang", "sv", "-C", ROOT)
    assert before == after


def test_answers_are_utf8_whatever_the_locale() -> None:
    done = process("queue", "--lang", "fi", environment={"LC_ALL": "C", "PYTHONIOENCODING": ""})
    assert "päivä" in done.stdout.decode() or "ehdotettu" in done.stdout.decode()
    done = process("show", "koulutus-verkostoituminen", environment={"LC_ALL": "C", "LANG": "C"})
    assert "Networking – a culture" in done.stdout.decode()


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"LC_ALL": "fi_FI.UTF-8", "LANG": "en_GB"}, "Omistaja"),
        ({"LANG": "sv_FI"}, "Ägare"),
        ({"LANG": "de_DE"}, "Owner"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], word: str) -> None:
    done = process("show", "viitearkkitehtuuri", environment=environment)
    assert word in done.stdout.decode()


def test_a_reader_that_leaves_interrupts_without_a_word() -> None:
    child = subprocess.Popen(
        [TP3, "-C", ROOT, "queue", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.close()
    _, errors = child.communicate(timeout=60)
    assert (child.returncode, errors.count(b"Traceback")) == (130, 0)


def test_the_shell_completes_ids_of_outputs() -> None:
    words = f"tp3 -C {ROOT} show viitearkkitehtuurik"
    environment = {"_TP3_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "4"}
    done = process(environment=environment)
    assert done.stdout.decode() == "plain,viitearkkitehtuurikuvaukset\n"


def test_an_interrupted_command_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("governance.cli.validate.load_registry", interrupt)
    assert tp3("-C", ROOT, "validate").code == 130


def test_our_own_bug_is_4_and_asks_to_be_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("governance.cli.validate.load_registry", fail)
    answer = tp3("-C", ROOT, "validate")
    assert answer.code == 4
    assert "ZeroDivisionError" in answer.err
    assert "bug in tp3" in answer.err


@pytest.mark.parametrize("value", ["2026-W48-2", "20261124", "2026-02-30", "tomorrow", ""])
def test_a_day_is_written_in_one_way(value: str) -> None:
    assert tp3("-C", ROOT, "--today", value, "queue").code == 2


def test_a_full_disk_behind_stdout_is_the_outside() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [TP3, "-C", ROOT, "queue", "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr.count(b"Traceback")) == (3, 0)


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_closed_streams_change_no_exit_code(closed: str) -> None:
    line = f'"{TP3}" -C "{ROOT}" validate {closed}'
    assert subprocess.run(["sh", "-c", line], check=False, timeout=60).returncode == 0


def test_the_schemas_are_those_of_the_program_and_of_no_revision() -> None:
    assert tp3("-C", ROOT, "--rev", "HEAD", "schema", "--check").code == 2
