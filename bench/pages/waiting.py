"""How long a reader waits from the press to the marks, in real Chromium with the real server.

    python bench/pages/waiting.py [--presses 20]

On an article of some 600 words, beside the server's own time: from the request to the answer, as
its log has it. On one of 30,000 words, when the first marks stand, beside when all do. The page
looks every 4 ms whether it has marks.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from stage import ROOT, SavedPages

from browser.chromium import Chromium
from browser.reader import Reader
from browser.relay import Exchange
from browser.servers import CaveatServer
from browser.waiting import wait_until

ARTICLES = sorted((ROOT / "bench" / "articles").glob("*.html"))
ARTICLE = "accident"
WORDS = 30_000
OWN_TIME = re.compile(r"analysis: 200 in (\d+) ms")
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)

WATCH = """
window.seen = [];
window.watch = setInterval(() => {
  let count = 0;
  for (const highlight of CSS.highlights.values()) count += highlight.size;
  if (count !== (seen.at(-1)?.[1] ?? 0)) seen.push([Date.now(), count]);
}, 4);
null
"""


@dataclass
class Direct:
    """In the relay's place: the extension asks the server itself."""

    address: str
    exchanges: list[Exchange] = field(default_factory=list)
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """ms from the press: the first marks, all of them; and the server's own time."""

    first: float
    last: float
    server: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--presses", type=int, default=20)
    arguments = parser.parse_args()
    pages = SavedPages(
        {
            "short": (ROOT / "bench" / "articles" / f"{ARTICLE}.html").read_bytes(),
            "long": long_page(),
        }
    )
    server = CaveatServer(options=["--background"])
    log = server.data / "caveat.log"
    browser = Chromium(ROOT)
    try:
        reader = Reader(browser, pages, Direct(f"http://127.0.0.1:{server.port}"))  # type: ignore[arg-type]
        reader.set_options(f"http://127.0.0.1:{server.port}", timeout_seconds=120)
        reader.pair("short")
        press(reader, "short", log)
        short = [press(reader, "short", log) for _ in range(arguments.presses)]
        long = [press(reader, "long", log) for _ in range(3)]
    finally:
        browser.close()
        server.close()
        pages.close()
    waits = [each.last for each in short]
    owns = [each.server for each in short]
    ratio = statistics.median(each.last / each.server for each in short)
    print(
        f"{len(short)} presses on {ARTICLE}: marks after {statistics.median(waits):.0f} ms,"
        f" the server's own time {statistics.median(owns):.0f} ms, ratio {ratio:.2f} (medians)"
    )
    share = statistics.median(each.first / each.last for each in long)
    print(
        f"{WORDS:,} words: first marks after {statistics.median(e.first for e in long):.0f} ms, all"
        f" after {statistics.median(e.last for e in long):.0f} ms, share {share:.2f} (medians)"
    )


def press(reader: Reader, page: str, log: Path) -> Wait:
    reader.open(page)
    reader.browser.evaluate(WATCH)
    began = time.time() * 1000
    reader.press()
    wait_until(lambda: reader.browser.badge().strip("…"), "the badge to show the outcome", 120)
    assert reader.browser.badge() != "!", reader.panel.text()
    seen = wait_until(lambda: reader.browser.evaluate("seen"), "the page to see its marks")
    own = OWN_TIME.findall(log.read_text(encoding="utf-8"))[-1]
    return Wait(seen[0][0] - began, seen[-1][0] - began, float(own))


def long_page() -> bytes:
    """Paragraphs of all the articles in turn, each with a beginning of its own."""
    texts = [PARAGRAPH.findall(file.read_text(encoding="utf-8")) for file in ARTICLES]
    paragraphs: list[str] = []
    words = 0
    while words < WORDS:
        for number, article in enumerate(texts):
            for at, text in enumerate(article):
                paragraphs.append(f"<p>Part {len(paragraphs)}, {number} and {at}: {text}</p>")
                words += len(text.split())
    head = "<!doctype html><html lang=en><meta charset=utf-8><title>All of it</title>"
    return f"{head}<article><h1>All of it</h1>{''.join(paragraphs)}</article>".encode()


if __name__ == "__main__":
    main()
