"""Labelled pages → the forest that the article step evaluates.

Extremely randomised trees over blocks (Geurts, Ernst, Wehenkel, "Extremely randomized trees",
Machine Learning 2006; scikit-learn). A block weighs what it means for its page's score: its share
of the article's words, so that every page counts the same, as in the measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from extraction_pages import LabelledPage, variant
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier

from caveat.article.classifier import Forest

SETTINGS = {
    "n_estimators": 120,
    "min_samples_leaf": 3,
    "max_depth": 12,
    "max_features": 0.3,
    "random_state": 0,
}

FLOOR_WORDS = 3
"""Added to a block's words: many one-word blocks together spoil a page as well."""


def fit(pages: Sequence[LabelledPage]) -> Forest:
    """Train on all blocks of `pages` and of a variant of each, with more parts in its article."""
    pages = [*pages, *map(variant, pages)]
    rows = np.vstack([page.rows for page in pages])
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([_weights(page) for page in pages])
    return _forest(ExtraTreesClassifier(**SETTINGS).fit(rows, labels, weights))


def _weights(page: LabelledPage) -> NDArray[np.float64]:
    total = max(int(page.words[page.labels].sum()), 1)
    return 400 * (page.words + FLOOR_WORDS) / total


def _forest(trained: ExtraTreesClassifier) -> Forest:
    """The trees as arrays, each numbered anew, level by level, so that siblings are neighbours."""
    trees = [each.tree_ for each in trained.estimators_]
    feature: list[int] = []
    threshold: list[float] = []
    child: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    for tree in trees:
        root = len(feature)
        roots.append(root)
        order = [0]
        for place, node in enumerate(order):
            left = int(tree.children_left[node])
            if left < 0:
                feature.append(0)
                threshold.append(np.inf)
                child.append(root + place)
            else:
                feature.append(int(tree.feature[node]))
                threshold.append(float(tree.threshold[node]))
                child.append(root + len(order))
                order += [left, int(tree.children_right[node])]
            value.append(_share(tree.value[node, 0]))
    return Forest(
        roots=np.array(roots, dtype=np.intp),
        feature=np.array(feature, dtype=np.intp),
        threshold=_rounded_down(np.array(threshold)),
        child=np.array(child, dtype=np.intp),
        value=np.array(value, dtype=np.float16).astype(np.float32),
        depth=max(tree.max_depth for tree in trees),
    )


def _share(weights: NDArray[np.float64]) -> float:
    return float(weights[1] / weights.sum())


def _rounded_down(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """In single precision, never above the exact value: a row must not change sides."""
    rounded = threshold.astype(np.float32)
    return np.where(rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded)
