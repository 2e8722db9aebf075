"""Every character of an article found again in the live page, on saved pages in a real browser.

    python bench/pages/round_trip.py FOLDER [--browser firefox] [--limit 20]

FOLDER holds pages as .html or .html.gz. Each is opened under another host name than the server's,
every field of it is filled in, and the button is pressed; the server finds every block of the
article and stretches of it drawn by lot. Then it is looked, in the page itself, at what is drawn,
and at what the snapshot held.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stage import ROOT, SavedPages, everything_found, saved_pages

sys.path.insert(0, str(ROOT / "tests"))

from lxml import etree

from browser.chromium import Chromium
from browser.firefox import Firefox
from browser.reader import Highlight, Reader
from browser.relay import Json
from browser.said_and_drawn import as_carried, drawn_text, letters
from browser.waiting import NeverHappenedError
from caveat.page.snapshot import page_from_snapshot

CANARY = "Xq7canary"
"""What is typed into every field of the page: it must not be in the snapshot."""

FILL = f"""(() => {{
  for (const field of document.querySelectorAll("input, textarea")) {{
    try {{ field.value = "{CANARY}"; }} catch {{ /* a file is chosen, not typed */ }}
  }}
}})()"""

SETTLE = "new Promise((settled) => setTimeout(settled, 1500))"
"""Until a page's own scripts have done what they do at first: the look comes after the snapshot."""

BLANK = b"<!doctype html><title>Blank</title><p>Nothing to read here."

NOT_TEXT = frozenset[str]().union(
    ["style", "noscript", "template", "textarea", "select", "option", "button", "datalist"],
    ["iframe", "object", "canvas", "svg", "math", "audio", "video"],
)

SEEN = """(() => {
  const left_out = "script,style,noscript,template,textarea,select,option,button,datalist,object,"
    + "canvas,svg,math,audio,video,caveat-card,[contenteditable]:not([contenteditable=false])";
  const seen = [];
  const range = document.createRange();
  for (const node of side.flat(document.body)) {
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
    const parent = node.parentElement;
    if (!parent || parent.closest(left_out) || node.ownerDocument !== document) continue;
    const closed = parent.closest("details:not([open])");
    if (closed && !parent.closest("summary")) continue;
    range.selectNodeContents(node);
    if (range.getClientRects().length && getComputedStyle(parent).visibility === "visible") {
      seen.push(node.data);
    }
  }
  return seen;
})()"""
"""The text that has boxes on the screen: another way to tell it than the extension's."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured on one page; counts are of characters that are not white space."""

    name: str
    article: int
    placed: int
    annotations: int
    lost: int
    wrong: int
    share: float
    hidden: list[str]
    missing: list[str]
    forbidden: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--browser", choices=["chromium", "firefox"], default="chromium")
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    sources = dict(list(saved_pages(arguments.folder).items())[: arguments.limit])
    pages = SavedPages({**sources, "blank": BLANK})
    results = []
    failed = []
    with everything_found() as relay:
        browser = (Chromium if arguments.browser == "chromium" else Firefox)(ROOT)
        try:
            reader = Reader(browser, pages, relay)
            reader.set_options(relay.address)
            reader.pair("blank")
            # The first press opens the panel, and with it the page is laid out anew.
            reader.open("blank")
            reader.press_anyway()
            for name, source in sources.items():
                try:
                    results.append(measured(reader, name, source))
                except (NeverHappenedError, AssertionError) as error:
                    failed.append(f"{name}: {str(error)[:200]}")
                    print(failed[-1], flush=True)
                    continue
                line(results[-1])
        finally:
            browser.close()
    pages.close()
    summary(results, failed)


def measured(reader: Reader, name: str, source: bytes) -> Result:
    reader.open(name)
    reader.browser.evaluate(SETTLE)
    reader.browser.evaluate(FILL)
    exchange = reader.press_anyway()
    analysis = exchange.analysis
    seen = reader.browser.evaluate(f"(side => {SEEN})({page_side()})")
    marked = reader.highlights()
    lost = set(reader.panel.lost())
    wrong = placed = 0
    for sort, drawn in (
        ("quotes", [each for each in marked if each.is_quote]),
        ("risks", [each for each in marked if not each.is_quote]),
    ):
        said = [each for each in analysis[sort] if each["id"] not in lost]
        bad, good = compared(said, drawn)
        wrong += bad
        if sort == "quotes":
            placed = good
    snapshot = exchange.asked["page"]
    text = page_from_snapshot(snapshot).text
    hidden, missing = differences(letters(text), letters(as_carried("".join(seen))))
    return Result(
        name,
        len(letters(analysis["article"]["text"])),
        placed,
        len(analysis["quotes"]) + len(analysis["risks"]),
        len(lost),
        wrong,
        len(snapshot.encode()) / len(source),
        hidden,
        missing,
        forbidden(snapshot),
    )


