"""How long each step takes on a news article, beside spaCy's stock pipeline and readability-lxml.

    python bench/speed.py [FILE…] [--turns N]      # HTML files; without any, the ten of articles/

In each turn the steps, spaCy's stock pipeline on the same text and readability-lxml on the same
source run one after another; a figure is the median of the turns, after one to warm up. Ratios
are formed within a turn: only they compare between machines. What risks add is measured against the
same analysis without them, for a second processor reads sentences while quotes are found.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar
from unittest.mock import patch

import spacy
from readability import Document
from spacy.language import Language

from caveat.article.errors import NoArticleError
from caveat.language.en.parse import load_model
from caveat.page.errors import UnreadablePageError
from caveat.page.html_file import decode, page_from_html
from caveat.pipeline import analyze_page

ARTICLES = Path(__file__).parent / "articles"
TURNS = 7
"""Enough that the median ratio to stock moves by 0.01 between runs on a busy machine."""

T = TypeVar("T")

NAME_WIDTH = 16
TITLES = ("page", "article", "reading", "quotes", "risks", "stock", "readab.", "no risks")
RATIO_TITLES = ("language/stock", "article/readab.", "with page", "risks add")


@dataclass(frozen=True, slots=True)
class Turn:
    """Times of one turn in ms: the steps, then what they are compared with."""

    page: float
    article: float
    reading: float
    quotes: float
    risks: float
    stock: float
    readability: float
    without_risks: float

    @property
    def ratios(self) -> tuple[float, float, float, float]:
        """Language step to stock; article step to readability, without and with the page's parse;
        what risks add to reading and quotes, in parts of these.

        readability-lxml parses the source itself, so that the second is the fairer of its two.
        """
        return (
            (self.reading + self.quotes + self.risks) / self.stock,
            self.article / self.readability,
            (self.page + self.article) / self.readability,
            (self.reading + self.quotes + self.risks) / self.without_risks - 1,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """What the turns on one article come to: medians in ms, medians of the ratios."""

    name: str
    words: int
    times: tuple[float, ...]
    ratios: tuple[float, ...]


def main() -> None:
    """Print a line an article, then the totals with the median ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="HTML files; else the ten of articles/")
    parser.add_argument("--turns", type=int, default=TURNS, help=f"turns a file (default {TURNS})")
    options = parser.parse_args()
    if options.turns < 1:
        parser.error("--turns must be 1 or more")
    missing = [str(path) for path in options.files if not path.is_file()]
    if missing:
        parser.error(f"no such file: {', '.join(missing)}")
    stock = stock_pipeline()
    print(f"stock: {stock.meta['name']} with {', '.join(stock.pipe_names)}")
    print(f"times in ms; medians of {options.turns} turns")
    print(_header())
    rows = []
    for path in options.files or sorted(ARTICLES.glob("*.html")):
        try:
            row = measure(path, stock, options.turns)
        except (NoArticleError, UnreadablePageError, NotEnglishError) as error:
            raise SystemExit(f"{path}: {error}") from error
        print(_line(row), flush=True)
        rows.append(row)
    print(_line(_totals(rows)))


class NotEnglishError(ValueError):
    """The article is not in English, which the stock pipeline reads."""


def stock_pipeline() -> Language:
    """The model that Caveat has loaded, as spaCy loads it: the entity recogniser is in it."""
    meta = load_model().meta
    return spacy.load(f"{meta['lang']}_{meta['name']}")


def measure(path: Path, stock: Language, turns: int) -> Row:
    """Take `turns` turns on the article in the HTML file at `path`.

    Raises NoArticleError or UnreadablePageError where there is none to be had, and
    NotEnglishError where a comparison with an English pipeline would mean nothing.
    """
    content = path.read_bytes()
    analysis = analyze_page(page_from_html(content))
    if "en" not in analysis.languages:
        raise NotEnglishError("the article is not in English: give one that is.")
    text = analysis.article.text
    _turn(content, text, stock)
    taken = [_turn(content, text, stock) for _ in range(turns)]
    return Row(
        path.stem,
        len(text.split()),
        tuple(median(times) for times in zip(*map(astuple, taken), strict=True)),
        tuple(median(ratios) for ratios in zip(*(turn.ratios for turn in taken), strict=True)),
    )


def _turn(content: bytes, text: str, stock: Language) -> Turn:
    source = decode(content)
    page, page_ms = _timed(lambda: page_from_html(content))
    with (
        patch("caveat.language.en.glance", lambda *_: {}),
        patch("caveat.pipeline.begin_risks", lambda _: ()),
        patch("caveat.pipeline.find_risks", lambda *_: ()),
    ):
        bare = analyze_page(page).timings
    steps = analyze_page(page).timings
    _, stock_ms = _timed(lambda: stock(text))
    _, readability_ms = _timed(lambda: Document(source).summary())
    return Turn(
        page_ms,
        steps.article,
        steps.reading,
        steps.quotes,
        steps.risks,
        stock_ms,
        readability_ms,
        bare.language,
    )


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` returns, and the ms it took."""
    began = time.perf_counter()
    result = work()
    return result, 1000 * (time.perf_counter() - began)


def _totals(rows: list[Row]) -> Row:
    return Row(
        "total, median",
        sum(row.words for row in rows),
        tuple(map(sum, zip(*(row.times for row in rows), strict=True))),
        tuple(map(median, zip(*(row.ratios for row in rows), strict=True))),
    )


def _header() -> str:
    return (
        f"{'':{NAME_WIDTH}}{'words':>6}"
        + "".join(f"{title:>9}" for title in TITLES)
        + "".join(f"{title:>16}" for title in RATIO_TITLES)
    )


def _line(row: Row) -> str:
    return (
        f"{row.name[: NAME_WIDTH - 1]:{NAME_WIDTH}}{row.words:6}"
        + "".join(f"{milliseconds:9.1f}" for milliseconds in row.times)
        + "".join(f"{ratio:16.2f}" for ratio in row.ratios)
    )


if __name__ == "__main__":
    main()
