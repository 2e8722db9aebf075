"""What the benches of pages share: a real browser with the extension, the real server in which
everything is found, and a server of saved pages.

Uses the drivers of the browser tests. The server finds, in the place of quotes, every block of the
article, and in the place of risk claims stretches of it drawn by lot: so every character of the
article is to be drawn twice.
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import patch

from werkzeug.serving import make_server

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser.driver import PAGE_HOST  # noqa: E402 - found by the line above
from browser.relay import Relay  # noqa: E402
from browser.servers import LOOPBACK, free_port  # noqa: E402
from caveat.domain import Article, Quote, Risk, Span  # noqa: E402
from caveat.language.reading import Reading  # noqa: E402
from caveat.web.app import create_app  # noqa: E402
from caveat.web.settings import Settings  # noqa: E402
from in_process import InProcess  # noqa: E402

LONGEST_STRETCH = 300
SEED = 20


class SavedPages:
    """Serves pages that are kept as text, under another host name than the Caveat server's."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(self.path.lstrip("/").partition("?")[0])
                self.send_response(404 if page is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(page or b"")

            def log_message(self, *_args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def address(self, page: str) -> str:
        """Where the browsers find a page."""
        return f"http://{PAGE_HOST}:{self._server.server_port}/{page}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


TO_HTTPS = b'location = document.URL.replace(/^http:/i, "https:")'
"""A script's way to where no saved page is served; such pages are served without it."""


def saved_pages(folder: Path) -> dict[str, bytes]:
    """The pages of a folder, .html or .html.gz, by name, as bytes."""
    pages = {}
    for file in sorted(folder.iterdir()):
        name = file.name.removesuffix(".gz").removesuffix(".html")
        if file.name.endswith(".html.gz"):
            pages[name] = gzip.decompress(file.read_bytes()).replace(TO_HTTPS, b"0")
        elif file.suffix == ".html":
            pages[name] = file.read_bytes()
    return pages


@contextmanager
def everything_found(every: int = 1) -> Iterator[Relay]:
    """The real server and a relay before it; whatever article it reads, all of it is found.

    With `every` only so many: of three blocks one, of three stretches one.
    """

    def read(article: Article) -> tuple[Reading, ...]:
        return (Reading(article, "en", article.blocks, None),)

    def blocks(readings: Sequence[Reading]) -> tuple[Quote, ...]:
        return tuple(
            Quote(block.start, block.end, "direct") for block in readings[0].blocks[::every]
        )

    def stretches(readings: Sequence[Reading], _: Sequence[Quote]) -> tuple[Risk, ...]:
        text = readings[0].article.text
        lot = random.Random(SEED)
        found = []
        start = 0
        while start < len(text):
            end = min(len(text), start + lot.randint(1, LONGEST_STRETCH))
            if text[start:end].strip():
                trigger = Span(start, end)
                found.append(Risk(start, end, "safety", "asserted", "possible", trigger, 1.0))
            start = end
        return tuple(found[::every])

    port = free_port()
    relay = Relay()
    folder = tempfile.TemporaryDirectory(prefix="caveat-data-")
    app = create_app(Settings(port=relay.port, data=Path(folder.name)), InProcess())
    server = make_server(LOOPBACK, port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with (
        folder,
        relay.passing_on_to(port),
        patch("caveat.pipeline.read", read),
        patch("caveat.pipeline.find_quotes", blocks),
        patch("caveat.pipeline.begin_risks", lambda readings: readings),
        patch("caveat.pipeline.find_risks", stretches),
    ):
        yield relay
    relay.close()
    server.shutdown()
    server.server_close()
