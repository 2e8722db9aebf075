"""How likely each block of a news page is part of its article.

A gradient-boosted forest over the features of features.py and surroundings.py, trained by
bench/extraction/train.py and described in docs/models/article.md. It is stored as plain arrays and
evaluated with numpy alone: all trees and blocks go down one level at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from caveat.article.evidence import Evidence
from caveat.article.features import OWN, Matrix, own_features
from caveat.article.surroundings import SURROUNDINGS, surrounding_features

FEATURES = (*OWN, *SURROUNDINGS)
"""The columns that the model was trained on, in order."""

ROWS_AT_ONCE = 512
"""Blocks evaluated together: bounds memory on pages with very many."""


class ModelError(ValueError):
    """The stored model does not fit this code: train it again."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Regression trees as arrays, one entry a node; a leaf's children are itself.

    A row goes left where its `feature` is at most `threshold`. `roots`: the trees' first nodes;
    `depth`: the longest way down; the sum of the leaves' `value`s and `base` is a log-odds.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.uint8]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    base: float
    depth: int

    def probabilities(self, rows: Matrix) -> NDArray[np.float64]:
        """The probability of each row, 0 to 1."""
        chances = [np.empty(0)]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            at = np.broadcast_to(self.roots, (len(part), len(self.roots)))
            row = np.arange(len(part))[:, None]
            for _ in range(self.depth):
                goes_left = part[row, self.feature[at]] <= self.threshold[at]
                at = np.where(goes_left, self.left[at], self.right[at])
            log_odds = self.base + self.value[at].sum(axis=1, dtype=np.float64)
            chances.append(1 / (1 + np.exp(-log_odds)))
        return np.concatenate(chances)


def block_features(evidence: Evidence) -> Matrix:
    """One row a block, in the columns of FEATURES."""
    texts = [text.text for text in evidence.texts]
    own = own_features(evidence.blocks, texts, evidence.kept)
    around = surrounding_features(evidence, texts, own)
    return np.hstack([own, around])


def write_forest(path: Path, forest: Forest) -> None:
    """Store a trained forest with the names of its features."""
    np.savez_compressed(
        path,
        features=np.array(FEATURES),
        roots=forest.roots,
        feature=forest.feature,
        threshold=forest.threshold,
        left=forest.left,
        right=forest.right,
        value=forest.value.astype(np.float16),
        base=np.array(forest.base),
        depth=np.array(forest.depth),
    )


def read_forest(path: Path) -> Forest:
    """Read a stored forest. Raises ModelError where it was trained on other features."""
    with np.load(path, allow_pickle=False) as stored:
        if tuple(stored["features"].tolist()) != FEATURES:
            raise ModelError(
                f"{path.name} was trained on other features: run bench/extraction/train.py"
            )
        return Forest(
            stored["roots"],
            stored["feature"],
            stored["threshold"],
            stored["left"],
            stored["right"],
            stored["value"].astype(np.float32),
            float(stored["base"]),
            int(stored["depth"]),
        )


@cache
def news_forest() -> Forest:
    """The packaged model."""
    with as_file(files("caveat.article") / "data" / "news_blocks.npz") as path:
        return read_forest(path)
