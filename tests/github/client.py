"""Somebody who speaks plain HTTP to the hub, for the harness's own tests."""

from typing import Any

import requests

from tests.github.hub import GitHub
from tests.github.people import BOT


class Client:
    """Requests with somebody's token; `~` in a path is the repository."""

    def __init__(self, hub: GitHub, key: str | None = BOT) -> None:
        self._hub = hub
        self.session = requests.Session()
        self.session.headers["Connection"] = "keep-alive"
        if key:
            self.session.headers["Authorization"] = f"token {hub.token(key)}"

    def __call__(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        headers: dict[str, str] | None = None,
        follow: bool = False,
    ) -> requests.Response:
        place = path if path.startswith("http") else f"{self._hub.url}{path}"
        place = place.replace("~", f"/repos/{self._hub.repository}")
        return self.session.request(
            method, place, json=json, headers=headers, allow_redirects=follow, timeout=10
        )

    def get(self, path: str, **more: Any) -> Any:
        """What stands at a path."""
        answer = self("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def open(self, title: str = "Asia", **fields: Any) -> int:
        """Open an issue; its number."""
        answer = self("POST", "~/issues", {"title": title} | fields)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["number"])
