"""Pairing, as a reader does it: once, on the server's own page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from caveat.cli import main
from caveat.pairing.store import PairingStore

from .chromium import Chromium
from .driver import Browser
from .firefox import Firefox
from .reader import FAILED, Reader
from .relay import Relay
from .servers import ROOT, CaveatServer, PageServer
from .waiting import wait_until

ARTICLE = "csp.html"


@pytest.fixture(scope="module", params=[Chromium, Firefox], ids=["chromium", "firefox"])
def fresh_browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    browser: Browser = request.param(ROOT)
    yield browser
    browser.close()


@pytest.fixture
def stranger(
    fresh_browser: Browser, pages: PageServer, relay: Relay, caveat: CaveatServer
) -> Reader:
    """A reader whose extension has never paired."""
    reader = Reader(fresh_browser, pages, relay)
    reader.set_options(relay.address)
    reader.browser.evaluate(f"chrome.storage.local.remove('pairing:{relay.address}')")
    store = PairingStore(caveat.data)
    for pairing in store.all():
        if pairing.origin == reader.browser.evaluate("location.origin"):
            store.remove(pairing.origin)
    reader.open(ARTICLE)
    return reader


def on_page(reader: Reader, relay: Relay, expression: str) -> str:
    """The value of an expression on the server's page, once it has one."""
    return str(
        wait_until(
            lambda: reader.browser.evaluate_in_tab(f"{relay.address}/pairing", expression),
            "the server's page",
        )
    )


def press(reader: Reader, relay: Relay, answer: str) -> None:
    """Press a button of the server's page."""
    find = f"document.querySelector('button[value={answer}]')"
    on_page(reader, relay, f"{find} && document.readyState === 'complete'")
    on_page(reader, relay, f"({find}.click(), 'pressed')")


def test_the_first_press_pairs_and_goes_on_by_itself(
    stranger: Reader, relay: Relay, caveat: CaveatServer
) -> None:
    asked = relay.asked
    stranger.press()
    code = stranger.panel.pairing_code()
    assert relay.asked == asked, "a page was sent before pairing"
    shown = on_page(stranger, relay, "document.querySelector('.code')?.textContent")
    assert "".join(shown.split()) == code
    origin = on_page(stranger, relay, "document.querySelector('.origin')?.textContent")
    assert origin.split("://")[0] in ("chrome-extension", "moz-extension")
    press(stranger, relay, "allow")
    stranger.wait_for_outcome()
    assert relay.asked == asked + 1
    assert stranger.highlights()
    assert PairingStore(caveat.data).find(origin)
    wait_until(
        lambda: not stranger.browser.evaluate_in_tab(f"{relay.address}/pairing", "true"),
        "the server's page to close",
    )
    # The second press on another page asks nothing any more.
    stranger.leave()
    stranger.read("sample-article.html")


def test_not_allowed_nothing_is_read(stranger: Reader, relay: Relay) -> None:
    asked = relay.asked
    stranger.press()
    stranger.panel.pairing_code()
    press(stranger, relay, "deny")
    assert wait_until(lambda: stranger.browser.badge().strip("…"), "the refusal") == FAILED
    stranger.panel.wait_for("Not allowed")
    assert relay.asked == asked
    assert stranger.highlights() == []


def test_a_press_while_it_waits_takes_the_request_back(stranger: Reader, relay: Relay) -> None:
    already = len(relay.answered)
    stranger.press()
    stranger.panel.pairing_code()
    stranger.press()  # the server's page is in front by now
    wait_until(lambda: stranger.browser.badge() == "", "the badge to be empty")
    wait_until(
        lambda: not stranger.browser.evaluate_in_tab(f"{relay.address}/pairing", "true"),
        "the server's page to close",
    )
    # Another browser need not wait for two minutes.
    withdrawn = ("/api/pairing-requests/withdrawal", 200)
    wait_until(lambda: withdrawn in relay.answered[already:], "it is told")
    assert relay.answered[already:].count(("/api/pairing-requests", 201)) == 1
    wait_until(lambda: stranger.browser.badge() == "", "the badge to be empty on the article")


def test_the_servers_page_is_locked(stranger: Reader, relay: Relay) -> None:
    stranger.press()
    code = stranger.panel.pairing_code()
    page = f"{relay.address}/pairing"
    on_page(stranger, relay, "document.querySelector('.code')?.textContent")
    # No script of anybody's runs in it, and it is in no frame.
    ran = stranger.browser.evaluate_in_tab(
        page,
        """new Promise((done) => {
            try {
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                document.body.append(script);
            } catch {
                // Trusted Types refuse the text before the policy refuses the script.
            }
            setTimeout(() => done(window.ran ? "ran" : "blocked"), 100);
        })""",
    )
    assert ran == "blocked"
    assert stranger.browser.evaluate_in_tab(page, "String(top === window)") == "true"
    stranger.allow_by_command(code)
    stranger.wait_for_outcome()


def test_revoked_it_says_so_and_pairs_again_only_when_asked(
    stranger: Reader, relay: Relay, caveat: CaveatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.press()
    stranger.allow_by_command(stranger.panel.pairing_code())
    stranger.wait_for_outcome()
    stranger.leave()
    monkeypatch.setenv("CAVEAT_DATA", str(caveat.data))
    runner = CliRunner()
    for line in runner.invoke(main, ["paired"]).output.splitlines():
        assert runner.invoke(main, ["unpair", line.split()[0]]).exit_code == 0
    asked = relay.asked
    stranger.fail("does not know this extension")
    assert relay.asked == asked
    stranger.browser.evaluate_in_panel(
        "[...document.querySelectorAll('button')].find((b) => b.innerText === 'Pair again').click()"
    )
    stranger.allow_by_command(stranger.panel.pairing_code())
    stranger.wait_for_outcome()
    assert stranger.highlights()
