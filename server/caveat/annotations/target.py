"""Where an annotation stands in the live page: W3C selectors over the page text.

The one place where code points of the article become UTF-16 units of the page. Method: each code
point of the article knows the place of the character it came from, so a target is two look-ups;
what stands between two neighbouring characters but is not the article's is reported as a gap.
"""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from caveat.article.blocks import INVISIBLE
from caveat.domain import NO_PLACE, Article
from caveat.page.page import Page

CONTEXT = 32
"""UTF-16 units of prefix and suffix, as many as Hypothesis keeps: enough to tell repeats apart."""


class Position(TypedDict):
    """TextPositionSelector: UTF-16 units over the page text, end exclusive."""

    start: int
    end: int


class QuoteSelector(TypedDict):
    """TextQuoteSelector: the page text of the position, with what stands before and after."""

    exact: str
    prefix: str
    suffix: str


class Target(TypedDict):
    """The position, the text that must stand there, and the stretches in it to leave undrawn."""

    position: Position
    quote: QuoteSelector
    gaps: list[Position]


class Targets:
    """Builds the targets of one article's annotations."""

    def __init__(self, article: Article, page: Page) -> None:
        self._units = page.text.encode("utf-16-le", "surrogatepass")
        self._places = np.asarray(article.places, dtype=np.int64)
        wide = np.fromiter((letter > "\uffff" for letter in article.text), bool, len(article.text))
        self._ends = self._places + 1 + wide

    def target(self, start: int, end: int) -> Target | None:
        """The target of the article's code points `start` to `end`; None where none has a place."""
        placed = start + np.flatnonzero(self._places[start:end] != NO_PLACE)
        if not placed.size:
            return None
        begins, ends = self._places[placed], self._ends[placed]
        first, last = int(begins[0]), int(ends[-1])
        jumps = np.flatnonzero(begins[1:] > ends[:-1])
        gaps: list[Position] = [
            {"start": int(ends[at]), "end": int(begins[at + 1])}
            for at in jumps
            if self._text(int(ends[at]), int(begins[at + 1])).strip().strip(INVISIBLE)
        ]
        return {
            "position": {"start": first, "end": last},
            "quote": {
                "exact": self._text(first, last),
                "prefix": self._text(max(0, first - CONTEXT), first),
                "suffix": self._text(last, last + CONTEXT),
            },
            "gaps": gaps,
        }

    def _text(self, start: int, end: int) -> str:
        """Page text by UTF-16 positions; a surrogate pair cut at an edge is left out."""
        return self._units[2 * start : 2 * end].decode("utf-16-le", "ignore")
