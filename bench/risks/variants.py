"""Variants of sentences, for the teacher to tell a small model more than the sentences can.

In: rows. Out: rows without labels, in which words are exchanged for others that are used alike, or
that end early. What makes a small model learn a large one's manner and not some thousand sentences
alone (data augmentation for distillation: TinyBERT, Jiao et al. 2020).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rows import Row
from transformers import AutoModel, AutoTokenizer

from caveat.risks.ranker import sigmoid

VARIANT = "variant"
"""The kind of these rows."""

NEIGHBOURS, NEAREST = 12, 0.45
"""How many words may stand for a word, and how near (cosine) they must be."""

EXCHANGED = 0.25
"""Share of the words that are exchanged."""

CUT = 0.2
"""Share of the variants that begin or end at one of the sentence's commas."""

KNOWN = 5
"""How often the rows must have a word for it to stand in a variant."""

WORD = re.compile(r"[A-Za-z]{2,}")

SHORTEST = 25
"""Code points that a cut leaves at least."""

FEW, MANY, DOUBTFUL = 2, 4, 0.05
"""Variants of a sentence, and of one that is a claim or that the teacher takes for one with this
probability."""


def variants_of(
    rows: Sequence[Row], told: Mapping[int, NDArray[np.float32]], model: Path
) -> list[Row]:
    """Variants of the rows that the teacher has `told` about, made with the encoder of `model`."""
    maker = Variants(rows, model, 0)
    found: list[Row] = []
    for number, logits in told.items():
        label = rows[number].label
        doubtful = sigmoid(float(logits[0])) > DOUBTFUL or (label and label.claim is not False)
        found += maker.of(rows[number], MANY if doubtful else FEW)
    return found


class Variants:
    """Makes variants of sentences with the word vectors of the encoder in a folder."""

    def __init__(self, rows: Sequence[Row], model: Path, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        counts = Counter(word.lower() for row in rows for word in WORD.findall(row.text))
        pieces = AutoTokenizer.from_pretrained(str(model)).get_vocab()
        words = [w for w, count in counts.items() if count >= KNOWN and w in pieces]
        vectors = AutoModel.from_pretrained(str(model)).get_input_embeddings().weight
        table = torch.nn.functional.normalize(vectors.detach()[[pieces[w] for w in words]], dim=1)
        self._alike: dict[str, list[str]] = {}
        for first in range(0, len(words), 1000):
            near, which = (table[first : first + 1000] @ table.T).topk(NEIGHBOURS + 1)
            for word, shares, numbers in zip(words[first : first + 1000], near, which, strict=True):
                found = zip(shares.tolist(), numbers.tolist(), strict=True)
                self._alike[word] = [
                    words[n] for share, n in found if share > NEAREST and words[n] != word
                ]

    def of(self, row: Row, count: int) -> Iterator[Row]:
        """`count` variants of a row, in its group."""
        for number in range(count):
            text = self._cut(row.text) if self._chance.random() < CUT else row.text
            text = WORD.sub(self._exchanged, text)
            yield replace(
                row,
                kind=VARIANT,
                key=f"{row.key} {number}",
                label=None,
                features=frozenset(),
                text=text,
            )

    def _exchanged(self, match: re.Match[str]) -> str:
        word = match[0]
        alike = self._alike.get(word.lower())
        if not alike or self._chance.random() >= EXCHANGED:
            return word
        other = alike[self._chance.integers(len(alike))]
        return other.capitalize() if word[0].isupper() else other

    def _cut(self, text: str) -> str:
        commas = [match.start() for match in re.finditer(r", ", text)]
        if not commas:
            return text
        at = commas[self._chance.integers(len(commas))]
        parts = [part for part in (text[:at] + ".", text[at + 2 :]) if len(part) >= SHORTEST]
        return parts[self._chance.integers(len(parts))] if parts else text
