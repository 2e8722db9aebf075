"""Interviews of question and answer, whose answers stand in no marks: 苏婉：……

In: a document. Out: for a block, the answer that it is. An article is an interview where at least
two blocks begin with the label of one who asks, and others with that of one who answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caveat.domain import Block, Quote
from caveat.language.lexicon import load_words
from caveat.language.zh.names import Names
from caveat.language.zh.parse import Document
from caveat.language.zh.words import PACKAGE

ASKERS = load_words(PACKAGE, "askers.txt")
LABEL = re.compile(r"\s{0,9}([^\s：:，。！？“”「」]{1,14})[：:]\s{0,9}(?![“「])")
ANSWERS = frozenset(["答", "a"])
PAPER = "《"
FEWEST_QUESTIONS = 2


class Interview:
    """The labels of a document's blocks."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        self._document = document
        self._labels = {block.start: self._label(block) for block in blocks}
        questions = sum(1 for block in blocks if self._is_asker(block))
        self._is_interview = questions >= FEWEST_QUESTIONS

    def asks(self, block: Block) -> bool:
        """Whether the block is a question."""
        return self._is_interview and self._is_asker(block)

    def answer(self, block: Block, names: Names) -> Quote | None:
        """The answer that the block is, without its label."""
        match = self._labels[block.start]
        if not self._is_interview or match is None or self._is_asker(block):
            return None
        start, end = match.span(1)
        label = self._document.simplified[start:end].lower()
        words = self._document.words_within(start, end)
        speaker = None if label in ANSWERS else names.speaker(words)
        if speaker is None and label not in ANSWERS:
            return None
        return Quote(match.end(), block.end, "direct", speaker)

    def _label(self, block: Block) -> re.Match[str] | None:
        return LABEL.match(self._document.simplified, block.start, block.end)

    def _is_asker(self, block: Block) -> bool:
        match = self._labels[block.start]
        label = match[1].lower() if match else ""
        return label.startswith(PAPER) or label in ASKERS
