"""Whatever a page is made of, what is drawn is what was said: fast-check makes the pages, a real
browser shows them, the real extension and server do the rest.

CAVEAT_TREES and CAVEAT_TREES_SEED ask for more pages, or others.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from .reader import Reader
from .said_and_drawn import assert_drawn_as_said, page_text
from .servers import ROOT

TREES = os.environ.get("CAVEAT_TREES", "15")
SEED = os.environ.get("CAVEAT_TREES_SEED", "20")

Tree = list[Any]


@pytest.mark.usefixtures("stretches")
def test_on_any_page_what_is_drawn_is_what_was_said(reader: Reader) -> None:
    reader.open("tree.html")
    with subprocess.Popen(
        ["node", str(ROOT / "tests" / "browser" / "trees.js"), TREES, SEED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as pages:
        assert pages.stdin
        assert pages.stdout
        for line in pages.stdout:
            told = json.loads(line)
            if "tree" not in told:
                break
            pages.stdin.write(verdict(reader, told["tree"]).replace("\n", " ") + "\n")
            pages.stdin.flush()
    assert not told["failed"], json.dumps(told, indent=1)
    assert told["runs"] == int(TREES)


def verdict(reader: Reader, tree: Tree) -> str:
    """What is wrong on the page of a tree; "" where nothing is."""
    reader.browser.evaluate(f"grow({json.dumps(tree)}), null")
    page, traces = reader.page(), reader.traces()
    try:
        exchange = reader.press_anyway()
        assert_drawn_as_said(reader.highlights(), exchange.analysis["quotes"])
        assert not reader.panel.lost()
        assert "canary" not in page_text(exchange)
        assert "canary" not in exchange.asked["page"]
    except AssertionError as error:
        return str(error)[:2000] or repr(error)
    finally:
        reader.leave()
    return "" if (reader.page(), reader.traces()) == (page, traces) else "the page was changed"
