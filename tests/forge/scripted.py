"""A server that gives the answers it was told to, right or wrong, for what no GitHub would do."""

import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

REPOSITORY = {
    "full_name": "tts/rekisteri",
    "default_branch": "main",
    "archived": False,
    "has_issues": True,
}


@dataclass
class Reply:
    """An answer; `body` is JSON, or bytes as they are."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Script:
    """The answers in order, the last one for ever; and the requests, as `GET /path`."""

    url: str
    replies: list[Reply]
    asked: list[str] = field(default_factory=list)

    def next(self, asked: str) -> Reply:
        self.asked.append(asked)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer: Callable[[str], Reply]

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        reply = type(self).answer(f"{self.command} {self.path}")
        data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *arguments: Any) -> None: ...


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust us hangs up."""


@contextmanager
def scripted(*replies: Reply, certificate: Path | None = None) -> Iterator[Script]:
    """A server on this machine; with a certificate at 127.0.0.2, which is not taken for it."""
    script = Script("", list(replies))
    handler = type("Handler", (_Handler,), {"answer": staticmethod(script.next)})
    server = _Server(("127.0.0.2" if certificate else "127.0.0.1", 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if certificate else "http"
    script.url = f"{scheme}://{server.server_address[0]!s}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def made_certificate(folder: Path) -> Path:
    """A certificate that signs itself, for 127.0.0.2."""
    path = folder / "server.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"]
    names = ["-subj", "/CN=tp3", "-addext", "subjectAltName=IP:127.0.0.2"]
    files = ["-keyout", path.with_suffix(".key"), "-out", path]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)
    return path
