"""The HTTP server: reads requests, writes answers, cuts connections."""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.github.message import Answer, Cut, Request

ENTERPRISE = "/api/v3"  # where a GitHub Enterprise Server has its API


class Front:
    """A server on a free port of the loopback address."""

    def __init__(self, handle: Callable[[Request], Answer]) -> None:
        self._server = Server(handle)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, handle: Callable[[Request], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.handle = handle

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up or was killed; our own faults are in GitHub.defects."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body in one packet
    server: Server

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        data = self.rfile.read(length)
        place = urlsplit(self.path)
        path = unquote(place.path)
        prefix = ENTERPRISE if path.startswith(ENTERPRISE + "/") else ""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        request = Request(
            self.command,
            path.removeprefix(prefix),
            f"http://127.0.0.1:{self.server.server_port}{prefix}",
            query=dict(parse_qsl(place.query, keep_blank_values=True)),
            token=token.strip() if scheme.lower() in {"token", "bearer"} else None,
            accept=self.headers.get("accept", ""),
            if_none_match=self.headers.get("if-none-match", ""),
            agent=self.headers.get("user-agent", ""),
        )
        try:
            request.body = json.loads(data) if data else None
        except ValueError:
            self._write(Answer(400, {"message": "Problems parsing JSON"}))
            return
        try:
            self._write(self.server.handle(request))
        except Cut as cut:
            if cut.answer:
                self._write(cut.answer, half=True)
            self._hang_up()

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *arguments: Any) -> None:
        """GitHub.requests is the log."""

    def _write(self, answer: Answer, *, half: bool = False) -> None:
        data = b"" if answer.body is None else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if half else data)
        self.wfile.flush()

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
