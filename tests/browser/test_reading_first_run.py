"""The first steps: the page that opens when the extension is added, and the sample article."""

from __future__ import annotations

import pytest

from .driver import WELCOME
from .reader import Reader
from .relay import Relay
from .waiting import wait_until

SERVER = "document.getElementById('server').textContent"


@pytest.fixture(autouse=True)
def fresh(reader: Reader) -> None:
    reader.forget()


def test_it_says_that_the_server_is_there(reader: Reader, relay: Relay) -> None:
    reader.browser.open_extension_page(WELCOME)
    said = wait_until(lambda: reader.browser.evaluate(SERVER), "word of the server")
    assert relay.address in said
    assert not reader.browser.evaluate("document.getElementById('sample').disabled")
    if reader.browser.name == "firefox":  # Chromium gives no keys to what a program has loaded
        keys = "document.getElementById('keys').textContent"
        wait_until(lambda: "Alt+Shift+C" in reader.browser.evaluate(keys), "the keys")


def test_it_says_how_to_start_a_server_that_is_not_there(reader: Reader, relay: Relay) -> None:
    with relay.off():
        reader.browser.open_extension_page(WELCOME)
        wait_until(lambda: "Not yet" in reader.browser.evaluate(SERVER), "word of the server")
        text = reader.browser.evaluate("document.body.innerText")
        assert "caveat serve" in text
        assert reader.browser.evaluate("document.getElementById('sample').disabled")
    reader.browser.evaluate("document.getElementById('look').click()")
    wait_until(lambda: reader.browser.evaluate(SERVER).startswith("Yes"), "the server to be seen")


def test_one_button_opens_the_sample_and_marks_it(reader: Reader, relay: Relay) -> None:
    reader.browser.open_extension_page(WELCOME)
    wait_until(
        lambda: not reader.browser.evaluate("document.getElementById('sample').disabled"),
        "the button",
    )
    reader.browser.evaluate("document.getElementById('sample').click()")
    sample = f"{relay.address}/sample"
    try:
        wait_until(
            lambda: reader.browser.evaluate_in_tab(sample, "CSS.highlights.size"),
            "the sample's marks",
        )
    finally:
        reader.browser.close_tab(sample)
