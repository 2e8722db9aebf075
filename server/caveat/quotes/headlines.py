"""Headings that quote: their speaker is whoever says the words in the article.

In: an article and its quotes in order. Out: the same, those in headings whose words a quote in the
text repeats given its speaker. Compared are letters and digits alone, for a headline has other
capitals and other stops. What follows a quote after a colon (‘He died here’: three killed) tells
what happened, and speaks only where nothing but a name stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from caveat.domain import Article, Block, Quote, Speaker

SHORTEST = 8
"""Letters that must be repeated: two words may be anybody's."""

COLON = re.compile(r"[\"'”’」』»]?\s{0,2}[:：]")
LETTER = re.compile(r"\w")


def with_headline_speakers(article: Article, quotes: Sequence[Quote]) -> list[Quote]:
    """`quotes` with the speakers of those in headings. Cost: headings that quote x quotes."""
    found = []
    for quote in quotes:
        if heading := article.heading_at(quote.start):
            speaker = _speaker_in_text(article.text, quote, heading, quotes)
            quote = replace(quote, speaker=speaker or _own_speaker(article.text, quote, heading))
        found.append(quote)
    return found


def _speaker_in_text(
    text: str, quote: Quote, heading: Block, quotes: Sequence[Quote]
) -> Speaker | None:
    """Who says the words outside the heading; a mention there is left out."""
    words = _letters(text[quote.start : quote.end])
    if len(words) < SHORTEST:
        return None
    for other in quotes:
        speaker = other.speaker
        if heading.start <= other.start < heading.end or not speaker or not speaker.name:
            continue
        if words in _letters(text[other.start : other.end]):
            own = quote.speaker
            return own if own and own.name == speaker.name else replace(speaker, mention=None)
    return None


def _own_speaker(text: str, quote: Quote, heading: Block) -> Speaker | None:
    mention = quote.speaker and quote.speaker.mention
    only_told_of = (
        mention
        and mention.start >= quote.end
        and COLON.match(text, quote.end)
        and LETTER.search(text, mention.end, heading.end)
    )
    return None if only_told_of else quote.speaker


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
