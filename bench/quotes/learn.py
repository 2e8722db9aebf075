"""One model learned from examples, fold by fold.

Rates that a training row looks up are counted on the other folds, as a page's words are counted
on other texts: counted on its own they would promise more than they keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from quote_examples import Example
from sklearn.ensemble import HistGradientBoostingClassifier

from caveat.quotes.forest import Forest
from caveat.quotes.model import Model
from caveat.quotes.rates import Rates, rates_of

FOLDS = 5
DEPTH = 5
TREES = {"content": 80, "speech": 60, "speakers": 80, "turns": 60}
FEATURES = 0.4
"""Share of the features that each split may choose from: makes trees differ, and costs nothing."""

LEARNING_RATE = {"content": 0.2, "speech": 0.08, "speakers": 0.15, "turns": 0.1}

Counts = tuple[Counter[str], Counter[str]]
"""How often each key was seen, and how often it held."""


class Table:
    """The examples of one model, as arrays, with the fold of each."""

    def __init__(
        self, name: str, examples: Sequence[Sequence[Example]], folds: Sequence[int]
    ) -> None:
        """`examples` and `folds`: by document."""
        flat = [example for document in examples for example in document]
        sizes = [len(document) for document in examples]
        self._name = name
        self._folds = np.repeat(np.array(folds), sizes)
        self._numbers = np.array([case.numbers for case, _ in flat], dtype=np.float32)
        self._keys = list(zip(*(case.keys for case, _ in flat), strict=True))
        self._answers = np.array([answer for _, answer in flat])
        self._counts = {
            fold: [self._count(column, self._folds == fold) for column in self._keys]
            for fold in range(FOLDS)
        }

    def fit(self, leave: int | None) -> Model:
        """A model learned from all folds but `leave`."""
        folds = [fold for fold in range(FOLDS) if fold != leave]
        rows = []
        answers = []
        for fold in folds:
            here = np.flatnonzero(self._folds == fold)
            rates = self._rates([other for other in folds if other != fold])
            looked_up = [
                [table[column[row]] for row in here]
                for table, column in zip(rates, self._keys, strict=True)
            ]
            columns = np.array(looked_up, dtype=np.float32).reshape(-1, len(here)).T
            rows.append(np.hstack([self._numbers[here], columns]))
            answers.append(self._answers[here])
        booster = HistGradientBoostingClassifier(
            max_iter=TREES[self._name],
            learning_rate=LEARNING_RATE[self._name],
            max_depth=DEPTH,
            max_leaf_nodes=None,
            min_samples_leaf=20,
            max_features=FEATURES,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=0,
        ).fit(np.concatenate(rows), np.concatenate(answers))
        return Model(self._rates(folds), _forest(booster))

    def _count(self, column: Sequence[str], rows: NDArray[np.bool_]) -> Counts:
        here = np.flatnonzero(rows).tolist()
        seen = Counter(column[row] for row in here)
        return seen, Counter(column[row] for row in here if self._answers[row])

    def _rates(self, folds: Sequence[int]) -> list[Rates]:
        """Rates by key column, counted on `folds`."""
        rates = []
        for number in range(len(self._keys)):
            seen: Counter[str] = Counter()
            held: Counter[str] = Counter()
            for fold in folds:
                for total, part in zip((seen, held), self._counts[fold][number], strict=True):
                    total.update(part)
            rates.append(rates_of(seen, held))
        return rates


def _forest(booster: HistGradientBoostingClassifier) -> Forest:
    """The trees of scikit-learn as complete trees; below a leaf every way leads to its value."""
    inner = 2**DEPTH - 1
    trees = [predictors[0].nodes for predictors in booster._predictors]
    features = np.zeros((len(trees), inner), dtype=np.int32)
    thresholds = np.full((len(trees), inner), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), inner + 1), dtype=np.float32)
    for number, nodes in enumerate(trees):
        stack = [(0, 0)]
        while stack:
            node, at = stack.pop()
            if nodes[node]["is_leaf"]:
                while at < inner:
                    at = 2 * at + 1
                leaves[number, at - inner] = nodes[node]["value"]
            else:
                features[number, at] = nodes[node]["feature_idx"]
                thresholds[number, at] = nodes[node]["num_threshold"]
                stack += [(nodes[node]["left"], 2 * at + 1), (nodes[node]["right"], 2 * at + 2)]
    return Forest(features, thresholds, leaves, float(booster._baseline_prediction.item()))
