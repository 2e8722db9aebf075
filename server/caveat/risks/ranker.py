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
from itertools import accumulate, pairwise

NEIGHBOURS = 3
"""How many sentences on either side speak for a claim: claims stand together in an article."""

PRIOR = 0.35
"""What counts as one sentence more wherever others speak for a sentence: a text of one or two
sentences, as one selects it, then speaks neither for nor against them."""


NUMBERS = ("gate", "scale")
"""What stored weights hold beside models."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression: one bias and, for each feature, one weight per label."""

    labels: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]

    def logits(self, features: Collection[str]) -> list[float]:
        """One logit per label; features that the model does not know count nothing."""
        weights = self.weights
        known = [weights[feature] for feature in features if feature in weights]
        return list(map(sum, zip(self.biases, *known, strict=True)))

    def likeliest(self, features: Collection[str]) -> str:
        """The label with the highest logit."""
        logits = self.logits(features)
        return self.labels[logits.index(max(logits))]


@dataclass(frozen=True, slots=True)
class Ranker:
    """The models of a language: is a sentence worth reading, is it a claim, how does all that is
    known count, of which kind.

    `gate` is the lowest logit of `glance`, a model over the words alone, with which a sentence is
    read closely; `scale` are points (logit, score), rising in both, between which scores are
    interpolated.
    """

    glance: LinearModel
    gate: float
    claim: LinearModel
    closer: LinearModel
    scale: tuple[tuple[float, float], ...]
    polarity: LinearModel
    certainty: LinearModel
    category: LinearModel

    def scores(
        self, own: Mapping[int, float], read: Mapping[int, float], count: int
    ) -> dict[int, float]:
        """Confidence (0 to 1) that a sentence of an article is a claim, by its number.

        Of the sentences that are worth it, `own`: what their features say; `read`: what reading
        them says. The others of the article's `count` sentences have no score.
        """
        around = surroundings(
            [sigmoid(read[number]) if number in read else 0.0 for number in range(count)]
        )
        bias, weights = self.closer.biases[0], self.closer.weights
        return {
            number: self._score(
                bias
                + weights["own"][0] * own[number]
                + weights["read"][0] * logit
                + weights["near"][0] * around[number][0]
                + weights["article"][0] * around[number][1]
            )
            for number, logit in read.items()
        }

    def _score(self, logit: float) -> float:
        for (low, under), (high, over) in pairwise(self.scale):
            if logit <= high:
                return under + (over - under) * max(0.0, (logit - low) / (high - low))
        return self.scale[-1][1]


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
    stored = json.loads(file.read_text(encoding="utf-8"))
    models = {
        name: LinearModel(tuple(model["labels"]), tuple(model["biases"]), model["weights"])
        for name, model in stored.items()
        if name not in NUMBERS
    }
    scale = tuple((logit, score) for logit, score in stored["scale"])
    return Ranker(gate=stored["gate"], scale=scale, **models)


def sigmoid(logit: float) -> float:
    """The logistic function, safe for any float."""
    return 0.5 * (1.0 + math.tanh(0.5 * logit))


def _mean(total: float, count: int) -> float:
    return (total + PRIOR) / (count + 1)
