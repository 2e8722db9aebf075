"""Boosted decision trees, evaluated with numpy alone.

In: rows of numbers. Out: a probability each. Every tree is a complete binary tree of the same
depth in heap order (the children of node n are 2n + 1 and 2n + 2), so that all rows walk all
trees in step: cost is rows x trees x depth, with no Python in the loop.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose leaves add up to log-odds.

    `features` and `thresholds`, by tree and inner node: a row goes left where its feature is not
    above the threshold; `leaves`, by tree and leaf; `base`: the log-odds before any tree.
    """

    features: Integers
    thresholds: Floats
    leaves: Floats
    base: float

    def probabilities(self, rows: Floats) -> Floats:
        """One probability for each of `rows` (rows x features)."""
        trees, inner = self.features.shape
        features, thresholds = self.features.ravel(), self.thresholds.ravel()
        offsets = (np.arange(trees, dtype=np.int32) * inner)[None, :]
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        begins = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
        node = np.zeros((len(rows), trees), dtype=np.int32)
        for _ in range((inner + 1).bit_length() - 1):
            at = node + offsets
            above = flat.take(features.take(at) + begins) > thresholds.take(at)
            node = 2 * node + 1 + above
        leaf = node - inner + np.arange(trees, dtype=np.int32)[None, :] * (inner + 1)
        odds = self.leaves.ravel().take(leaf).sum(axis=1) + np.float32(self.base)
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)
