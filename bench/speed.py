"""How long each step takes, as a ratio to spaCy's stock pipeline on the same text in the same run.

    python bench/speed.py [FILE…]        # HTML files; without any, the ten of bench/articles

Steps and stock are timed in turn on each article, after one turn to warm up; a figure is the median
of the turns. Only the ratios compare between machines.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from readability import Document

from caveat.language.en.parse import PACKAGED_MODEL
from caveat.page.html_file import decode, page_from_html
from caveat.pipeline import analyze_page

TURNS = 5
ARTICLES = Path(__file__).parent / "articles"
COLUMNS = (
    "words",
    "page",
    "article",
    "reading",
    "quotes",
    "risks",
    "stock",
    "language/stock",
    "article/readability",
)


def main(files: list[str]) -> None:
    """Print a line for each file and the medians below."""
    stock = spacy.load(PACKAGED_MODEL)
    paths = [Path(file) for file in files] or sorted(ARTICLES.glob("*.html"))
    if not paths:
        raise SystemExit(f"no articles in {ARTICLES}: name some HTML files")
    print(
        f"{'':24}"
        + "".join(f"{column:>20}" if "/" in column else f"{column:>9}" for column in COLUMNS)
    )
    rows = [_row(path, stock) for path in paths]
    for path, row in zip(paths, rows, strict=True):
        print(f"{path.stem[:23]:24}" + _cells(row))
    print(
        f"{'median':24}" + _cells([statistics.median(column) for column in zip(*rows, strict=True)])
    )
    print(
        f"times in ms; medians of {TURNS} turns; stock is {PACKAGED_MODEL} with all its components"
    )


def _row(path: Path, stock: Callable[[str], object]) -> list[float]:
    content = path.read_bytes()
    html = decode(content)
    text = analyze_page(page_from_html(content)).article.text
    turns = []
    for turn in range(TURNS + 1):
        parsing = _time(lambda: page_from_html(content))
        timings = analyze_page(page_from_html(content)).timings
        stock_time = _time(lambda: stock(text))
        plain = _time(lambda: Document(html).summary())
        if turn:
            turns.append(
                (
                    parsing,
                    timings.article,
                    timings.reading,
                    timings.quotes,
                    timings.risks,
                    stock_time,
                    timings.language / stock_time,
                    timings.article / plain,
                )
            )
    return [len(text.split()), *map(statistics.median, zip(*turns, strict=True))]


def _time(work: Callable[[], object]) -> float:
    """Milliseconds that `work` takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _cells(row: list[float]) -> str:
    return "".join(
        f"{value:20.2f}" if "/" in column else f"{value:9.1f}"
        for column, value in zip(COLUMNS, row, strict=True)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
