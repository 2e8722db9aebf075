"""Of which kind a claim is, as the words of its sentence, the encoder and its article say.

In: logits by label. Out: the likeliest label. Claims of one article are mostly of one category, so
what the others are, surely or perhaps, speaks for each.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from caveat.risks.ranker import LinearModel, sigmoid

DOUBT = 0.05
"""Weight that each category has in an article before any of its sentences is read."""

TRUST = 1.5
"""How much the encoder counts for a category beside the words: the best of 0.5, 1, 1.5 and 2 on
articles held out, within half a hundredth."""


def category_logits(
    model: LinearModel, features: Collection[str], closer: Mapping[str, float]
) -> dict[str, float]:
    """As `logits_of` for categories, which the encoder knows better than the words."""
    return logits_of(model, features, {label: TRUST * logit for label, logit in closer.items()})


def logits_of(
    model: LinearModel, features: Collection[str], closer: Mapping[str, float]
) -> dict[str, float]:
    """What the words (`model`) and the encoder (`closer`) together say for each label."""
    return {
        label: logit + closer.get(label, 0.0)
        for label, logit in zip(model.labels, model.logits(features), strict=True)
    }


def likeliest(logits: Mapping[str, float]) -> str:
    """The label with the highest logit."""
    return max(logits, key=lambda label: logits[label])


def likeliest_in_article(
    logits: Sequence[Mapping[str, float]], claims: Sequence[float]
) -> list[str]:
    """The likeliest label of each sentence of an article, the others' considered.

    `claims` are the encoder's logits that each sentence is a claim: the more it is one, the more
    its label counts for the others.
    """
    votes = [
        {label: share * sigmoid(claim) for label, share in _shares(each).items()}
        for each, claim in zip(logits, claims, strict=True)
    ]
    totals: dict[str, float] = defaultdict(float)
    for vote in votes:
        for label, weight in vote.items():
            totals[label] += weight
    return [
        likeliest(
            {
                label: own + math.log(totals[label] - vote[label] + DOUBT)
                for label, own in each.items()
            }
        )
        for each, vote in zip(logits, votes, strict=True)
    ]


def _shares(logits: Mapping[str, float]) -> dict[str, float]:
    highest = max(logits.values())
    powers = {label: math.exp(logit - highest) for label, logit in logits.items()}
    total = sum(powers.values())
    return {label: power / total for label, power in powers.items()}
