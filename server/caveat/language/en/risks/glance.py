"""Which sentences of a text will be worth reading closely, by a glance before it is parsed.

In: a text and its blocks. Out: sentences, each with its reading, which has begun: a second core
reads them while the text is parsed. A glance that was wrong costs time, never a claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Future

from caveat.domain import Block
from caveat.language.en.risks.encoder import Floats, encoder
from caveat.language.en.risks.weights import ranker
from caveat.risks.ranker import MOST

Glanced = dict[str, Future[Floats]]
"""Sentence, white space evened out → the encoder's logits for it."""

END = re.compile(r"(?<=[.!?])[\"”’'“»)\]]*\s+(?=[\"“‘'„«(\[]?[A-Z0-9])")
"""Where a sentence most often ends; the parser will know better."""

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


def glance(text: str, blocks: Sequence[Block]) -> Glanced:
    """The sentences that most look like claims, while they are being read."""
    model, gate = ranker().glance, ranker().glance_gate
    told = {}
    for block in blocks:
        within = text[block.start : block.end]
        start = 0
        for end in [*(match.end() for match in END.finditer(within)), len(within)]:
            sentence = even(within[start:end])
            told[sentence] = model.logits(words_of(sentence))[0]
            start = end
    passed = [sentence for sentence, logit in told.items() if logit > gate]
    most = sorted(passed, key=lambda sentence: -told[sentence])[:MOST]
    return {sentence: encoder().begin(sentence) for sentence in most}


def words_of(sentence: str) -> set[str]:
    """Its words, in lower case."""
    return set(WORD.findall(sentence.lower()))


def even(text: str) -> str:
    """`text` with single spaces alone, as the encoder is given it."""
    return " ".join(text.split())
