"""What models say of articles that were held out from them, and how right it is.

In: labelled rows, what the encoder told of those held out. Out: scores, and shares that are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rows import HELD_OUT, NEWS, OUTPUTS, Row, documents_of, fit, fit_gate, fold_of
from sklearn.linear_model import LogisticRegression

from caveat.language.en.risks.glance import worth_reading
from caveat.language.en.risks.kinds import (
    category_logits,
    likeliest,
    likeliest_in_article,
    logits_of,
)
from caveat.risks.ranker import LinearModel, sigmoid, surroundings

PARTS = ("PolNeAR", "Nov. 2019", "own")

ARTICLES = ("read", "article")
"""Kinds of documents that were read in full, and so tell how a sentence stands in its article."""

Floats = NDArray[np.float32]
Passed = dict[int, tuple[float, float, float, float]]
"""Row number → what `Ranker.scores` weighs, for the sentences that pass the gate."""

NAMES = ("own", "read", "near", "article")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models say that were trained without a row's fold: by row number."""

    signals: Passed
    linear: Mapping[int, LinearModel]
    encoder: Mapping[int, Floats]


def held_out(rows: Sequence[Row], tested: Sequence[Row], file: Path) -> HeldOut:
    """The signals of the rows `tested`, each from models that never saw its article."""
    with np.load(file) as stored:
        by_key = dict(zip(stored["keys"].tolist(), stored["logits"], strict=True))
    told = {n: by_key[row.key] for n, row in enumerate(tested) if row.key in by_key}
    signals: Passed = {}
    models = {fold: fit("claim", without(fold, rows)) for fold in HELD_OUT}
    gates = {fold: fit_gate(without(fold, rows)) for fold in HELD_OUT}
    for start, end in documents_of(tested):
        fold = fold_of(tested[start].group)
        numbers = range(start, end)
        words = {n: gates[fold].told(tested[n]) for n in numbers}
        passed = [n for n in worth_reading(words, gates[fold].lowest) if n in told]
        around = surroundings([sigmoid(told[n][0]) if n in passed else 0.0 for n in numbers])
        for n in passed:
            own = models[fold].logits(tested[n].features)[0]
            signals[n] = (own, float(told[n][0]), *around[n - start])
    return HeldOut(signals, models, told)


def without(fold: int, rows: Sequence[Row]) -> list[Row]:
    """The rows of the other folds."""
    return [row for row in rows if fold_of(row.group) != fold]


def weigh(rows: Sequence[Row], signals: Passed) -> LinearModel:
    """How the signals of whole articles make a score."""
    known = [
        (signal, claim)
        for n, signal in signals.items()
        if rows[n].kind in ARTICLES and (claim := claim_of(rows[n])) is not None
    ]
    model = LogisticRegression(C=1.0).fit(*zip(*known, strict=True))
    return LinearModel(
        ("claim",),
        (round(float(model.intercept_[0]), 3),),
        {name: [round(float(w), 3)] for name, w in zip(NAMES, model.coef_[0], strict=True)},
    )


def claim_of(row: Row) -> bool | None:
    """Whether it is a claim; None where nobody says so surely."""
    return row.label.claim if row.label else None


def part_of(row: Row) -> str:
    """Where the sentence comes from; pages of the extraction benchmark have long names."""
    if row.kind == "article":
        return "own"
    return "Nov. 2019" if len(row.group) == 64 else "PolNeAR"


def logit_of(closer: LinearModel, signals: Sequence[float]) -> float:
    """The logit before scaling."""
    weighed = zip(NAMES, signals, strict=True)
    return closer.biases[0] + sum(closer.weights[name][0] * signal for name, signal in weighed)


def scores_of(rows: Sequence[Row], signals: Passed) -> dict[int, float]:
    """Logits by row number, weighed by what the other fold tells."""
    found = {}
    for fold in HELD_OUT:
        others = {n: s for n, s in signals.items() if fold_of(rows[n].group) != fold}
        closer = weigh(rows, others)
        for n, signal in signals.items():
            if n not in others:
                found[n] = logit_of(closer, signal)
    return found


def at_level(measured: Sequence[tuple[float, bool]], threshold: float) -> tuple[float, float]:
    """Precision and recall of what has a score of `threshold` or more."""
    marked = [claim for score, claim in measured if score >= threshold]
    right, claims = sum(marked), sum(claim for _, claim in measured)
    return right / max(1, len(marked)), right / max(1, claims)


def kinds_right(
    rows: Sequence[Row],
    tested: Sequence[Row],
    known: HeldOut,
    scores: Mapping[int, float],
    threshold: float,
) -> dict[str, dict[str, float]]:
    """For each kind of ARTICLES the share right of category, polarity and certainty, of the claims
    found with a score of `threshold` or more.

    Certainty as learned alone, without what the words that govern the trigger say.
    """
    kinds = ("category", "polarity", "certainty")
    right: dict[str, dict[str, list[bool]]] = {
        articles: {kind: [] for kind in kinds} for articles in ARTICLES
    }
    models = {fold: {kind: fit(kind, without(fold, rows)) for kind in kinds} for fold in HELD_OUT}
    for start, end in documents_of(tested):
        passed = [n for n in range(start, end) if n in known.signals]
        closer = [dict(zip(OUTPUTS, known.encoder[n].tolist(), strict=True)) for n in passed]
        found = {
            kind: [
                (category_logits if kind == "category" else logits_of)(
                    model, tested[n].features, each
                )
                for n, each in zip(passed, closer, strict=True)
            ]
            for kind, model in models[fold_of(tested[start].group)].items()
        }
        labels = {kind: [likeliest(each) for each in logits] for kind, logits in found.items()}
        labels["category"] = likeliest_in_article(
            found["category"], [each["claim"] for each in closer]
        )
        results = right.get(tested[start].kind, {})
        for at, n in enumerate(passed):
            label = tested[n].label
            if label and label.claim and scores[n] >= threshold:
                for kind, each in results.items():
                    each.append(labels[kind][at] == getattr(label, kind))
    return {
        articles: {kind: round(float(np.mean(each)), 3) for kind, each in results.items()}
        for articles, results in right.items()
    }


def quiet_rate(
    kind: str, rows: Sequence[Row], scores: Mapping[int, float], threshold: float
) -> float:
    """Share of sentences marked in the articles of a kind that have no claim, not even doubtful.

    In articles of our own a sentence without a label is part of a line that has a claim.
    """
    marked = total = 0
    for start, end in documents_of(rows):
        labels = [rows[n].label for n in range(start, end)]
        without = [label.claim is False if label else kind == NEWS for label in labels]
        if rows[start].kind == kind and all(without):
            total += end - start
            marked += sum(scores.get(n, -99.0) >= threshold for n in range(start, end))
    return marked / max(1, total)
