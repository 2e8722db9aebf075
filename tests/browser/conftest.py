"""The stage of the browser tests: two real browsers, the real extension, the real server."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from caveat.web.app import create_app
from caveat.web.settings import Settings

from .chromium import Chromium
from .driver import Browser
from .firefox import Firefox
from .reader import Reader
from .servers import LOOPBACK, ROOT, CaveatServer, PageServer, Relay, free_port

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
def caveat() -> Iterator[CaveatServer]:
    server = CaveatServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def relay(caveat: CaveatServer) -> Iterator[Relay]:
    relay = Relay(caveat.port)
    yield relay
    relay.close()


@pytest.fixture
def plant(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """Lets a test say what is found: the real server, but for the finders of quotes and risks."""
    port = free_port()
    server = make_server(LOOPBACK, port, create_app(Settings(port=port)), threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()

    def planted(find_quotes: Callable[..., Any], find_risks: Callable[..., Any]) -> None:
        monkeypatch.setattr("caveat.pipeline.find_quotes", find_quotes)
        monkeypatch.setattr("caveat.pipeline.find_risks", find_risks)

    with relay.passing_on_to(port):
        yield planted
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture(scope="module", params=[Chromium, Firefox], ids=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    browser: Browser = request.param(ROOT)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def settled_browser(browser: Browser, pages: PageServer, relay: Relay) -> Browser:
    """The browser, its extension told where the server is."""
    Reader(browser, pages, relay).set_options(relay.address)
    return browser


@pytest.fixture
def reader(
    request: pytest.FixtureRequest, settled_browser: Browser, pages: PageServer, relay: Relay
) -> Iterator[Reader]:
    yield Reader(settled_browser, pages, relay)
    name = re.sub(r"[^\w-]+", "-", request.node.name.removeprefix("test_")).strip("-")
    settled_browser.screenshot(SCREENSHOTS / f"{name}.png")
    settled_browser.screenshot_panel(SCREENSHOTS / f"{name}-panel.png")
