"""What a sentence says, as a small network reads it: is it a risk claim, and of which kind.

In: sentences as lists of tokens. Out: one row of logits each, named by `Network.outputs`. Word
vectors and what the lexicons say of each word pass two dilated convolutions with residuals (after
Strubell et al. 2017), then the largest and the mean value of each channel make the sentence's
vector. It learned from all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020) what sentences mean, and
from the labelled sentences which are claims (bench/risks/train_network.py). Arithmetic is numpy's:
sentences lie one behind the other in one matrix, so no time goes into padding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from thinc.api import NumpyOps

from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.syntax import NEGATIONS, Syntax

Floats = NDArray[np.float32]

MULTIPLIED = NumpyOps().gemm
"""spaCy's own product of matrices: on one thread, where numpy's would start more than there is
work for, and slow down all else."""

LONGEST = 50
"""Tokens of a sentence that are read: few sentences of news have more, and time is bounded."""

AT_ONCE = 64
"""Sentences in one matrix; bounds the memory that a page full of risks takes."""

DILATIONS = (1, 2)
GAP = max(DILATIONS)
"""Rows of zeros between sentences, so that no convolution reaches into the next one."""


@dataclass(frozen=True, slots=True)
class Network:
    """Matrices are (in, out); a convolution's has side by side what a token gives the one after,
    itself and the one before.

    `vectors` has a row for each of `words`, the first for all others; `marks` are the columns of
    what the lexicons and the tagger say, and follow the vector in what a token brings.
    """

    words: dict[str, int]
    vectors: Floats
    marks: dict[str, int]
    outputs: tuple[str, ...]
    entry: Floats
    entry_bias: Floats
    convolutions: Floats
    convolution_biases: Floats
    pooled: Floats
    pooled_bias: Floats
    head: Floats
    head_bias: Floats

    def logits(self, sentences: Sequence[tuple[Syntax, int, int]]) -> Floats:
        """One row a sentence (its syntax, first token, end), one column for each of `outputs`."""
        trimmed = [_trimmed(*sentence) for sentence in sentences]
        rows = [np.zeros((0, len(self.outputs)), np.float32)]
        rows += [
            self._logits(trimmed[first : first + AT_ONCE])
            for first in range(0, len(sentences), AT_ONCE)
        ]
        return np.concatenate(rows)

    def _logits(self, sentences: Sequence[tuple[Syntax, int, int]]) -> Floats:
        lengths = np.array([end - start for _, start, end in sentences])
        starts = np.concatenate([[0], (lengths + GAP).cumsum()[:-1]])
        tokens = np.concatenate([np.arange(n) + at for n, at in zip(lengths, starts, strict=True)])
        brought = self._brought(sentences, len(tokens))
        size = int(starts[-1] + lengths[-1]) + GAP
        hidden = np.zeros((size, self.entry.shape[1]), np.float32)
        hidden[tokens] = np.maximum(MULTIPLIED(brought, self.entry) + self.entry_bias, 0)
        for weights, bias, dilation in zip(
            self.convolutions, self.convolution_biases, DILATIONS, strict=True
        ):
            before, mixed, after = np.split(MULTIPLIED(hidden, weights), 3, axis=1)
            mixed = mixed + bias
            mixed[dilation:] += before[:-dilation]
            mixed[:-dilation] += after[dilation:]
            hidden[tokens] += np.maximum(mixed, 0)[tokens]
        largest = np.maximum.reduceat(hidden, starts, axis=0)
        mean = np.add.reduceat(hidden, starts, axis=0) / lengths[:, None]
        pool = np.concatenate([largest, mean.astype(np.float32)], axis=1)
        vector = np.maximum(MULTIPLIED(pool, self.pooled) + self.pooled_bias, 0)
        logits: Floats = MULTIPLIED(vector, self.head) + self.head_bias
        return logits

    def _brought(self, sentences: Sequence[tuple[Syntax, int, int]], tokens: int) -> Floats:
        """What each token brings: its vector, and its marks as ones."""
        width = self.vectors.shape[1]
        brought = np.zeros((tokens, width + len(self.marks)), np.float32)
        known: list[int] = []
        rows: list[int] = []
        columns: list[int] = []
        words = self.words
        for syntax, start, end in sentences:
            for index in range(start, end):
                word, lemma = syntax.words[index], syntax.lemmas[index]
                for mark in marks_of(word, lemma, syntax.parts[index], syntax.tags[index]):
                    if mark in self.marks:
                        rows.append(len(known))
                        columns.append(width + self.marks[mark])
                known.append(words.get(word) or words.get(lemma) or 0)
        brought[:, :width] = self.vectors[known]
        brought[rows, columns] = 1
        return brought


def _trimmed(syntax: Syntax, start: int, end: int) -> tuple[Syntax, int, int]:
    """The sentence without white space at its edges, and no longer than is read."""
    while start < end - 1 and syntax.words[start].isspace():
        start += 1
    while end > start + 1 and syntax.words[end - 1].isspace():
        end -= 1
    return syntax, start, min(end, start + LONGEST)


@lru_cache(maxsize=1 << 14)
def marks_of(word: str, lemma: str, part: str, tag: str) -> tuple[str, ...]:
    """What lexicons and tagger say of a word, by the names of the lexicons' and spaCy's labels."""
    return tuple(_marks(word, lemma, part, tag))


def _marks(word: str, lemma: str, part: str, tag: str) -> Iterator[str]:
    lexicons, key = lexicon(), (lemma, part)
    yield from lexicons.frames.get(key, ())
    yield from lexicons.roles.get(key, ())
    if key in lexicons.harms:
        yield "harm"
    if word in NEGATIONS:
        yield "negation"
    yield part
    yield tag


@cache
def network() -> Network:
    """The network of this folder."""
    with (files(__package__) / "network.npz").open("rb") as file, np.load(file) as stored:
        names = {
            name: bytes(stored[name]).decode().split("\n") for name in ("words", "marks", "outputs")
        }
        floats = {
            name: stored[name].astype(np.float32)
            for name in stored.files
            if name not in (*names, "vectors", "steps")
        }
        vectors = stored["vectors"].astype(np.float32) * stored["steps"].astype(np.float32)
    floats["convolutions"] = np.ascontiguousarray(
        np.concatenate(list(floats["convolutions"].transpose(1, 0, 2, 3)), axis=2)
    )
    return Network(
        words={word: row for row, word in enumerate(names["words"], start=1)},
        vectors=vectors,
        marks={mark: column for column, mark in enumerate(names["marks"])},
        outputs=tuple(names["outputs"]),
        **floats,
    )
