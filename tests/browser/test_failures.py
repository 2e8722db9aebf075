"""When it cannot work: each reason has its own words, in panel and badge, and a way on."""

from __future__ import annotations

import json

import pytest

from .reader import FAILED, Reader
from .relay import Relay
from .waiting import wait_until

ARTICLE = "csp.html"

FORBIDDEN = {"chromium": "chrome://version/", "firefox": "about:support"}
"""A page of the browser's own, which no extension may read."""


def test_server_off_and_on_again(reader: Reader, relay: Relay) -> None:
    reader.open(ARTICLE)
    with relay.off():
        reader.fail("not running")
        reader.panel.wait_for("caveat serve")
        assert reader.highlights() == []
    assert reader.browser.evaluate_in_panel(
        """(() => {
            const buttons = [...document.querySelectorAll("button")];
            const again = buttons.find((each) => each.innerText === "Try again");
            again?.click();
            return !!again;
        })()"""
    )
    wait_until(lambda: reader.browser.badge() not in ("", "…", FAILED), "the second try to work")
    assert reader.highlights()


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", "<h1>It works!</h1>"),
        (200, "application/json", '{"hello": "world"}'),
        (404, "text/plain", "Not found"),
    ],
)
def test_another_program_on_the_port(
    reader: Reader, relay: Relay, status: int, kind: str, body: str
) -> None:
    reader.open(ARTICLE)
    with relay.answering(status, kind, body):
        reader.fail("Another program")


def test_a_fault_of_the_server(reader: Reader, relay: Relay) -> None:
    problem = {"type": "urn:caveat:problem:internal", "title": "", "status": 500, "detail": ""}
    reader.open(ARTICLE)
    with relay.answering(500, "application/problem+json", json.dumps(problem)):
        reader.fail("The analysis failed")


def test_no_answer_in_time(reader: Reader, relay: Relay) -> None:
    reader.set_options(relay.address, timeout_seconds=1)
    try:
        reader.open(ARTICLE)
        with relay.holding():
            reader.fail("in time")
    finally:
        reader.set_options(relay.address)


@pytest.mark.parametrize("page", ["home.html", "empty.html"])
def test_a_page_without_an_article(reader: Reader, page: str) -> None:
    reader.open(page)
    reader.fail("no article")
    assert reader.highlights() == []


def test_a_page_of_the_browser_itself(reader: Reader, relay: Relay) -> None:
    asked = relay.asked
    reader.browser.open(FORBIDDEN[reader.browser.name])
    reader.fail("no extension")
    assert relay.asked == asked


def test_a_failure_goes_with_its_page(reader: Reader) -> None:
    reader.open("empty.html")
    reader.fail("no article")
    reader.read(ARTICLE)
    assert reader.highlights()
    wait_until(lambda: "no article" not in reader.panel.text(), "the panel to forget the failure")


def test_a_press_after_a_failure_tries_again(reader: Reader, relay: Relay) -> None:
    reader.open(ARTICLE)
    with relay.off():
        reader.fail("not running")
    reader.press()
    wait_until(lambda: reader.browser.badge() not in ("", "…", FAILED), "the second try to work")
    assert reader.highlights()


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://192.168.0.7:8377", "http://localhost:8377", "8377"]
)
def test_the_options_take_no_server_elsewhere(reader: Reader, relay: Relay, address: str) -> None:
    reader.set_options(address)
    assert "127.0.0.1" in reader.browser.evaluate(
        "document.querySelector('[role=status]').textContent"
    )
    exchange = reader.read(ARTICLE)
    assert exchange.headers["Host"] == relay.address.removeprefix("http://")
