"""What a report of Chinese text holds: helpers that know words and places, and no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.domain import Quote, Span
from caveat.language.zh.clauses import is_nominal
from caveat.language.zh.words import Word
from caveat.quotes.marks import Stretch

LONGEST_THING = 8
LONGEST_HEAD = 2
"""Words of a noun phrase, and behind its last 的."""


def is_thing(words: Sequence[Word]) -> bool:
    """Whether words are a noun with what modifies it, and no clause (质疑研究的取样方法)."""
    last = [word.text for word in words[-LONGEST_HEAD - 1 :]]
    clause = any(word.text in "，,。；是有会要能" or word.tag in ("r", "d", "c") for word in words)
    return "的" in last and len(words) <= LONGEST_THING and not clause and is_nominal(words[-1])


def span(word: Word) -> Span:
    return Span(word.start, word.end)


def without(text: str, start: int, end: int, inside: Sequence[Stretch]) -> str:
    kept = []
    for part in inside:
        kept.append(text[start : part.start])
        start = part.end
    kept.append(text[start:end])
    return "".join(kept)


def linked(found: Sequence[tuple[Quote, Span | None]]) -> list[Quote]:
    """Quotes of one clause linked, in order."""
    quotes: list[Quote] = []
    last: Span | None = None
    for quote, cue in sorted(found, key=lambda each: each[0].start):
        same = bool(quotes) and cue is not None and cue == last
        quotes.append(replace(quote, continues=len(quotes) - 1) if same else quote)
        last = cue
    return quotes
