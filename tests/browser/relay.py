"""A relay between the extension and the Caveat server, on a free port of 127.0.0.1: it keeps what
both said, and can hold an answer back, give another, or be gone.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .servers import LOOPBACK, serve, stop
from .waiting import wait_until

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def lines(self) -> list[bytes]:
        """The lines of an answer that comes in several; empty where it comes at once."""
        in_lines = self.headers.get("Content-Type", "").startswith("application/x-ndjson")
        return self.body.splitlines(keepends=True) if in_lines else []


@dataclass(frozen=True)
class Exchange:
    """One request of the extension, and what the server answered."""

    path: str
    headers: dict[str, str]
    asked: Json
    answer: Answer

    @property
    def analysis(self) -> Json:
        """The answer's analysis, with the risk claims that are shown unless the reader asks."""
        assert self.answer.status == 200, self.answer.body.decode()
        lines = self.answer.lines
        answered = json.loads(lines[-1] if lines else self.answer.body)
        analysis: Json = answered["analysis"] if lines else answered
        analysis["risks"] = [each for each in analysis["risks"] if each["level"] != "all"]
        return analysis


ANALYSES = "/api/analyses"
OF_THE_CONNECTION = {"Content-Length", "Connection", "Date", "Server", "Transfer-Encoding"}
"""Headers that the relay writes itself."""


class Relay:
    """Passes requests on to the Caveat server, and keeps both sides' words about analyses.

    `all_asked`: path and body of every request; `answered`: path and status of every answer.
    """

    REPORT = "/report"
    """Where a test's own programs tell what they have found."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.asked = 0
        self.all_asked: list[tuple[str, bytes]] = []
        self.answered: list[tuple[str, int]] = []
        self.reports: list[bytes] = []
        self._server_port = 0
        self._instead: Answer | None = None
        self._last_line: bytes | None = None
        self._free = threading.Event()
        self._free.set()
        self._listen(0)

    @property
    def address(self) -> str:
        """What a reader writes into the extension's options."""
        return f"http://{LOOPBACK}:{self.port}"

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Answer nothing, of an answer in lines nothing but the first, until the block is left, and
        then wait for all that was held."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()
            wait_until(lambda: len(self.exchanges) == self.asked, "what was held to be answered")

    @contextmanager
    def answering(self, status: int, content_type: str, body: str) -> Iterator[None]:
        """Answer in the server's place, as another program on the port would."""
        self._instead = Answer(status, {"Content-Type": content_type}, body.encode())
        try:
            yield
        finally:
            self._instead = None

    @contextmanager
    def ending_with(self, line: str) -> Iterator[None]:
        """Put another line in the place of the last one of every answer in lines."""
        self._last_line = line.encode() + b"\n"
        try:
            yield
        finally:
            self._last_line = None

    @contextmanager
    def passing_on_to(self, port: int) -> Iterator[None]:
        """Pass requests on to another server until the block is left."""
        usual, self._server_port = self._server_port, port
        try:
            yield
        finally:
            self._server_port = usual

    @contextmanager
    def off(self) -> Iterator[None]:
        """Nobody listens on the port until the block is left."""
        stop(self._server)
        try:
            yield
        finally:
            self._listen(self.port)

    def close(self) -> None:
        self._free.set()
        stop(self._server)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """What is answered to a request; called by the handler's thread."""
        if path == self.REPORT:
            self.reports.append(body)
            return Answer(200, {}, b"")
        self.all_asked.append((path, body))
        is_press = path == ANALYSES and "X-Caveat-Proof" in headers
        self.asked += is_press
        answer = self._instead or self._passed_on(method, path, headers, body)
        self.answered.append((path, answer.status))
        if is_press:
            if not answer.lines:
                self._free.wait(120)
            self.exchanges.append(Exchange(path, headers, json.loads(body), answer))
        return answer

    def rest_of(self, lines: list[bytes]) -> bytes:
        """What follows the first line, once it may be answered."""
        self._free.wait(120)
        return self._last_line or b"".join(lines[1:])

    def _passed_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        connection = http.client.HTTPConnection(LOOPBACK, self._server_port, timeout=60)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return answer

    def _listen(self, port: int) -> None:
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                answer = relay.answer(self.command, self.path, dict(self.headers), body)
                try:
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        if name not in OF_THE_CONNECTION:
                            self.send_header(name, value)
                    lines = answer.lines
                    if not lines:
                        self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(lines[0] if lines else answer.body)
                    if lines:
                        self.wfile.flush()
                        self.wfile.write(relay.rest_of(lines))
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the extension has given up waiting, as some tests want it to

            do_GET = do_OPTIONS = do_POST  # noqa: N815 - http.server's names

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self._server = serve(ThreadingHTTPServer((LOOPBACK, port), Handler))
        self.port: int = self._server.server_port
