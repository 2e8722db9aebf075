"""Everybody can read it: axe-core (WCAG and best practices) finds nothing on any of our pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .driver import WELCOME
from .reader import OPTIONS, Reader
from .servers import ROOT
from .waiting import wait_until

ARTICLE = "sample-article.html"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = """axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) =>
    [id, help, ...nodes.slice(0, 3).map((node) => node.html)].join(" | ")))"""


@pytest.fixture(autouse=True)
def fresh(reader: Reader) -> None:
    reader.forget()


def examined(reader: Reader, in_panel: bool = False) -> list[str]:
    browser = reader.browser
    evaluate = browser.evaluate_in_panel if in_panel else browser.evaluate
    evaluate(f"{AXE.read_text(encoding='utf-8')}; null")
    found: list[str] = evaluate(FAULTS)
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("page", [OPTIONS, WELCOME], ids=["options", "first-page"])
def test_a_page_has_no_fault(reader: Reader, page: str, dark: bool) -> None:
    reader.browser.open_extension_page(page)
    reader.browser.emulate(dark=dark)
    try:
        place = "document.querySelector('#timeout, #server')"
        ready = f"{place}.value || {place}.innerText"
        wait_until(lambda: reader.browser.evaluate(ready), "the page")
        assert examined(reader) == []
    finally:
        reader.browser.emulate()


def test_the_panel_has_no_fault(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    assert examined(reader, in_panel=True) == []
    reader.panel.set("grouped", "")
    wait_until(lambda: "(" in reader.panel.text(), "groups")
    assert examined(reader, in_panel=True) == []


def test_an_error_in_the_panel_has_no_fault(reader: Reader) -> None:
    reader.open("home.html")
    reader.fail("There is no article on this page")
    assert examined(reader, in_panel=True) == []


def test_the_page_to_print_has_no_fault(reader: Reader) -> None:
    shown: dict[str, Any] = {
        "source": {
            "url": "https://news.test/",
            "title": "Dam",
            "published": None,
            "site_name": None,
        },
        "annotations": [
            {
                "id": "q",
                "kind": "direct",
                "key": False,
                "text": "We go",
                "speaker": None,
                "cue": None,
                "reasons": [],
            }
        ],
    }
    stored = json.dumps({"print:1": shown})
    reader.browser.evaluate_in_background(f"chrome.storage.session.set({stored}).then(() => null)")
    reader.browser.open_extension_page("extension/print/print.html#1")
    wait_until(
        lambda: reader.browser.evaluate("document.querySelector('blockquote')?.innerText"),
        "the page",
    )
    assert examined(reader) == []
