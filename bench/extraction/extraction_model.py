"""Labelled pages → the forest that the article step evaluates.

Gradient boosting over blocks (scikit-learn). A block weighs what it means for its page's score: its
share of the article's words, so that every page counts the same, as in the measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from extraction_pages import LabelledPage
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from caveat.article.classifier import Forest

SETTINGS = {
    "n_estimators": 200,
    "max_depth": 5,
    "learning_rate": 0.08,
    "subsample": 0.6,
    "max_features": 0.25,
    "min_samples_leaf": 15,
}
SEEDS = (0, 1)
"""One boosting run each; their log-odds are averaged, which evens out the luck of the draws."""

FLOOR_WORDS = 3
"""Added to a block's words: many one-word blocks together spoil a page as well."""


def fit(pages: Sequence[LabelledPage]) -> Forest:
    """Train on all blocks of `pages`."""
    rows = np.vstack([page.rows for page in pages])
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([_weights(page) for page in pages])
    runs = [
        GradientBoostingClassifier(**SETTINGS, random_state=seed).fit(rows, labels, weights)
        for seed in SEEDS
    ]
    return _forest(runs)


def _weights(page: LabelledPage) -> NDArray[np.float64]:
    total = max(int(page.words[page.labels].sum()), 1)
    return 400 * (page.words + FLOOR_WORDS) / total


def _forest(runs: Sequence[GradientBoostingClassifier]) -> Forest:
    """The trees of all runs as one forest whose sum is the mean of the runs' log-odds."""
    trees = [(tree.tree_, run.learning_rate) for run in runs for tree in run.estimators_[:, 0]]
    sizes = [tree.node_count for tree, _ in trees]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    left, right = [], []
    for (tree, _), root in zip(trees, roots, strict=True):
        itself = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        left.append(root + np.where(leaf, itself, tree.children_left))
        right.append(root + np.where(leaf, itself, tree.children_right))
    threshold = np.concatenate([tree.threshold for tree, _ in trees])
    feature = np.concatenate([tree.feature for tree, _ in trees])
    is_leaf = feature < 0
    value = np.concatenate([rate * tree.value[:, 0, 0] for tree, rate in trees]) / len(runs)
    priors = [run.init_.class_prior_ for run in runs]
    return Forest(
        roots=roots.astype(np.int32),
        feature=np.where(is_leaf, 0, feature).astype(np.uint8),
        threshold=_rounded_down(threshold),
        left=np.concatenate(left).astype(np.int32),
        right=np.concatenate(right).astype(np.int32),
        value=np.where(is_leaf, value, 0).astype(np.float16).astype(np.float32),
        base=float(np.mean([np.log(prior[1] / prior[0]) for prior in priors])),
        depth=max(tree.max_depth for tree, _ in trees),
    )


def _rounded_down(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """In single precision, never above the exact value: a row must not change sides."""
    rounded = threshold.astype(np.float32)
    return np.where(rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded)
