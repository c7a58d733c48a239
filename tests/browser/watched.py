"""A page in a real browser, and whatever it complains of or asks for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

from tests.site.ground import DAY

NOON = f"{DAY}T12:00:00+03:00"
# What the policy of a page stops is told by the browser as an event.
TELL = """addEventListener("securitypolicyviolation", (event) =>
  console.error("policy", event.effectiveDirective, event.blockedURI, event.sample))"""


@dataclass
class Watched:
    """A page of a site, whose address is `base`, and what went wrong in it."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page by its path below the site."""
        self.page.goto(f"{self.base}{path}")
        return self.page

    def listen(self) -> None:
        self.page.on("console", lambda said: self._complain(said.type, said.text, "error warning"))
        self.page.on("pageerror", lambda error: self._complain("script", str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.on("popup", lambda page: self._complain("window", page.url))
        self.page.on("download", lambda file: self._complain("download", file.url))
        self.page.context.on("request", self._request)

    def _complain(self, kind: str, text: str, kinds: str = "") -> None:
        if not kinds or kind in kinds:
            self.complaints.append(f"{self.page.url.removeprefix(self.base)}: {kind}: {text}")

    def _dismiss(self, dialog: Dialog) -> None:
        self._complain("dialog", dialog.message)
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if request.url.startswith(self.base):
            self.requests.append(request.url.removeprefix(self.base))
        else:
            self._complain("request", request.url)


@contextmanager
def watched(browser: Browser, base: str, *, now: str = NOON, **options: Any) -> Iterator[Watched]:
    """A page of its own, watched, in a browser whose clock stands at `now`."""
    context: BrowserContext = browser.new_context(**options)
    try:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.clock.set_fixed_time(now)
        page.add_init_script(TELL)
        found = Watched(page, base)
        found.listen()
        yield found
    finally:
        context.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site on this machine while it is served, below a path as it is on Pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder.parent))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{folder.name}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass
