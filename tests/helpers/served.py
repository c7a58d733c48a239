"""`tp3 site serve` in a process of its own, and what it answers and says."""

import http.client
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread

from tests.helpers.repo import Repo, copy_few, name_no_outputs

TP3 = str(Path(sys.executable).with_name("tp3"))
PATIENCE = 20


@dataclass(frozen=True)
class Served:
    """A registry that is served."""

    repo: Repo
    port: int
    said: Queue[str]

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        return ask(self.port, path, method, **headers)

    def hears(self, pattern: str) -> str:
        return hear(self.said, pattern)

    @property
    def theme(self) -> Path:
        """A record that may be changed."""
        return min((self.repo.path / "registry/themes").glob("*.yaml"))

    def call_theme(self, name: str) -> None:
        text = self.theme.read_text("utf-8")
        renamed = re.sub(r"(?m)^  fi: .*$", f"  fi: {name}", text, count=1)
        self.theme.write_text(renamed, "utf-8")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """The status and the text that a server of this machine answers with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def hear(said: Queue[str], pattern: str) -> str:
    """The next line that fits; what was said before it is gone."""
    while True:
        line = said.get(timeout=PATIENCE)
        if re.search(pattern, line):
            return line


def small(path: Path) -> Repo:
    """A valid registry without outputs: few pages, so it costs little."""
    repo = Repo.init(copy_few(path))
    for folder in ("outputs", "platforms"):
        shutil.rmtree(repo.path / "registry" / folder)
    name_no_outputs(repo.path)
    repo.commit("records", "2026-11-25T12:00:00+02:00")
    return repo


def _hears_interrupts() -> None:
    """What was begun in the background has been told to ignore them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def serving(repo: Repo, *day: str) -> Iterator[Served]:
    """Serve a registry, as of a day; at the end it is interrupted, and must end as it should."""
    today = ("--today", *day) if day else ()
    arguments = ("-C", str(repo.path), *today, "--lang", "en", "site", "serve")
    with subprocess.Popen(
        [TP3, *arguments, "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        preexec_fn=_hears_interrupts,  # noqa: PLW1509 - no thread of ours holds a lock then
    ) as process:  # fmt: skip
        out = process.stdout
        assert out is not None
        said: Queue[str] = Queue()
        Thread(target=lambda: [said.put(line) for line in out], daemon=True).start()
        try:
            begun = hear(said, "are served at")
            yield Served(repo, int(re.findall(r"127\.0\.0\.1:([0-9]+)/", begun)[0]), said)
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 130
        finally:
            process.kill()
