"""How long it takes to draw 300 annotations, in both real browsers.

    python bench/pages/drawing.py [--annotations 300] [--rounds 15]

On a page of the extension, so that the content modules can be called: paragraphs of an article,
each with an annotation of every kind in turn. A round is the one call that draws them all, then the
frame in which they are painted; then they are taken off. Medians, without the first round.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from stage import ROOT

from browser.chromium import Chromium
from browser.driver import WELCOME, Browser
from browser.firefox import Firefox

DRAW = (Path(__file__).with_name("drawing.js")).read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--annotations", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    for kind in (Chromium, Firefox):
        browser: Browser = kind(ROOT)
        try:
            browser.open_extension_page(WELCOME)
            rounds: list[dict[str, Any]] = browser.evaluate(
                f"({DRAW})({arguments.annotations}, {arguments.rounds})"
            )
        finally:
            browser.close()
        drawn = statistics.median(each["drawn"] for each in rounds[1:])
        painted = statistics.median(each["painted"] for each in rounds[1:])
        print(f"{browser.name}: drawn in {drawn:.1f} ms, painted {painted:.1f} ms after the call")


if __name__ == "__main__":
    main()
