"""`caveat serve` in a process of its own, and a paired client that speaks to it over a socket."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from caveat.pairing.proof import extension_proof, message, new_token, server_keys
from caveat.pairing.store import PairingStore
from caveat.web import probe

LOOPBACK = "127.0.0.1"
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
PATIENCE = 60.0


class RealServer:
    """A server with one extension paired; its log and pairings lie in `folder`."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.token = new_token()
        self.store = PairingStore(folder)
        self.store.add(ORIGIN, server_keys(self.token))
        self.port = free_port()
        self.options = options
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(
            [*command(), "serve", "--port", str(self.port), *self.options],
            env={**os.environ, "CAVEAT_DATA": str(self.folder)},
            stdout=subprocess.DEVNULL,
        )
        wait_until(lambda: probe.is_caveat(self.port) or self.process.poll() is not None)
        assert self.process.poll() is None, "caveat serve ended"

    def end(self) -> int:
        """Ask it to end; its exit code."""
        self.process.terminate()
        return self.process.wait(15)

    def workers(self) -> list[psutil.Process]:
        """Its worker processes."""
        return psutil.Process(self.process.pid).children()

    def connect(self) -> socket.socket:
        return socket.create_connection((LOOPBACK, self.port), timeout=PATIENCE)

    def raw(self, request: bytes) -> bytes:
        """The head and the body that come back for these bytes."""
        with self.connect() as connection:
            connection.sendall(request)
            response = http.client.HTTPResponse(connection)
            response.begin()
            head = f"HTTP/1.1 {response.status} -\r\n{response.headers}"
            return head.encode() + b"\r\n\r\n" + response.read()

    def headers(self, **more: str) -> dict[str, str]:
        return {
            "Origin": ORIGIN,
            "X-Caveat": "1",
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }

    def proof(self) -> str:
        """The header that proves the pairing, after a handshake."""
        nonce = new_token()
        status, answer = self.post("/api/handshakes", json.dumps({"nonce": nonce.hex()}).encode())
        assert status == 200, answer
        signed = message(self.port, ORIGIN, nonce, bytes.fromhex(answer["nonce"]))
        return f"{answer['nonce']}.{extension_proof(self.token, signed).hex()}"

    def post(self, path: str, body: bytes, **more: str) -> tuple[int, dict[str, Any]]:
        """Status and object of the answer to a POST."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        try:
            connection.request("POST", path, body, self.headers(**more))
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def analyse(self, page: str) -> tuple[int, dict[str, Any]]:
        """Status and object of the answer to a page."""
        return self.post("/api/analyses", request_for(page), X_Caveat_Proof=self.proof())

    def begin(self, page: str, **more: str) -> socket.socket:
        """Ask for an analysis, and do not wait; the open connection."""
        body = request_for(page)
        headers = {
            **self.headers(X_Caveat_Proof=self.proof(), **more),
            "Host": f"{LOOPBACK}:{self.port}",
            "Content-Length": str(len(body)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        connection = self.connect()
        connection.sendall(f"POST /api/analyses HTTP/1.1\r\n{lines}\r\n".encode() + body)
        return connection


def command() -> list[str]:
    return [sys.executable, "-m", "caveat"]


def request_for(page: str) -> bytes:
    asked = {"url": "https://news.test/2026/dam", "title": "T", "language": "en", "page": page}
    return json.dumps(asked).encode()


def article(sentences: int) -> str:
    """A page whose analysis takes some milliseconds a sentence."""
    said = "“The wall could fail in a wet spring,” said Marta Lindqvist, the chief engineer. "
    paragraphs = f"<p>{said * 4}</p>" * (sentences // 4)
    return f"<html><body><article><h1>Dam</h1>{paragraphs}</article></body></html>"


def read_to_end(connection: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    chunks = []
    try:
        while chunk := connection.recv(65_536):
            chunks.append(chunk)
    except ConnectionResetError:
        pass
    return b"".join(chunks)


def free_port() -> int:
    with socket.socket() as probe_socket:
        probe_socket.bind((LOOPBACK, 0))
        port: int = probe_socket.getsockname()[1]
        return port


def wait_until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for what must come. Raises AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
