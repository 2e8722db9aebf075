"""The servers of the tests, on free ports of 127.0.0.1: the pages and the real Caveat server."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from .driver import PAGE_HOST
from .waiting import wait_until

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "pages"
SAMPLE = ROOT / "server" / "caveat" / "web" / "sample-article.html"
LOOPBACK = "127.0.0.1"

STRICTEST = "default-src 'none'; sandbox"
POLICIES = {"/csp.html": STRICTEST}
"""The content security policy that a page is served with."""


class PageHandler(SimpleHTTPRequestHandler):
    """Serves tests/pages and the sample article as UTF-8, each page with its policy."""

    def end_headers(self) -> None:
        policy = POLICIES.get(self.path.partition("?")[0])
        if policy:
            self.send_header("Content-Security-Policy", policy)
        # A page that may not be stored is not kept for the way back either.
        self.send_header("Cache-Control", "no-cache" if "kept" in self.path else "no-store")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        file = path.partition("?")[0].removeprefix("/")
        return str(SAMPLE) if file == SAMPLE.name else super().translate_path(path)

    def guess_type(self, path: Any) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


class PageServer:
    """The pages of tests/pages, under another host name than the Caveat server's."""

    def __init__(self) -> None:
        handler = partial(PageHandler, directory=str(PAGES))
        self._server = serve(ThreadingHTTPServer((LOOPBACK, 0), handler))

    def address(self, page: str) -> str:
        """Where the browsers find a page."""
        return f"http://{PAGE_HOST}:{self._server.server_port}/{page}"

    def close(self) -> None:
        stop(self._server)


class CaveatServer:
    """`caveat serve` as a reader runs it, on a port of their choice or any free one, with pairings
    of its own. `relay_port`: where the extension asks, if that is another port; `options`: more of
    the command's."""

    def __init__(
        self, port: int | None = None, relay_port: int | None = None, options: Sequence[str] = ()
    ) -> None:
        self.port = port or free_port()
        self._relay_port = relay_port
        self._folder = tempfile.TemporaryDirectory(prefix="caveat-data-")
        self.data = Path(self._folder.name)
        behind_relay = Path(__file__).with_name("behind_relay.py")
        arguments = (
            [str(behind_relay), str(self.port), str(relay_port)]
            if relay_port
            else ["-m", "caveat", "serve", "--port", str(self.port), *options]
        )
        paths = [*filter(None, [os.environ.get("PYTHONPATH")]), str(ROOT / "server")]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the server runs
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "CAVEAT_DATA": self._folder.name,
            },
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(self._answers, "the Caveat server to answer", seconds=90)
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(15)
        self._log.close()
        self._folder.cleanup()

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            self._log.seek(0)
            raise RuntimeError(f"caveat serve ended: {self._log.read().decode()}")
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
        host = f"{LOOPBACK}:{self._relay_port or self.port}"
        try:
            connection.request("GET", "/api/health", headers={"Host": host})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def serve(server: ThreadingHTTPServer) -> ThreadingHTTPServer:
    """Have a server answer, in threads of its own."""
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def stop(server: ThreadingHTTPServer) -> None:
    """Have it answer no more."""
    server.shutdown()
    server.server_close()
