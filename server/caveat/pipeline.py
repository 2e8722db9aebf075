"""The whole way through the server: article → language → quotes, risks, each step timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caveat.article.extract import extract
from caveat.article.plain import article_from_text
from caveat.article.selection import Stretch, selected_article
from caveat.domain import Article, Quote, Risk
from caveat.language.reading import read
from caveat.page.page import Page
from caveat.quotes.find import find_quotes
from caveat.risks.find import find_risks


@dataclass(frozen=True, slots=True)
class Timings:
    """How long each step took, in ms; `language` is reading, quotes and risks together."""

    article: float
    reading: float
    quotes: float
    risks: float

    @property
    def language(self) -> float:
        return self.reading + self.quotes + self.risks

    @property
    def total(self) -> float:
        return self.article + self.language


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with the quotes and risk claims found in it.

    `languages`: those it is written in that Caveat reads; empty where it could look for nothing.
    """

    article: Article
    languages: tuple[str, ...]
    quotes: tuple[Quote, ...]
    risks: tuple[Risk, ...]
    timings: Timings


def analyze_page(page: Page, *, anyway: bool = False) -> Analysis:
    """Analyse the main article of `page`.

    Raises NoArticleError where it has none; with `anyway` only where it has no text at all.
    """
    return _analyze(lambda: extract(page, anyway=anyway))


def analyze_selection(page: Page, stretches: Sequence[Stretch]) -> Analysis:
    """Analyse what the reader has selected of `page`: stretches of its text in UTF-16 units.

    Raises NoArticleError where no visible text is selected.
    """
    return _analyze(lambda: selected_article(page, stretches))


def analyze_text(text: str) -> Analysis:
    """Analyse the whole of a plain text."""
    return _analyze(lambda: article_from_text(text))


def _analyze(article_of: Callable[[], Article]) -> Analysis:
    began = time.perf_counter()
    article = article_of()
    extracted = time.perf_counter()
    readings = read(article)
    understood = time.perf_counter()
    quotes = find_quotes(readings)
    quoted = time.perf_counter()
    risks = find_risks(readings, quotes)
    ended = time.perf_counter()
    timings = Timings(
        *(
            1000 * (after - before)
            for before, after in (
                (began, extracted),
                (extracted, understood),
                (understood, quoted),
                (quoted, ended),
            )
        )
    )
    languages = tuple(reading.language for reading in readings)
    return Analysis(article, languages, quotes, risks, timings)
