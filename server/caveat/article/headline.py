"""The headline above an article, on the page: it may quote and warn, too.

In: what is known of a page and which of its blocks are the article. Out: the block of the headline,
if it stands on the page and is not among them: the heading above the article's end that says most
of what the page calls itself. An article's body is its text alone; who reads the page reads both.
"""

from __future__ import annotations

from collections.abc import Collection

from caveat.article.blocks import is_heading
from caveat.article.evidence import Evidence
from caveat.article.words import WORD, alike

ALIKE = 0.6
"""Share of the words of title and heading together that both have, from which the heading is it:
pages shorten their titles, or put the site's name behind."""

ALIKE_ALONE = 0.2
"""The same for the only <h1> above the article: a title may be put otherwise for searchers."""

MOST_HEADINGS = 200
"""Headings that are looked at, from the top: bounds hostile pages, not news."""


def headline_number(evidence: Evidence, article: Collection[int]) -> int | None:
    """The number of the headline's block; None where there is none, or it is in `article`."""
    title = _words(evidence.source.title or "")
    if not title or not article:
        return None
    headings = [
        number for number, block in enumerate(evidence.blocks[: max(article)]) if is_heading(block)
    ][:MOST_HEADINGS]
    shared = {number: alike(title, _words(evidence.texts[number].text)) for number in headings}
    best = max(headings, key=lambda number: shared[number], default=None)
    if best is None or shared[best] < ALIKE:
        first = [number for number in headings if evidence.blocks[number].element.tag == "h1"]
        best = first[0] if len(first) == 1 and shared[first[0]] >= ALIKE_ALONE else None
    return None if best in article else best


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))
