"""A reader at work: what one does with Caveat and what one gets, in either browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from click.testing import CliRunner

from caveat.cli import main

from .driver import Browser
from .panel import Panel
from .relay import Exchange, Json, Relay
from .waiting import wait_until

OPTIONS = "extension/options/options.html"
WORKING = "…"
FAILED = "!"

PAGE_SIDE = (Path(__file__).parent / "page_side.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Highlight:
    """One highlighted stretch of one text node; the box is its first line's, in CSS pixels."""

    name: str
    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def is_quote(self) -> bool:
        return "quote" in self.name

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Card:
    """The card as it is shown: its text, and its box in CSS pixels of the viewport."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Pages(Protocol):
    """Whoever serves the pages that are read."""

    def address(self, page: str) -> str:
        """Where the browsers find a page."""


class Reader:
    """Somebody with a browser, the extension, and a server."""

    def __init__(self, browser: Browser, pages: Pages, relay: Relay) -> None:
        self.browser = browser
        self.panel = Panel(browser)
        self._pages = pages
        self._relay = relay

    def set_options(self, address: str, timeout_seconds: int = 30) -> None:
        """Fill in the options page and save it."""
        self.browser.open_extension_page(OPTIONS)
        wait_until(
            lambda: self.browser.evaluate("document.getElementById('timeout')?.value"),
            "the options page to show its values",
        )
        typed = json.dumps([address, str(timeout_seconds)])
        self.browser.evaluate(
            f"""(() => {{
                const [address, timeout] = {typed};
                document.getElementById("address").value = address;
                document.getElementById("timeout").value = timeout;
                document.querySelector("form button").click();
            }})()"""
        )
        wait_until(
            lambda: self.browser.evaluate("document.querySelector('[role=status]').textContent"),
            "the options page to say that it has saved",
        )

    def allow_by_command(self, code: str) -> None:
        """Allow the pairing from a terminal."""
        port = self._relay.address.rpartition(":")[2]
        run = CliRunner().invoke(main, ["pair", code, "--port", port])
        assert run.exit_code == 0, run.output

    def pair(self, page: str) -> None:
        """Pair by the first press on a page, and come to the page anew."""
        self.open(page)
        self.press()
        self.allow_by_command(self.panel.pairing_code())
        wait_until(self._settled_badge, "the badge to show the outcome")
        self.open(page)

    def wait_for_outcome(self) -> None:
        """Wait until the badge has the count of what is drawn."""
        badge = wait_until(self._settled_badge, "the badge to show the outcome")
        assert badge != FAILED, self.panel.text()

    def open(self, page: str) -> None:
        """Go to a page of tests/pages, and wait until Caveat has forgotten the one before."""
        self.browser.open(self._pages.address(page))
        wait_until(self._is_idle, "badge and panel to be empty")

    def press(self) -> None:
        """Press the button and wait for nothing."""
        self.browser.press_button()

    def read(self, page: str) -> Exchange:
        """Open a page, press the button, and wait until its annotations are shown."""
        self.open(page)
        return self.press_and_wait()

    def press_and_wait(self) -> Exchange:
        """Press the button and wait until the badge has the count of what is drawn."""
        before = len(self._relay.exchanges)
        self.press()
        self.wait_for_outcome()
        assert len(self._relay.exchanges) == before + 1
        return self._relay.exchanges[-1]

    def press_anyway(self) -> Exchange:
        """Press the button, and where there is said to be no article have the page read anyway."""
        self.press()
        if wait_until(self._settled_badge, "the badge to show the outcome") == FAILED:
            self.panel.wait_for("no article")
            return self.act_and_wait("Analyse anyway")
        return self._relay.exchanges[-1]

    def exchanges(self) -> list[Exchange]:
        """All that was asked and answered so far."""
        return self._relay.exchanges

    def read_while(self, page: str, change: str) -> Exchange:
        """Read a page that a script changes between the question and the answer."""
        self.open(page)
        asked = self._relay.asked
        with self._relay.holding():
            self.press()
            wait_until(lambda: self._relay.asked == asked + 1, "the server to be asked")
            self.browser.evaluate(f"{change}, null")
        wait_until(self._settled_badge, "the badge to show the outcome")
        return self._relay.exchanges[-1]

    def fail(self, words: str) -> None:
        """Press the button, and wait until badge and panel say that it failed, in these words."""
        self.press()
        badge = wait_until(self._settled_badge, "the badge to show the outcome")
        assert badge == FAILED
        self.panel.wait_for(words)

    def leave(self) -> None:
        """Press the button again, and wait until the badge is empty."""
        self.press()
        wait_until(lambda: self.browser.badge() == "", "the badge to be empty")

    def act_and_wait(self, words: str) -> Exchange:
        """Press a button of the panel, and wait until what it asked for is shown."""
        before = len(self._relay.exchanges)
        self.panel.press(words)
        wait_until(lambda: len(self._relay.exchanges) > before, "the server to be asked")
        badge = wait_until(self._settled_badge, "the badge to show the outcome")
        assert badge != FAILED, self.panel.text()
        return self._relay.exchanges[-1]

    def select(self, first: str, last: str) -> None:
        """Select from one text of the page to another, as with the mouse."""
        self.look(f"select({json.dumps(first)}, {json.dumps(last)})")

    def wait_until_idle(self) -> None:
        """Wait until nothing of an analysis is left on page, badge and panel."""
        wait_until(self._is_idle, "badge and panel to be empty")
        assert self.highlights() == []

    def highlights(self) -> list[Highlight]:
        """Everything highlighted, in page order."""
        return [_highlight(each) for each in self.look("highlights()")]

    def point_at(self, words: str, name: str = "") -> Card:
        """Scroll to the first highlight with these words, move the mouse there; the card."""
        index = self._index(words, name)
        highlight = _highlight(self.look(f"scrollTo({index})"))
        x, y = highlight.middle
        self.browser.move_mouse(x - 1, y)  # a mouse that is there already would not move
        self.browser.move_mouse(x, y)
        wait_until(self.card, f"the card of “{words}”")
        card = self.card()
        assert card
        return card

    def card(self) -> Card | None:
        """The card, where one is shown."""
        shown: Json | None = self.browser.evaluate_in_card(
            """(root) => {
                const box = root.host.getBoundingClientRect();
                const { left, top, right, bottom } = box;
                const text = [...root.children].map((each) => each.innerText).join("\\n").trim();
                return box.width && box.height && text ? { text, left, top, right, bottom } : null;
            }"""
        )
        return Card(**shown) if shown else None

    def press_in_card(self, words: str, within: str = "section") -> None:
        """Press the first button of the card (in a part `within`) with these words, by mouse."""
        find = (
            f"[...root.querySelectorAll('{within} button')]"
            f".find((each) => each.innerText.includes({json.dumps(words)}))"
        )
        place = wait_until(
            lambda: self.browser.evaluate_in_card(
                f"""(root) => {{
                    const box = {find}?.getBoundingClientRect();
                    return box?.width ? [box.x + box.width / 2, box.y + box.height / 2] : null;
                }}"""
            ),
            f"a button of the card with “{words}”",
        )
        self.browser.click(*place)

    def set_setting(self, **settings: Any) -> None:
        """Set something, as the options page does that stands in another window."""
        local = {name: value for name, value in settings.items() if name in ("address", "sites")}
        synced = {name: value for name, value in settings.items() if name not in local}
        self.browser.evaluate_in_background(
            f"Promise.all([chrome.storage.local.set({json.dumps(local)}),"
            f" chrome.storage.sync.set({json.dumps(synced)})]).then(() => null)"
        )

    def forget(self) -> None:
        """Every setting but the server's, every correction, and how panels look at their pages."""
        self.browser.evaluate_in_background(
            """Promise.all([
                chrome.storage.sync.clear(), chrome.storage.local.remove(["corrections", "sites"]),
                chrome.storage.session.get(null).then((all) => chrome.storage.session.remove(
                    Object.keys(all).filter((key) => key.startsWith("view:")))),
            ]).then(() => null)"""
        )

    def page(self) -> list[str]:
        """The page's whole tree, shadow roots and frames included, as lines."""
        lines: list[str] = self.look("serialised(document)")
        return lines

    def traces(self) -> Json:
        """What an extension can leave behind outside the tree."""
        traces: Json = self.look("traces()")
        return traces

    def look(self, call: str) -> Any:
        """The value of one of page_side.js's functions in the page."""
        return self.browser.evaluate(f"{PAGE_SIDE}.{call}")

    def _index(self, words: str, name: str) -> int:
        for index, each in enumerate(self.highlights()):
            if words in each.text and name in each.name:
                return index
        raise AssertionError(f"nothing highlighted has the words “{words}”")

    def _is_idle(self) -> bool:
        left = self.browser.evaluate_in_panel("document.querySelectorAll('li, .message').length")
        return self.browser.badge() == "" and not left

    def _settled_badge(self) -> str:
        return self.browser.badge().strip(WORKING)


def _highlight(found: Json) -> Highlight:
    return Highlight(
        found["name"], found["text"], found["x"], found["y"], found["width"], found["height"]
    )
