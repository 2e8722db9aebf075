"""How long a press holds the main thread of a large page, in real Chromium, task by task.

    python bench/pages/main_thread.py [FILE] [--presses 7]

Without FILE the page is made up: a long article and what stands round it on a large news site,
1.5 MB and 30,000 elements. From the press until all is drawn, every task of the page's main thread
is traced. A task's time is that of the processor, so that other work on the machine tells little;
the time by the clock stands beside it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stage import ROOT, SavedPages, everything_found

sys.path.insert(0, str(ROOT / "tests"))

from browser.chromium import Chromium
from browser.devtools import Pipe
from browser.reader import Reader
from browser.waiting import wait_until

MARK = "caveat-bench"
TASK = "ThreadControllerImpl::RunTask"
CATEGORIES = ["toplevel", "blink.user_timing", "devtools.timeline"]
NOISE = "The harbour board met again on Monday and put the question of the wall off until autumn. "
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the main thread: ms by the processor and by the clock, and what it did most."""

    processor: float
    clock: float
    work: str

    @property
    def collects(self) -> bool:
        """Whether it is the browser's collection of garbage, the page's own among it."""
        return self.work.startswith(("MajorGC", "MinorGC"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--presses", type=int, default=7)
    parser.add_argument("--every", type=int, default=4, help="of so many blocks one is a quote")
    arguments = parser.parse_args()
    page = arguments.file.read_bytes() if arguments.file else large_page().encode()
    pages = SavedPages({"page": page})
    longest: list[Task] = []
    collecting: list[float] = []
    with everything_found(arguments.every) as relay:
        browser = Chromium(ROOT)
        try:
            reader = Reader(browser, pages, relay)
            reader.set_options(relay.address)
            reader.pair("page")
            reader.read("page")  # opens the panel, which lays the page out anew
            print(f"{len(page):,} bytes, {browser.evaluate('document.all.length'):,} elements")
            for _ in range(arguments.presses):
                reader.open("page")
                tasks = traced(browser, reader)
                longest.append(by_time(each for each in tasks if not each.collects)[0])
                collecting += [each.processor for each in tasks if each.collects]
                print("longest tasks: " + "; ".join(map(shown, by_time(tasks)[:4])), flush=True)
            sent = len(json.dumps(reader.exchanges()[-1].asked, ensure_ascii=False).encode())
            drawn = len(reader.highlights())
        finally:
            browser.close()
    pages.close()
    times = [task.processor for task in longest]
    print(f"{sent:,} bytes sent, {drawn:,} ranges drawn")
    print(
        f"longest task of each press, ms of the processor: median {statistics.median(times):.0f},"
        f" least {min(times):.0f}, most {max(times):.0f};"
        f" longest collection of garbage {max(collecting, default=0):.0f}"
    )


def traced(browser: Chromium, reader: Reader) -> list[Task]:
    """The tasks of the page's main thread from the press until everything is drawn."""
    pipe = browser.pipe
    pipe.call(
        "Tracing.start",
        transferMode="ReturnAsStream",
        traceConfig={"includedCategories": CATEGORIES, "excludedCategories": ["*"]},
    )
    browser.evaluate(f"performance.mark({json.dumps(MARK)}), null")
    reader.press()
    wait_until(lambda: browser.badge().strip("…"), "the badge to show the outcome")
    browser.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    browser.evaluate(f"performance.mark({json.dumps(MARK)}), null")
    pipe.call("Tracing.end")
    stream = pipe.event("Tracing.tracingComplete")["stream"]
    events = json.loads("".join(read(pipe, stream)))["traceEvents"]
    return tasks_between_marks(events)


def read(pipe: Pipe, stream: str) -> Iterator[str]:
    """A stream of the browser's, piece by piece."""
    while True:
        piece = pipe.call("IO.read", handle=stream, size=1 << 22)
        data = piece["data"]
        yield b64decode(data).decode() if piece.get("base64Encoded") else data
        if piece["eof"]:
            pipe.call("IO.close", handle=stream)
            return


def tasks_between_marks(events: Iterable[Event]) -> list[Task]:
    """The tasks of the thread that set the marks, from the first to the last of them."""
    events = [each for each in events if "ts" in each]
    marks = sorted((each for each in events if each["name"] == MARK), key=lambda each: each["ts"])
    first, last = marks[0], marks[-1]
    own = [
        each
        for each in events
        if (each["pid"], each["tid"]) == (first["pid"], first["tid"])
        and each["ph"] == "X"
        and first["ts"] < each["ts"] < last["ts"]
    ]
    parts = [each for each in own if each["name"] != TASK and each["cat"] != "toplevel"]
    return [
        Task(task.get("tdur", 0) / 1000, task["dur"] / 1000, work_in(task, parts))
        for task in own
        if task["name"] == TASK
    ]


def work_in(task: Event, parts: Iterable[Event]) -> str:
    """The names of the longest parts of a task."""
    end = task["ts"] + task["dur"]
    within = [each for each in parts if task["ts"] <= each["ts"] < end]
    within.sort(key=lambda each: -float(each.get("dur", 0)))
    return ", ".join(f"{each['name']} {each.get('dur', 0) / 1000:.0f}" for each in within[:3])


def by_time(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: -task.processor)


def shown(task: Task) -> str:
    return f"{task.processor:.0f} ms ({task.clock:.0f} by the clock: {task.work})"


def large_page() -> str:
    """A made-up page of 1.5 MB: 30,000 elements, links and boxes as news sites nest them."""

    def teaser(number: int) -> str:
        return (
            f'<div class="teaser card-{number % 7} grid__item" data-track="{number:030x}">'
            f'<a class="teaser__link" href="/news/{number}/wall" data-src="/{number}.jpg">'
            f"<span>Harbour</span><h3>Wall number {number}</h3></a><time>2 h</time></div>"
        )

    paragraphs = "".join(
        f"<p>{NOISE * 3}“Nobody should sleep by that wall number {number},” said <b>Oskar"
        f" Brandt</b>. <i>The</i> storm could flood the <a href='#'>market</a>.</p>"
        for number in range(120)
    )
    teasers = "".join(teaser(number) for number in range(5900))
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>The harbour wall</title>"
        '<meta property="og:type" content="article"><style>body{font:16px sans-serif}'
        ".grid{display:grid;grid-template-columns:repeat(6,1fr)}</style>"
        f"<script>const data = {json.dumps(['x' * 60] * 3000)}</script>"
        f"<body><article><h1>The harbour wall</h1>{paragraphs}</article>"
        f"<aside class=grid>{teasers}</aside></body></html>"
    )


if __name__ == "__main__":
    main()
