"""The stage of the browser tests: two real browsers, the real extension, the real server."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from caveat.domain import Quote
from caveat.language.reading import Reading
from caveat.web.app import create_app
from caveat.web.settings import Settings
from in_process import InProcess

from .chromium import Chromium
from .driver import Browser
from .firefox import Firefox
from .reader import Reader
from .relay import Relay
from .servers import LOOPBACK, ROOT, CaveatServer, PageServer, free_port

pytest.register_assert_rewrite("browser.said_and_drawn")

Plant = Callable[[Callable[..., Any], Callable[..., Any]], None]
"""Takes the finders of quotes and of risks that stand in for the real ones."""

SCREENSHOTS = Path(__file__).parent / "screenshots"
"""A picture of the page and one of the panel at the end of every test, to be looked at."""


@pytest.fixture(scope="session")
def pages() -> Iterator[PageServer]:
    server = PageServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def bare_relay() -> Iterator[Relay]:
    relay = Relay()
    yield relay
    relay.close()


@pytest.fixture(scope="session")
def caveat(bare_relay: Relay) -> Iterator[CaveatServer]:
    server = CaveatServer(relay_port=bare_relay.port)
    yield server
    server.close()


@pytest.fixture(scope="session")
def relay(bare_relay: Relay, caveat: CaveatServer) -> Iterator[Relay]:
    with bare_relay.passing_on_to(caveat.port):
        yield bare_relay


@pytest.fixture
def plant(relay: Relay, caveat: CaveatServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """Lets a test say what is found: the real server, but for the finders of quotes and risks."""
    port = free_port()
    app = create_app(Settings(port=relay.port, data=caveat.data), InProcess())
    server = make_server(LOOPBACK, port, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()

    def planted(find_quotes: Callable[..., Any], find_risks: Callable[..., Any]) -> None:
        monkeypatch.setattr("caveat.pipeline.find_quotes", find_quotes)
        monkeypatch.setattr("caveat.pipeline.begin_risks", lambda readings: readings)
        monkeypatch.setattr("caveat.pipeline.find_risks", find_risks)

    with relay.passing_on_to(port):
        yield planted
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def stretches(plant: Plant) -> None:
    """A server that marks everything: the article cut at random into stretches, each a quote."""

    def cut(readings: Sequence[Reading]) -> tuple[Quote, ...]:
        text = readings[0].article.text
        cuts = sorted(random.Random(7).sample(range(1, len(text)), len(text) // 25))
        ends = zip([0, *cuts], [*cuts, len(text)], strict=True)
        return tuple(Quote(a, b, "direct") for a, b in ends if text[a:b].strip())

    plant(cut, lambda *_: ())


@pytest.fixture(scope="module", params=[Chromium, Firefox], ids=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    browser: Browser = request.param(ROOT)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def settled_browser(browser: Browser, pages: PageServer, relay: Relay) -> Browser:
    """The browser, its extension told where the server is, and paired with it."""
    reader = Reader(browser, pages, relay)
    reader.set_options(relay.address)
    reader.pair("csp.html")
    return browser


@pytest.fixture
def reader(
    request: pytest.FixtureRequest, settled_browser: Browser, pages: PageServer, relay: Relay
) -> Iterator[Reader]:
    yield Reader(settled_browser, pages, relay)
    name = re.sub(r"[^\w-]+", "-", request.node.name.removeprefix("test_")).strip("-")
    settled_browser.screenshot(SCREENSHOTS / f"{name}.png")
    settled_browser.screenshot_panel(SCREENSHOTS / f"{name}-panel.png")