def page_side() -> str:
    return (ROOT / "tests" / "browser" / "page_side.js").read_text(encoding="utf-8")


def compared(said: Sequence[Json], drawn: Sequence[Highlight]) -> tuple[int, int]:
    """Annotations whose drawn text is not their own, and characters drawn right."""
    remaining = [as_carried(each.text) for each in drawn]
    wrong = good = 0
    for annotation in sorted(said, key=lambda each: each["target"]["position"]["start"]):
        expected = drawn_text(annotation)
        found = ""
        while remaining and len(found) < len(expected):
            found += remaining.pop(0)
        if found == expected and letters(found) == letters(annotation["text"]):
            good += len(letters(found))
        else:
            wrong += 1
    return wrong + len(remaining), good


def differences(held: str, seen: str) -> tuple[list[str], list[str]]:
    """Stretches that the snapshot held though they were not seen, and those that it lacked."""
    hidden, missing = [], []
    at = there = 0
    while at < len(held) or there < len(seen):
        if held[at : at + 1] == seen[there : there + 1]:
            at, there = at + 1, there + 1
            continue
        # The nearest place where twenty characters agree again.
        for skipped in range(1, max(len(held) - at, len(seen) - there) + 1):
            if held[at + skipped : at + skipped + 20] == seen[there : there + 20]:
                hidden.append(held[at : at + skipped])
                at += skipped
                break
            if held[at : at + 20] == seen[there + skipped : there + skipped + 20]:
                missing.append(seen[there : there + skipped])
                there += skipped
                break
        else:
            return [*hidden, held[at:]], [*missing, seen[there:]]
    return hidden, missing


def forbidden(snapshot: str) -> list[str]:
    """What must not be in a snapshot: elements, attributes, what was typed."""
    found = [CANARY] if CANARY in snapshot else []
    for element in etree.fromstring(snapshot.encode(), etree.XMLParser(huge_tree=True)).iter():
        if element.tag in NOT_TEXT:
            found.append(f"<{element.tag}>")
        if element.tag == "script" and element.get("type", "").strip().lower() != (
            "application/ld+json"
        ):
            found.append("<script>")
        found += [name for name in element.attrib if name in ("value", "style") or name[:2] == "on"]
    return found


def line(result: Result) -> None:
    print(
        f"{result.name[:12]:12} article {result.article:6} placed {result.placed:6}"
        f" annotations {result.annotations:4} lost {result.lost} wrong {result.wrong}"
        f" share {result.share:.2f} hidden {len(''.join(result.hidden))}"
        f" missing {len(''.join(result.missing))}"
        + (f" forbidden {result.forbidden[:3]}" if result.forbidden else ""),
        flush=True,
    )
    for kind, stretches in (("hidden", result.hidden), ("missing", result.missing)):
        for stretch in stretches[:3]:
            print(f"    {kind}: {stretch[:70]}")


def summary(results: Sequence[Result], failed: Sequence[str]) -> None:
    article = sum(each.article for each in results)
    placed = sum(each.placed for each in results)
    shares = sorted(each.share for each in results)
    hidden = sum(bool(each.hidden) for each in results)
    print(f"\npages {len(results)}, not measured {len(failed)}")
    print(
        f"characters of articles {article}, drawn on themselves {placed} ({placed / article:.4%})"
    )
    print(
        f"annotations {sum(each.annotations for each in results)},"
        f" listed as not found {sum(each.lost for each in results)},"
        f" on other words {sum(each.wrong for each in results)}"
    )
    print(
        f"snapshot as a share of the page's HTML: median {statistics.median(shares):.2f},"
        f" largest {shares[-1]:.2f}"
    )
    print(f"pages whose snapshot held text without a box {hidden},")
    print(f"or anything forbidden {sum(bool(each.forbidden) for each in results)}")


if __name__ == "__main__":
    main()
