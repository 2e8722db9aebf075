"""2,000 analyses one after the other on the real server: is one lost, does its memory grow?

`python bench/soak.py [ANALYSES]`. Each page has words of its own, as news has. Memory is what the
server and its worker hold together (unique set size, which counts shared pages for nobody),
looked at after every analysis; each figure is the median of a hundred.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
from lxml import html

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "server"))

from real_server import RealServer  # noqa: E402 - found by the line above

WARM_UP = 200
STEP = 100
LETTERS = "aeioubcdfghlmnprst"


def main(analyses: int) -> None:
    pages = sorted((ROOT / "bench" / "articles").glob("*.html"))
    chance = random.Random(1)
    memory: list[float] = []
    seconds: list[float] = []
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        server = RealServer(Path(folder))
        try:
            for number in range(analyses):
                page = page_of(pages[number % len(pages)], chance)
                began = time.perf_counter()
                status, _ = server.analyse(page)
                seconds.append(time.perf_counter() - began)
                lost += status != 200
                memory.append(held_by(server.process.pid))
        finally:
            server.end()
    settled = memory[WARM_UP:]
    medians = [statistics.median(settled[at : at + STEP]) for at in range(0, len(settled), STEP)]
    base = medians[0]
    print("MB, median of each hundred:", " ".join(f"{each:.0f}" for each in medians))
    deviation = max(abs(each / base - 1) for each in medians)
    print(f"{analyses} analyses, {lost} lost")
    print(f"largest deviation after the first {WARM_UP}: {deviation:.1%}")
    print(f"last hundred against first: {medians[-1] / base - 1:+.1%}")
    print(f"peak {max(memory):.0f} MB, with a worker and the one that takes its place")
    print(f"median {statistics.median(seconds):.3f} s, slowest {max(seconds):.3f} s")
    sys.exit(bool(lost or deviation > 0.05))


def page_of(file: Path, chance: random.Random) -> str:
    """The article as a snapshot, every eighth word made up anew."""
    paragraphs = []
    for element in html.parse(str(file)).iter("p"):
        words = [
            "".join(chance.choices(LETTERS, k=7)) if chance.random() < 1 / 8 else word
            for word in element.text_content().split()
        ]
        written = " ".join(words).replace("&", "&amp;").replace("<", "&lt;")
        paragraphs.append(f"<p>{written}</p>")
    return f"<html><body><article><h1>News</h1>{''.join(paragraphs)}</article></body></html>"


def held_by(pid: int) -> float:
    """MB that a process and its children hold."""
    server = psutil.Process(pid)
    total = 0
    for process in (server, *server.children()):
        try:
            total += process.memory_full_info().uss
        except psutil.Error:  # a worker that has just been renewed
            continue
    return total / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
