"""Headlines that quote: their speaker is whoever says the words in the article.

In: an article and its quotes in order. Out: the same, those in headings that name nobody given the
speaker of the quote in the text whose words they repeat. Compared are letters and digits alone, for
a headline has other capitals and other stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.domain import Article, Quote, Speaker

SHORTEST = 8
"""Letters that must be repeated: two words may be anybody's."""


def with_headline_speakers(article: Article, quotes: Sequence[Quote]) -> list[Quote]:
    """`quotes` with the speakers of those in headings. Cost: headings that quote x quotes."""
    headings = [(block.start, block.end) for block in article.blocks if block.kind == "heading"]
    if not headings:
        return list(quotes)
    return [
        quote
        if (quote.speaker and quote.speaker.name)
        or not any(a <= quote.start < b for a, b in headings)
        else replace(quote, speaker=_speaker_of(article.text, quote, quotes))
        for quote in quotes
    ]


def _speaker_of(text: str, heading: Quote, quotes: Sequence[Quote]) -> Speaker | None:
    """Who says the words of `heading` elsewhere; the mention stands there, so it is left out."""
    words = _letters(text[heading.start : heading.end])
    if len(words) < SHORTEST:
        return None
    for quote in quotes:
        if quote.speaker and _name(quote) and words in _letters(text[quote.start : quote.end]):
            return replace(quote.speaker, mention=None)
    return None


def _name(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
