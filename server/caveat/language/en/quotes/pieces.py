"""The extents of quotes: which words, of which kind.

In: content probabilities and the stretches inside marks that are speech. Out: pieces in text
order, not overlapping. Words all inside marks are direct; content that runs on beyond marks in its
sentence is mixed, and takes the marks in; content without marks is indirect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.domain import QuoteKind
from caveat.language.en.quotes.stretches import Marked
from caveat.language.en.syntax import Syntax
from caveat.quotes.marks import TYPEWRITTEN

CONTENT = 0.5
"""From here a word is taken for content. Lower values add more wrong words than right ones to
what the reader sees underlined, though the harmonic mean of both would be the same at 0.4."""

FEWEST_WORDS = 3
"""Less content without marks says nothing by itself."""

FEWEST_OUTSIDE = 2
"""Words of content outside marks, within one sentence, that make a quotation mixed."""

FOLLOWERS = frozenset(["punct", "cc", "mark", ""])
"""Relations of tokens that are content exactly if both their neighbours are."""

EDGE = frozenset(["and", "but", "or"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A quote without its speaker: tokens `first` to `last` (exclusive), offsets in code points.

    `marked`: its stretches inside marks; empty where it is indirect.
    """

    first: int
    last: int
    start: int
    end: int
    kind: QuoteKind
    marked: tuple[Marked, ...]


def pieces_of(
    syntax: Syntax, marked: Sequence[Marked], content: Sequence[float], others: Sequence[Marked]
) -> list[Piece]:
    """`marked`: the stretches that are speech, in order; `others`: those that are not."""
    spoken: list[Marked | None] = [None] * len(syntax)
    for each in marked:
        spoken[each.first : each.last] = [each] * (each.last - each.first)
    term = {each.first: each for each in others}
    pieces: list[Piece] = []
    for first, last in _runs(syntax, _labels(syntax, spoken, content), spoken):
        within = [
            part
            for at in range(first, last)
            if (part := spoken[at]) is not None and at == part.first
        ]
        outside = sum(syntax.words[at][0].isalnum() for at in range(first, last) if not spoken[at])
        if within and outside < FEWEST_OUTSIDE:
            pieces += [_direct(syntax, part) for part in within]
        elif outside >= FEWEST_WORDS or within:
            terms = [term[at] for at in range(first, last) if at in term]
            pieces += _with_words_outside(syntax, first, last, within, terms)
    return pieces


def _labels(
    syntax: Syntax, spoken: Sequence[Marked | None], content: Sequence[float]
) -> list[bool]:
    labels = [
        part is not None or probability >= CONTENT
        for part, probability in zip(spoken, content, strict=True)
    ]
    following = False
    for token in range(len(labels) - 1, -1, -1):
        if syntax.deps[token] in FOLLOWERS and spoken[token] is None:
            labels[token] = following
        following = labels[token]
    for token in range(1, len(labels)):
        if syntax.deps[token] in FOLLOWERS and spoken[token] is None:
            labels[token] &= labels[token - 1]
    return labels


def _runs(
    syntax: Syntax, labels: Sequence[bool], spoken: Sequence[Marked | None]
) -> list[tuple[int, int]]:
    """Ranges of content tokens, each within one sentence but for what is inside marks."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for token, label in enumerate(labels):
        breaks = token > 0 and (
            syntax.blocks[token] != syntax.blocks[token - 1]
            or (
                syntax.sentences[token] != syntax.sentences[token - 1]
                and (spoken[token] is None or spoken[token] is not spoken[token - 1])
            )
        )
        if first is not None and (breaks or not label):
            runs.append((first, token))
            first = None
        if label and first is None:
            first = token
    if first is not None:
        runs.append((first, len(labels)))
    return runs


def _direct(syntax: Syntax, part: Marked) -> Piece:
    """A stretch by itself; two apostrophes for a mark stay with it, which makes it a mixed one."""
    start, end = part.stretch.start, part.stretch.end
    kind: QuoteKind = "direct"
    if part.stretch.mark == TYPEWRITTEN:
        start, end = _with_marks(part)
        kind = "mixed"
    while syntax.text[start].isspace():
        start += 1
    while syntax.text[end - 1].isspace():
        end -= 1
    return Piece(part.first, part.last, start, end, kind, (part,))


def _with_words_outside(
    syntax: Syntax, first: int, last: int, within: Sequence[Marked], terms: Sequence[Marked]
) -> list[Piece]:
    """A piece with words outside marks; `terms`: words in it inside marks that are no speech."""
    while first < last and (_is_space(syntax, first) or (not within and _is_edge(syntax, first))):
        first += 1
    while last > first and (
        _is_space(syntax, last - 1) or (not within and _is_edge(syntax, last - 1))
    ):
        last -= 1
    if last - first < FEWEST_WORDS:
        return []
    start, end = syntax.starts[first], syntax.ends[last - 1]
    for part in (*within, *terms):
        opening, closing = _with_marks(part)
        start, end = min(start, opening), max(end, closing)
    return [Piece(first, last, start, end, "mixed" if within else "indirect", tuple(within))]


def _with_marks(part: Marked) -> tuple[int, int]:
    stretch = part.stretch
    mark = len(stretch.mark)
    return stretch.start - mark, stretch.end + mark * stretch.closed


def _is_space(syntax: Syntax, token: int) -> bool:
    """Whether a token is no word: the space that stands for blocks in another language, too."""
    return syntax.words[token].isspace()


def _is_edge(syntax: Syntax, token: int) -> bool:
    return not syntax.words[token][0].isalnum() or syntax.lower[token] in EDGE
