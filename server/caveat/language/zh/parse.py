"""Chinese text → words with their parts of speech (jieba's dictionary and tags, in Rust: rjieba).

Words are kept in simplified characters, one for one, so that every lexicon is written once and
offsets hold for both scripts. The dictionary, compiled into the module, is unpacked at the first
Chinese block and not before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rjieba import Jieba

from caveat.domain import Block
from caveat.language.lexicon import load_words
from caveat.language.zh.people import WEEKDAY, titled_names, with_people
from caveat.language.zh.words import (
    ORGANISATIONS,
    PERSON,
    REPORTING,
    ROLES,
    Word,
    ends_in_role,
)

STOP = re.compile(r"[。！？!?；;，,：:\n]")
LONGEST = 400
"""Characters segmented at a time where no stop divides them."""

PLACES = frozenset("时中后前上里")
LONGEST_GUESS = 5
GLUED = frozenset("说称问喊曝批盼忧在则是给也还并将对向与和就等已把被从以恐")
"""What the segmenter leaves at the end of a word that it guesses: 欧阳雪说, 曼在."""


@dataclass(frozen=True, slots=True)
class Document:
    """Text as written and in simplified characters, and the words of its blocks, in order."""

    text: str
    simplified: str
    words: tuple[Word, ...]

    def words_within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in `text[start:end]`."""
        first = bisect_left(self.words, start, key=_start)
        return self.words[first : bisect_left(self.words, end, first, key=_start)]


def _start(word: Word) -> int:
    return word.start


def parse(text: str, blocks: Sequence[Block]) -> Document:
    """Segment and tag the blocks of `text`; names of persons are one word each."""
    simplified = text.translate(_to_simplified())
    words = [
        word
        for block in blocks
        for start, end in _pieces(simplified, block.start, block.end)
        for word in _words(simplified[start:end], start)
    ]
    return Document(text, simplified, tuple(with_people(words)))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches up to each stop, none longer than `LONGEST`."""
    while start < end:
        match = STOP.search(text, start, min(end, start + LONGEST))
        stop = match.end() if match else min(end, start + LONGEST)
        yield start, stop
        start = stop


def _words(piece: str, start: int) -> Iterator[Word]:
    at = 0
    for first, last in titled_names(piece):
        yield from _segmented(piece[at:first], start + at)
        yield Word(piece[first:last], PERSON, start + first)
        at = last
    yield from _segmented(piece[at:], start + at)


def _segmented(piece: str, start: int) -> Iterator[Word]:
    for text, tag in _tagger().tag(piece):
        for part, part_tag in _parts(text, tag):
            yield Word(part, part_tag, start)
            start += len(part)


def _parts(text: str, tag: str) -> list[tuple[str, str]]:
    """A word that no dictionary has, cut where it holds a role, or a name and what follows it."""
    if text[-1:] == "说" and text[:-1] in PLACES:
        return [(text[:-1], "f"), ("说", "v")]
    if not 2 <= len(text) <= LONGEST_GUESS or text.isascii() or _tagger().has_word(text):
        return [(text, tag)]
    if len(text) > 2 and WEEKDAY.fullmatch(text[-2:]):
        return [*_tagger().tag(text[:-2]), (text[-2:], "t")]
    if text[0] == "日":  # 15日应询: the day belongs to its number
        return [("日", "m"), *_tagger().tag(text[1:])]
    role = ends_in_role(text)
    if role and role < len(text):
        return [(text[:role], "n"), (text[role:], "n")]
    if text[-1] in GLUED:
        (last,) = _tagger().tag(text[-1])
        return [(text[:-1], "nr"), last]
    return [(text, tag)]


@cache
def _to_simplified() -> dict[int, str]:
    pairs = load_words("caveat.language.zh", "simplified.txt")
    return str.maketrans({pair[0]: pair[1] for pair in pairs})


@cache
def _tagger() -> Jieba:
    """The segmenter, with the words that the rules must find whole. Loaded once."""
    tagger = Jieba()
    for words, tag in ((REPORTING, "v"), (ROLES, "n"), (ORGANISATIONS, "n")):
        for word in sorted(words):
            if len(word) > 1 and not tagger.has_word(word):
                tagger.add_word(word, None, tag)
    return tagger
