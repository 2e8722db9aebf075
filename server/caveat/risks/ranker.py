"""Scores by linear models over named features: which sentences are claims, and of what kind.

In: the names of the features that hold. Out: a probability, or the likeliest label. The
weights are trained by bench/risks/train_ranker.py (logistic regression) and shipped as JSON;
looking up some thirty names a sentence costs less than a matrix product would.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import accumulate

NEIGHBOURS = 3
"""How many sentences on either side speak for a claim: claims stand together in an article."""

PRIOR = 0.05
"""Share of claims among sentences: what is assumed where an article has no other sentence."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression: one bias and, for each feature, one weight per label."""

    labels: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]

    def logits(self, features: Collection[str]) -> list[float]:
        """One logit per label; features that the model does not know count nothing."""
        totals = list(self.biases)
        for feature in features:
            for label, weight in enumerate(self.weights.get(feature, ())):
                totals[label] += weight
        return totals

    def likeliest(self, features: Collection[str]) -> str:
        """The label with the highest logit."""
        logits = self.logits(features)
        return self.labels[logits.index(max(logits))]


@dataclass(frozen=True, slots=True)
class Ranker:
    """The models of a language: is it a claim, how does the neighbourhood count, of which kind."""

    claim: LinearModel
    neighbourhood: LinearModel
    polarity: LinearModel
    certainty: LinearModel
    category: LinearModel

    def scores(self, sentences: Sequence[Collection[str]]) -> list[float]:
        """Confidence (0 to 1) that each sentence of an article is a claim; 0 without features."""
        logits = [self.claim.logits(features)[0] if features else None for features in sentences]
        around = surroundings([0.0 if logit is None else sigmoid(logit) for logit in logits])
        bias, weights = self.neighbourhood.biases[0], self.neighbourhood.weights
        return [
            0.0
            if logit is None
            else sigmoid(
                bias
                + weights["own"][0] * logit
                + weights["near"][0] * near
                + weights["article"][0] * article
            )
            for logit, (near, article) in zip(logits, around, strict=True)
        ]


def surroundings(confidences: Sequence[float]) -> list[tuple[float, float]]:
    """For each sentence of an article the mean confidence of its neighbours and of all others."""
    sums = list(accumulate(confidences, initial=0.0))
    around = []
    for index, confidence in enumerate(confidences):
        first = max(0, index - NEIGHBOURS)
        last = min(len(confidences), index + NEIGHBOURS + 1)
        near = _mean(sums[last] - sums[first] - confidence, last - first - 1)
        around.append((near, _mean(sums[-1] - confidence, len(confidences) - 1)))
    return around


def load_ranker(file: Traversable) -> Ranker:
    """The ranker whose weights stand in the JSON `file`."""
    models = json.loads(file.read_text(encoding="utf-8"))
    return Ranker(
        **{
            name: LinearModel(tuple(model["labels"]), tuple(model["biases"]), model["weights"])
            for name, model in models.items()
        }
    )


def sigmoid(logit: float) -> float:
    """The logistic function, safe for any float."""
    return 0.5 * (1.0 + math.tanh(0.5 * logit))


def _mean(total: float, count: int) -> float:
    return total / count if count else PRIOR
