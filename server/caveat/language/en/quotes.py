"""The direct quotes of English text, with their speakers.

A stretch inside marks is a quote if somebody is said to say it, or if it carries on what somebody
says; else it is a scare quote, a title or a term, and is left alone.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from spacy.tokens import Doc

from caveat.domain import Block, Quote, Span, Speaker
from caveat.language.en.attribution import attribution_of
from caveat.language.en.names import Names
from caveat.quotes.marks import Stretch, stretches

FEWEST_WORDS = 3
"""Shorter stretches are nearly always terms or scare quotes, even beside a reporting verb."""

UNRANKED = 0.5
"""The score of every quote so long as nothing ranks them."""

WHOLE_SPEECH_WORDS = 8
"""A stretch this long carries on the quote before it, where no clause names its speaker."""


def quotes_in(text: str, blocks: Sequence[Block], doc: Doc) -> list[Quote]:
    """Quotes in the order of the text; `continues` counts within the list."""
    found = [(block, part) for block in blocks for part in stretches(text, block.start, block.end)]
    starts = [token.idx for token in doc]
    spans = [_tokens(starts, part) for _, part in found]
    quoted = [False] * len(doc)
    for start, end in spans:
        for at in range(max(0, start - 1), min(len(doc), end + 1)):
            quoted[at] = start <= at < end or not (doc[at].is_alpha or doc[at].is_space)
    names = Names(doc)
    quotes: list[Quote] = []
    last: tuple[Block, Stretch] | None = None
    for (block, part), (start, end) in zip(found, spans, strict=True):
        words = len(text[part.start : part.end].split())
        attribution = attribution_of(doc, start, end, quoted) if words >= FEWEST_WORDS else None
        goes_on = _goes_on(text, last, block, part, words, quotes)
        if attribution:
            mention = attribution.mention
            name = names.fullest(mention)
            where = Span(mention.start_char, mention.end_char)
            speaker = Speaker(name, None, where) if name else None
            cue = Span(attribution.cue.idx, attribution.cue.idx + len(attribution.cue))
            continues = len(quotes) - 1 if goes_on and _same(quotes[-1].speaker, speaker) else None
            quotes.append(_quote(part, speaker, cue, continues))
        elif goes_on:
            quotes.append(_quote(part, quotes[-1].speaker, None, len(quotes) - 1))
        else:
            continue
        last = (block, part)
    return quotes


def _goes_on(
    text: str,
    last: tuple[Block, Stretch] | None,
    block: Block,
    part: Stretch,
    words: int,
    quotes: Sequence[Quote],
) -> bool:
    """Whether `part` carries on the quote before it: same paragraph, or a paragraph of its own."""
    if last is None or not quotes or words < FEWEST_WORDS:
        return False
    last_block, last_part = last
    if last_block == block:
        return text[last_part.end : part.start].count(".") <= 2 and words >= WHOLE_SPEECH_WORDS // 2
    between = text[last_block.end : block.start].strip()
    return not between and (not last_part.closed) and not text[block.start : part.start - 1].strip()


def _same(one: Speaker | None, other: Speaker | None) -> bool:
    return one is not None and other is not None and one.name == other.name


def _quote(
    part: Stretch, speaker: Speaker | None, cue: Span | None, continues: int | None
) -> Quote:
    return Quote(part.start, part.end, "direct", speaker, cue, UNRANKED, False, continues)


def _tokens(starts: Sequence[int], part: Stretch) -> tuple[int, int]:
    """The tokens of a stretch."""
    return bisect.bisect_left(starts, part.start), bisect.bisect_left(starts, part.end)
