"""Stretches of speech, or what may be speech, as ranges of tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from caveat.domain import Block
from caveat.language.en.quotes.layout import LaidOut, laid_out
from caveat.language.en.quotes.speakers import Said
from caveat.language.en.syntax import Syntax
from caveat.quotes.marks import Stretch, stretches


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch: where, in which block, and its tokens (`last` exclusive); if it has no marks, what
    the layout says of it.
    """

    stretch: Stretch
    block: Block
    first: int
    last: int
    laid: LaidOut | None = None


def marked_in(syntax: Syntax, blocks: Sequence[Block]) -> list[Marked]:
    """The stretches of all blocks, in order, but those that no token begins in.

    A block that is speech by layout is one stretch, whatever marks are in it.
    """
    laid = {each.block.start: each for each in laid_out(syntax.text, blocks)}
    found = []
    for block in blocks:
        told = laid.get(block.start)
        parts = [told.stretch] if told else stretches(syntax.text, block.start, block.end)
        for part in parts:
            first = bisect_left(syntax.starts, part.start)
            last = bisect_left(syntax.starts, part.end)
            if first < last:
                found.append(Marked(part, block, first, last, told))
    return found


def numbered(marked: Sequence[Marked], tokens: int) -> list[int]:
    """For each token the number of the stretch that it stands in, from 1, or 0."""
    inside = [0] * tokens
    for number, part in enumerate(marked, 1):
        inside[part.first : part.last] = [number] * (part.last - part.first)
    return inside


def said_of(part: Marked) -> Said:
    """A stretch as the models of speakers see it."""
    return Said(part.first, part.last, True, part.stretch.closed)
