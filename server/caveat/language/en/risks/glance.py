"""Which sentences of a text are worth reading closely, by a glance at their words.

In: a text and its blocks, before it is parsed. Out: sentences, each with its reading, which has
begun: a second core reads them while the text is parsed. Where the parser finds other sentences,
these are glanced at again: where one ends costs time, never a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from caveat.domain import Block
from caveat.language.en.risks.encoder import Floats, encoder
from caveat.language.en.risks.weights import ranker
from caveat.language.en.risks.word_kinds import word_kinds

T = TypeVar("T")

END = re.compile(r"(?<=[.!?])[\"”’'“»)\]]*\s+(?=[\"“‘'„«(\[]?[A-Z0-9])")
"""Where a sentence most often ends; the parser will know better."""

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")

LEAST, MOST = 5, 500
"""Sentences of a text that are read closely: those over the gate, but at least so many, for a short
text costs little, and at most so many, which bounds the time that a page full of dangers takes; the
longest of news have a fifth of it."""


@dataclass(frozen=True, slots=True)
class Glanced:
    """What a sentence's words say for a claim, and the encoder's logits if it is worth reading."""

    logit: float
    reading: Future[Floats] | None


def glance(text: str, blocks: Sequence[Block]) -> dict[str, Glanced]:
    """Each sentence of the text, while those are being read that may be claims."""
    return glance_at(_sentences(text, blocks), {})


def glance_at(sentences: Iterable[str], before: Mapping[str, Glanced]) -> dict[str, Glanced]:
    """Each of `sentences`; what was glanced at `before` goes on being read."""
    told = {
        sentence: before[sentence].logit if sentence in before else _logit(sentence)
        for sentence in sentences
    }
    worth = set(worth_reading(told, ranker().gate))
    for sentence, glanced in before.items():
        if glanced.reading and sentence not in worth:
            glanced.reading.cancel()
    return {
        sentence: Glanced(logit, _reading(sentence, before) if sentence in worth else None)
        for sentence, logit in told.items()
    }


def worth_reading(told: Mapping[T, float], gate: float) -> list[T]:
    """Those of a text's sentences whose words say most for a claim, in order of that."""
    ordered = sorted(told, key=lambda sentence: -told[sentence])
    return [
        sentence
        for place, sentence in enumerate(ordered[:MOST])
        if place < LEAST or told[sentence] > gate
    ]


def traits_of(sentence: str) -> set[str]:
    """Its words, in lower case, and of which kinds they are."""
    words = set(WORD.findall(sentence.lower()))
    kinds = word_kinds()
    return words | {f"kind {kinds[word]}" for word in words if word in kinds}


def even(text: str) -> str:
    """`text` with single spaces alone, as the encoder is given it."""
    return " ".join(text.split())


def _sentences(text: str, blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        within = text[block.start : block.end]
        start = 0
        for end in [*(match.end() for match in END.finditer(within)), len(within)]:
            yield even(within[start:end])
            start = end


def _logit(sentence: str) -> float:
    return ranker().glance.logits(traits_of(sentence))[0]


def _reading(sentence: str, before: Mapping[str, Glanced]) -> Future[Floats]:
    glanced = before.get(sentence)
    return (glanced and glanced.reading) or encoder().begin(sentence)
