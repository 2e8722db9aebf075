"""Headlines that quote: their speaker is whoever says the words in the article.

In: an article and its quotes in order. Out: the same, those in headings that name nobody themselves
given the speaker of the quote in the text whose words they repeat. Compared are letters and digits
alone, for a headline has other capitals and other stops.
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
    found = []
    for quote in quotes:
        heading = next((each for each in headings if each[0] <= quote.start < each[1]), None)
        if heading and not _names_its_own(quote, heading):
            others = [each for each in quotes if not heading[0] <= each.start < heading[1]]
            speaker = _speaker_of(article.text, quote, others) or quote.speaker
            quote = replace(quote, speaker=speaker)
        found.append(quote)
    return found


def _names_its_own(quote: Quote, heading: tuple[int, int]) -> bool:
    """Whether the heading itself says who is speaking."""
    mention = quote.speaker.mention if quote.speaker and quote.speaker.name else None
    return mention is not None and heading[0] <= mention.start < heading[1]


def _speaker_of(text: str, heading: Quote, quotes: Sequence[Quote]) -> Speaker | None:
    """Who says the words of `heading` in `quotes`; the mention stands there, so it is left out."""
    words = _letters(text[heading.start : heading.end])
    if len(words) < SHORTEST:
        return None
    for quote in quotes:
        named = quote.speaker and quote.speaker.name
        if quote.speaker and named and words in _letters(text[quote.start : quote.end]):
            return replace(quote.speaker, mention=None)
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
