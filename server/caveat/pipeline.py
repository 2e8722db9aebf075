"""The whole way through the server: article → language → quotes, risks, each step timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from caveat.article.extract import extract
from caveat.article.plain import article_from_text
from caveat.article.selection import Stretch, selected_article
from caveat.domain import Article, Quote, Risk, Sensitivity
from caveat.language.reading import read
from caveat.page.page import Page
from caveat.quotes.find import find_quotes
from caveat.risks.find import begin_risks, find_risks
from caveat.risks.sensitivity import shows

OPENING = 4_000
"""Code points, some 650 words: what a reader sees of an article before scrolling, and more."""

LONG = 20_000
"""Code points, from which on an analysis takes over half a second and its opening is told first."""


@dataclass(frozen=True, slots=True)
class Timings:
    """How long each step took, in ms; `language` is reading, quotes and risks together.

    `risks`: what they take of the time in which nothing else is done; while the text is read and
    quotes are found, a second processor reads sentences for them. `opening`: what it took to tell
    of a long article's opening before.
    """

    article: float
    reading: float
    quotes: float
    risks: float
    opening: float = 0.0

    @property
    def language(self) -> float:
        return self.reading + self.quotes + self.risks

    @property
    def total(self) -> float:
        return self.article + self.opening + self.language


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

    def shown_at(self, sensitivity: Sensitivity) -> Analysis:
        """The same with the risk claims alone that this sensitivity shows."""
        risks = tuple(risk for risk in self.risks if shows(sensitivity, risk.level))
        return replace(self, risks=risks)


def analyze_page(
    page: Page,
    *,
    anyway: bool = False,
    headline: bool = False,
    tell: Callable[[Analysis], None] | None = None,
) -> Analysis:
    """Analyse the main article of `page`: its body, with `headline` also what stands above it.

    Of a long one, `tell` is first given an analysis of its opening alone, by which a reader can
    begin; the whole then knows better who "she" is, and which quotes are the key ones.
    Raises NoArticleError where it has none; with `anyway` only where it has no text at all.
    """
    return _analyze(lambda: extract(page, anyway=anyway, headline=headline), tell)


def analyze_selection(page: Page, stretches: Sequence[Stretch]) -> Analysis:
    """Analyse what the reader has selected of `page`: stretches of its text in UTF-16 units.

    Raises NoArticleError where no visible text is selected.
    """
    return _analyze(lambda: selected_article(page, stretches))


def analyze_text(text: str) -> Analysis:
    """Analyse the whole of a plain text."""
    return _analyze(lambda: article_from_text(text))


def _analyze(
    article_of: Callable[[], Article], tell: Callable[[Analysis], None] | None = None
) -> Analysis:
    began = time.perf_counter()
    article = article_of()
    extracted = time.perf_counter()
    if tell and len(article.text) >= LONG:
        tell(_analyze(lambda: opening_of(article)))
    opened = time.perf_counter()
    readings = read(article)
    understood = time.perf_counter()
    begun = begin_risks(readings)
    begun_at = time.perf_counter()
    quotes = find_quotes(readings)
    quoted = time.perf_counter()
    risks = find_risks(begun, quotes)
    ended = time.perf_counter()
    timings = Timings(
        article=1000 * (extracted - began),
        opening=1000 * (opened - extracted),
        reading=1000 * (understood - opened),
        quotes=1000 * (quoted - begun_at),
        risks=1000 * (begun_at - understood + ended - quoted),
    )
    languages = tuple(reading.language for reading in readings)
    return Analysis(article, languages, quotes, risks, timings)


def opening_of(article: Article) -> Article:
    """The first blocks of an article, as many as make up OPENING code points; offsets stay."""
    ends = [block.end for block in article.blocks]
    count = 1 + next((at for at, end in enumerate(ends) if end >= OPENING), len(ends) - 1)
    end = ends[count - 1]
    return replace(
        article,
        text=article.text[:end],
        blocks=article.blocks[:count],
        places=article.places[:end],
    )
