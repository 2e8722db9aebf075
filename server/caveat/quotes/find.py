"""The quotations of an article with their speakers, in text order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.domain import Quote
from caveat.language.en.quotes import quotes_in
from caveat.language.reading import Reading


def find_quotes(readings: Sequence[Reading]) -> tuple[Quote, ...]:
    """Quotes of all readings in order of their start."""
    found: list[Quote] = []
    for reading in readings:
        quotes = quotes_in(reading.article.text, reading.blocks, reading.document)
        shift = len(found)
        found += [
            quote if quote.continues is None else replace(quote, continues=quote.continues + shift)
            for quote in quotes
        ]
    return tuple(found)
