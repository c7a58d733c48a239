"""HTTP on this machine alone: the files of one build after another, and word of the next one."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path, PurePosixPath
from secrets import token_hex
from socketserver import ThreadingTCPServer
from threading import Condition
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from governance.model.problem import Outside
from governance.publish.site.missing import MISSING

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")  # by which a browser may call us
DEFAULT_PORT = 80  # a browser leaves it out: https://www.rfc-editor.org/rfc/rfc9110#section-4.2.1
OURS = "-/"  # below it stands what only a served site has
PATIENCE = 20.0  # seconds that a page waits for word before it asks again
RELOAD = Path(__file__).with_name("reload.js")
TYPES: Mapping[str, str] = {
    ".atom": "application/atom+xml",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXT = ("text/", "application/json", "application/xml", "application/atom", "image/svg")


@dataclass(frozen=True)
class Build:
    """The files of a build, and a name that no other build has."""

    files: Mapping[str, str | bytes] = field(default_factory=dict)
    name: str = field(default_factory=lambda: token_hex(8))


class Window:
    """What is shown now; open pages wait here for what comes next."""

    def __init__(self) -> None:
        self._shown = Build()
        self._changed = Condition()

    @property
    def shown(self) -> Build:
        """The newest build."""
        return self._shown

    def show(self, build: Build) -> None:
        """Show another build from now on."""
        with self._changed:
            self._shown = build
            self._changed.notify_all()

    def add(self, files: Mapping[str, str | bytes]) -> None:
        """Show more files of the same build; no page has to be loaded again."""
        self._shown = Build({**self._shown.files, **files}, self._shown.name)

    def is_new_to(self, name: str, patience: float) -> bool:
        """Whether another build than that of a name is shown, waiting so long for it."""
        with self._changed:
            return self._changed.wait_for(lambda: self._shown.name != name, patience)


class Server(ThreadingTCPServer):
    """Serves what a window shows. Nothing is read from disk: an address is only looked up."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128  # a browser asks for many files at once, and so may many browsers

    def __init__(self, port: int, window: Window, patience: float = PATIENCE) -> None:
        """Raises Outside where the port cannot be had; port 0 is any free one."""
        self.window = window
        self.patience = patience
        try:
            super().__init__((ADDRESS, port), Handler)
        except OSError as error:
            raise Outside("port-taken", port=str(port), detail=error.strerror or "") from None

    @property
    def port(self) -> int:
        """The port that is listened on."""
        port: int = self.socket.getsockname()[1]
        return port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone is nothing to tell of; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; whatever else is asked, the base class refuses."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60
    server_version, sys_version = "tp3", ""
    # A page of another site must neither show ours nor read from them.
    fixed: ClassVar = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the file."""
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not told: the terminal is for what changes."""

    @cached_property
    def _hosts(self) -> set[str]:
        port = self.server.port
        bare = NAMES if port == DEFAULT_PORT else ()
        return {*bare, *(f"{name}:{port}" for name in NAMES)}

    def _answer(self) -> None:
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            # Nobody reads the body, so it would pass for the next request on the connection.
            # https://www.rfc-editor.org/rfc/rfc9112#section-9.3
            self.close_connection = True
        if self.headers.get("Host", "").lower() not in self._hosts:
            # Another name leads to this machine: perhaps a page that wants to read ours by it.
            # https://en.wikipedia.org/wiki/DNS_rebinding
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        try:
            asked = urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        path = unquote(asked.path).removeprefix("/")
        if path.startswith(OURS):
            self._answer_ours(path.removeprefix(OURS), parse_qs(asked.query).get("build", [""])[0])
            return
        build = self.server.window.shown
        if f"{path}/index.html" in build.files:
            place = urlunsplit(("", "", f"/{asked.path.strip('/')}/", asked.query, ""))
            self._send(HTTPStatus.FOUND, "text/plain", b"", {"Location": place})
            return
        name = f"{path}index.html" if path.endswith("/") or not path else path
        if name in build.files:
            self._send(HTTPStatus.OK, _type_of(name), _content(build, name))
        else:
            self._answer_missing()

    def _answer_ours(self, name: str, seen: str) -> None:
        """The script that every page has here, and the one for which it waits."""
        if name == "reload.js":
            text = RELOAD.read_text("utf-8")
        elif name == "next.js":
            text = "location.reload();\n" if self._has_news(seen) else ""
        else:
            self._answer_missing()
            return
        self._send(HTTPStatus.OK, TYPES[".js"], text.encode())

    def _answer_missing(self) -> None:
        """The page of the site that says so; it hears of the next build as any other."""
        build = self.server.window.shown
        if MISSING in build.files:
            self._send(HTTPStatus.NOT_FOUND, _type_of(MISSING), _content(build, MISSING))
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _has_news(self, seen: str) -> bool:
        return self.server.window.is_new_to(seen, self.server.patience)

    def _send(
        self, status: HTTPStatus, type: str, content: bytes, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if type.startswith(_TEXT) else ""
        headers = {"Content-Type": f"{type}{charset}", "Content-Length": str(len(content))}
        if self.close_connection:
            headers["Connection"] = "close"
        for key, value in {**headers, **self.fixed, **(more or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _type_of(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def _content(build: Build, name: str) -> bytes:
    """A file as it is; a page has one script more than on disk."""
    content = build.files[name]
    if isinstance(content, bytes):
        return content
    if name.endswith(".html"):
        script = f'<script src="/{OURS}reload.js?build={build.name}" defer></script>\n</head>'
        content = content.replace("</head>", script, 1)
    return content.encode()
