"""The quotes of an article with their speakers, in text order, the key ones marked.

Each language finds its own; what follows from all of them together, their order, their links and
which are key, is settled here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.domain import Quote
from caveat.language.language import KeyWords
from caveat.language.reading import LANGUAGES, Reading
from caveat.quotes.headlines import with_headline_speakers
from caveat.quotes.key import with_keys


def find_quotes(readings: Sequence[Reading]) -> tuple[Quote, ...]:
    """Quotes of all readings in order of their start."""
    found: list[Quote] = []
    stance: set[str] = set()
    leaning: set[str] = set()
    for reading in readings:
        language = LANGUAGES[reading.language]
        quotes = language.quotes(reading.document, reading.blocks)
        found += [_shifted(quote, len(found)) for quote in quotes]
        stance.update(language.key_words.stance)
        leaning.update(language.key_words.leaning)
    if not found:
        return ()
    article = readings[0].article
    quotes = with_headline_speakers(article, _in_order(found))
    return tuple(with_keys(article, quotes, KeyWords(stance, leaning)))


def _shifted(quote: Quote, by: int) -> Quote:
    return quote if quote.continues is None else replace(quote, continues=quote.continues + by)


def _in_order(quotes: Sequence[Quote]) -> list[Quote]:
    """By start; `continues` follows the quote that it means."""
    order = sorted(range(len(quotes)), key=lambda number: quotes[number].start)
    place = {number: at for at, number in enumerate(order)}
    return [
        replace(quote, continues=None if quote.continues is None else place[quote.continues])
        for quote in (quotes[number] for number in order)
    ]
