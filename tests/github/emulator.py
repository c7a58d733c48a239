"""The emulator: npm emulate in a process of its own, asked over one connection.

Another version: edit package.json, then `npm install --package-lock-only` in this folder, whose
.npmrc keeps the addresses of registries out of the lock. (`latest` is a different, older package.)
"""

import http.client
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HOME = Path(sys.prefix) / "github"  # the Makefile puts it there
MOST_COUNTED = 4000  # it refuses a token's 5,000th request within an hour
FAR = datetime(9000, 1, 1)  # noqa: DTZ001 - sent as UTC


class Emulator:
    """A running emulator. Not for several threads at once."""

    def __init__(self, base: str, seed: dict[str, Any], logins: list[str]) -> None:
        if not (HOME / "node_modules/emulate").is_dir():
            raise RuntimeError(f"the GitHub emulator is not there: run `make {HOME}/.ready`")
        script = Path(__file__).with_name("emulator.mjs")
        self._process = subprocess.Popen(
            [Path(sys.prefix) / "bin/node", script, HOME],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        tokens = {token(login): {"login": login} for login in logins}
        settings = {"baseUrl": base, "seed": {"tokens": tokens, "github": seed}}
        self._process.stdin.write(json.dumps(settings) + "\n")
        self._process.stdin.flush()
        port = int(self._process.stdout.readline())
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._counted = 0
        self._far = FAR

    def close(self) -> None:
        self._connection.close()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)

    def reset(self, now: datetime) -> None:
        """Back to the seed."""
        self._send("GET", "/-/reset", None, None, now)

    def ask(
        self, method: str, path: str, login: str | None, body: Any, now: datetime
    ) -> tuple[int, Any, str]:
        """Send a request as a person; its status, its JSON, and its Link header."""
        self._counted += 1
        if self._counted >= MOST_COUNTED:
            # In the far future it forgets whom it has counted.
            self._far += timedelta(hours=2)
            self._send("GET", "/rate_limit", None, None, self._far)
            self._counted = 0
        return self._send(method, path, login, body, now)

    def _send(
        self, method: str, path: str, login: str | None, body: Any, now: datetime
    ) -> tuple[int, Any, str]:
        headers = {"x-now": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
        data = None
        if login is not None:
            headers["authorization"] = f"token {token(login)}"
        if body is not None:
            data = json.dumps(body).encode()
            headers["content-type"] = "application/json"
        self._connection.request(method, path, data, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None, answer.headers.get("link", "")


def token(login: str) -> str:
    """The token by which the emulator knows somebody; nobody else sees it."""
    return f"emulated-{login}"
