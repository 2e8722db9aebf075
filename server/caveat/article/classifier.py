"""How likely each block of a news page is part of its article.

A forest of randomised trees (Geurts et al. 2006) over the features of features.py and
surroundings.py, trained by bench/extraction/train.py and described in docs/models/article.md. It is
stored as plain arrays and evaluated with numpy alone: all trees and blocks go down together, one
level at a time.
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
    """Decision trees as arrays, one entry a node.

    A row goes from a node to its `child` where its `feature` is at most `threshold`, else to the
    node after that; a leaf is its own child, with no threshold to pass. `roots`: the trees' first
    nodes; `depth`: the longest way down; `value`: a leaf's share of article words in training.
    """

    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    child: NDArray[np.intp]
    value: NDArray[np.float32]
    depth: int

    def probabilities(self, rows: Matrix) -> NDArray[np.float64]:
        """The probability of each row, 0 to 1: the mean of the values of the leaves it comes to."""
        chances = [np.empty(0)]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            values = np.ascontiguousarray(part).ravel()
            row = (np.arange(len(part)) * rows.shape[1])[:, None]
            at = np.broadcast_to(self.roots, (len(part), len(self.roots)))
            for _ in range(self.depth):
                goes_right = values.take(self.feature.take(at) + row) > self.threshold.take(at)
                at = self.child.take(at) + goes_right
            chances.append(self.value.take(at).mean(axis=1, dtype=np.float64))
        return np.concatenate(chances)


def block_features(evidence: Evidence) -> Matrix:
    """One row a block, in the columns of FEATURES."""
    texts = [text.text for text in evidence.texts]
    own = own_features(evidence.blocks, texts, evidence.words, evidence.kept)
    around = surrounding_features(evidence, texts, own)
    return np.hstack([own, around])


def write_forest(path: Path, forest: Forest) -> None:
    """Store a trained forest with the names of its features, in as few bytes as they need.

    A child is stored as its distance from its node. Raises ModelError where that is too far.
    """
    distance = forest.child - np.arange(len(forest.child))
    if distance.max(initial=0) > np.iinfo(np.uint16).max:
        raise ModelError("a tree has too many nodes to be stored: train with larger leaves")
    np.savez_compressed(
        path,
        features=np.array(FEATURES),
        roots=forest.roots.astype(np.int32),
        feature=forest.feature.astype(np.uint8),
        threshold=forest.threshold,
        child=distance.astype(np.uint16),
        value=forest.value.astype(np.float16),
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
            stored["roots"].astype(np.intp),
            stored["feature"].astype(np.intp),
            stored["threshold"],
            stored["child"].astype(np.intp) + np.arange(len(stored["child"])),
            stored["value"].astype(np.float32),
            int(stored["depth"]),
        )


@cache
def news_forest() -> Forest:
    """The packaged model."""
    with as_file(files("caveat.article") / "data" / "news_blocks.npz") as path:
        return read_forest(path)
