"""How long the article step takes, as a multiple of readability-lxml alone, in one run.

    python bench/extraction/time_ratio.py FOLDER [--rounds 3]

FOLDER holds pages (*.html or *.html.gz). readability-lxml gets the page's source and gives its
summary, as anybody would call it; the article step gets the parsed page and gives the article with
places, languages and metadata. Reading the file into a page is given beside it.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from readability import Document

from caveat.article.errors import NoArticleError
from caveat.article.extract import extract
from caveat.page.html_file import decode, page_from_html
from caveat.page.page import Page


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    sources = [_read(path) for path in sorted(options.folder.glob("*.html*"))]
    alone = parsing = step = 0.0
    _extract(page_from_html(sources[0]))
    for _ in range(options.rounds):
        for source in sources:
            text = decode(source)
            alone += _seconds(Document(text).summary)
            parsing += _seconds(partial(page_from_html, source))
            step += _seconds(partial(_extract, page_from_html(source)))
    count = len(sources) * options.rounds
    print(f"{len(sources)} pages: readability-lxml alone {1000 * alone / count:.1f} ms a page = 1")
    print(f"article step {step / alone:.2f}; with reading the file {(step + parsing) / alone:.2f}")


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _extract(page: Page) -> None:
    with suppress(NoArticleError):
        extract(page)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
