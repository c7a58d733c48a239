"""Guard rails around every test: no network, no Git settings of the user, the same examples."""

import os
import random
import socket
from collections.abc import Iterator
from typing import Any, NoReturn

import hypothesis
import pygit2
import pytest
from pygit2.enums import ConfigLevel

from tests.github.fixtures import github, hub

__all__ = ["github", "hub"]  # the fixtures of tests/github, for every test

SOAK = bool(os.environ.get("TP3_SOAK"))
# The first process draws the seed; xdist's workers inherit it.
SEED = int(os.environ.setdefault("TP3_SEED", str(random.randrange(2**32) if SOAK else 20261124)))
LOOPBACK = ("127.", "::1", "localhost")

PHASES = [phase for phase in hypothesis.Phase if phase is not hypothesis.Phase.explain]  # too slow
COMMON = hypothesis.settings(deadline=None, database=None, print_blob=True, phases=PHASES)
hypothesis.settings.register_profile("test", COMMON, derandomize=True)
hypothesis.settings.register_profile("soak", COMMON, max_examples=2000)
hypothesis.settings.load_profile("soak" if SOAK else "test")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"soak: {SOAK}; the examples again: TP3_SEED={SEED}")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not str(host).startswith(LOOPBACK):
            raise AssertionError(f"a test asked the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test says which day it is: a result that holds only today proves nothing."""

    def refuse(zone: str) -> NoReturn:
        raise AssertionError(f"a test asked for the present day in {zone}: pass --today")

    monkeypatch.setattr("governance.cli.options.present_day", refuse)


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "LC_"))]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        patch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_TERMINAL_PROMPT", "0")
        patch.setenv("LANG", "C.UTF-8")
        # libgit2 reads no GIT_CONFIG_*: it is told where to look.
        levels = (ConfigLevel.GLOBAL, ConfigLevel.XDG, ConfigLevel.SYSTEM)
        before = {level: pygit2.settings.search_path[level] for level in levels}
        for level in levels:
            pygit2.settings.search_path[level] = str(home)
        yield
        for level, path in before.items():
            pygit2.settings.search_path[level] = path
