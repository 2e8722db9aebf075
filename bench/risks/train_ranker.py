"""Trains the risk ranker for English on the labels of this folder, and measures it.

    python bench/risks/train_ranker.py ARTICLES BODIES

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON).
Everything is measured by cross-validation over articles, before the weights are fitted on all of
them. Writes weights.json beside the English rules, sensitivity.json beside the levels, and the
curve of precision and recall as curve.svg here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from curve import as_svg, curve
from labels import Label, Labelled, own, references
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import caveat.language.en.risks.find as english
import caveat.risks.sensitivity as sensitivity
from caveat.language.en.risks.read import read_sentences
from caveat.risks.ranker import LinearModel, Ranker, sigmoid, surroundings

FOLDS = 10
STRENGTH = {"claim": 0.2, "polarity": 3.0, "certainty": 1.0, "category": 1.0}
"""Inverse regularisation of each model, the best of 0.05 … 1 in cross-validation."""

FEWEST = 2
"""A feature seen in fewer sentences is left out: it says nothing about others."""

SCALE = {"word": 0.7, "kind": 0.5, "length": 0.5, "modal": 0.7, "root": 0.7}
"""How much a feature may count beside a frame (1): words carry the topics of the labelled
articles with them, so they are held back; the best of three settings in cross-validation."""

SMALLEST_WEIGHT = 0.01
"""Weights nearer to zero are not shipped; together they move no score by a hundredth."""

DOUBT = 0.5
"""Weight of an optional sentence as a claim, and half of that as none: readers lean to yes."""

SURE, ALL = 0.85, 0.75
"""`few`: most recall with at least this precision; `balanced`: best F1; `all`: the highest
threshold with at least this recall."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a document; `label` is None where nobody labelled it."""

    document: int
    group: str
    kind: str
    label: Label | None
    features: frozenset[str]


def rows_of(number: int, document: Labelled) -> list[Row]:
    """All sentences of a document, labelled or not: the others are neighbours."""
    doc = document.doc
    rows = []
    for sentence in read_sentences(doc):
        first = sentence.start
        while first < sentence.end - 1 and doc[first].is_space:
            first += 1
        label = document.labels.get(doc[first].idx)
        rows.append(Row(number, document.group, document.kind, label, sentence.features))
    return rows


def fit(kind: str, rows: Sequence[Row]) -> LinearModel:
    """One model over the labelled `rows` that have features."""
    examples: list[tuple[frozenset[str], str, float]] = []
    for row in rows:
        if row.label is None or not row.features:
            continue
        if kind == "claim":
            if row.label.claim is None:
                examples.append((row.features, "claim", DOUBT))
                examples.append((row.features, "none", DOUBT / 2))
            else:
                examples.append((row.features, "claim" if row.label.claim else "none", 1.0))
        elif value := getattr(row.label, kind):
            examples.append((row.features, value, 1.0 if row.label.claim else DOUBT))
    known = Counter(feature for features, _, _ in examples for feature in features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [
            {name: scale_of(name, kind) for name in sorted(features) if known[name] >= FEWEST}
            for features, _, _ in examples
        ]
    )
    weights = [weight for _, _, weight in examples]
    targets = [target for _, target, _ in examples]
    model = LogisticRegression(C=STRENGTH[kind], max_iter=3000)
    model.fit(matrix, targets, sample_weight=weights)
    labels, table, biases = list(model.classes_), model.coef_, model.intercept_
    if kind == "claim":
        sign = 1 if labels[1] == "claim" else -1
        labels, table, biases = ["claim"], sign * table, sign * biases
    elif len(labels) == 2:
        table, biases = np.vstack([-table, table]), np.concatenate([-biases, biases])
    return LinearModel(
        tuple(labels),
        tuple(round(float(bias), 3) for bias in biases),
        {
            name: [round(float(weight) * scale_of(name, kind), 3) for weight in column]
            for name, column in zip(vectorizer.get_feature_names_out(), table.T, strict=True)
            if max(abs(column)) >= SMALLEST_WEIGHT
        },
    )


def scale_of(name: str, kind: str) -> float:
    """The scale of a feature in the model `kind`, by the first word of its name."""
    return SCALE.get(name.partition(" ")[0], 1.0) if kind == "claim" else 1.0


def neighbourhood(rows: Sequence[Row], logits: Sequence[float | None]) -> LinearModel:
    """How a sentence's logit, its neighbours and its article make its score."""
    signals, targets = [], []
    for start, end in documents_of(rows):
        own_logits = logits[start:end]
        around = surroundings([0.0 if z is None else sigmoid(z) for z in own_logits])
        for row, logit, near in zip(rows[start:end], own_logits, around, strict=True):
            known = row.label is not None and row.label.claim is not None
            if known and logit is not None and row.kind != "sentence":
                signals.append((logit, *near))
                targets.append(row.label is not None and row.label.claim)
    model = LogisticRegression(C=1.0).fit(signals, targets)
    names = ("own", "near", "article")
    return LinearModel(
        ("claim",),
        (round(float(model.intercept_[0]), 3),),
        {name: [round(float(w), 3)] for name, w in zip(names, model.coef_[0], strict=True)},
    )


def documents_of(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Where each document's rows begin and end."""
    starts = [i for i in range(len(rows)) if not i or rows[i].document != rows[i - 1].document]
    return list(pairwise([*starts, len(rows)]))


def train(rows: Sequence[Row]) -> Ranker:
    """All models; the neighbourhood is fitted on logits of sentences held out."""
    logits: list[float | None] = [None] * len(rows)
    for training, test in folds(rows, 5):
        claim = fit("claim", [rows[i] for i in training])
        for i in test:
            if rows[i].features:
                logits[i] = claim.logits(rows[i].features)[0]
    return Ranker(
        claim=fit("claim", rows),
        neighbourhood=neighbourhood(rows, logits),
        polarity=fit("polarity", rows),
        certainty=fit("certainty", rows),
        category=fit("category", rows),
    )


def folds(rows: Sequence[Row], count: int) -> list[tuple[list[int], list[int]]]:
    """Indices for training and test; no group of documents stands on both sides."""
    groups = [row.group for row in rows]
    split = GroupKFold(count, shuffle=True, random_state=0).split(rows, groups=groups)
    return [(list(training), list(test)) for training, test in split]


def cross_validate(rows: Sequence[Row]) -> tuple[list[float], dict[str, float]]:
    """The score of every row when its group is held out, and the shares of kinds right."""
    scores = [0.0] * len(rows)
    right: dict[str, list[bool]] = {"polarity": [], "certainty": [], "category": []}
    for training, test in folds(rows, FOLDS):
        ranker = train([rows[i] for i in training])
        held_out = [rows[i] for i in test]
        for start, end in documents_of(held_out):
            found = ranker.scores([row.features for row in held_out[start:end]])
            for i, score in zip(test[start:end], found, strict=True):
                scores[i] = score
        for i in test:
            label = rows[i].label
            if label is not None and label.claim and rows[i].features:
                for kind, results in right.items():
                    model = getattr(ranker, kind)
                    results.append(model.likeliest(rows[i].features) == getattr(label, kind))
    return scores, {kind: float(np.mean(results)) for kind, results in right.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("bodies", type=Path)
    given = arguments.parse_args()
    documents = [*references(given.articles, given.bodies), *own()]
    rows = [row for number, doc in enumerate(documents) for row in rows_of(number, doc)]
    scores, right = cross_validate(rows)
    for kind in ("read", "picked", "article", "sentence"):
        chosen = [
            (score, bool(row.label.claim))
            for row, score in zip(rows, scores, strict=True)
            if row.kind == kind and row.label is not None and row.label.claim is not None
        ]
        best = max(curve(chosen), key=lambda point: point.f1)
        print(
            f"{kind:9} {len(chosen):5} sentences, {sum(t for _, t in chosen):4} claims: "
            f"best F1 {best.f1:.3f} (P {best.precision:.3f} R {best.recall:.3f} "
            f"at {best.threshold:.2f})"
        )
    print("right of the claims:", {kind: round(share, 3) for kind, share in right.items()})
    measured = [
        (score, bool(row.label.claim))
        for row, score in zip(rows, scores, strict=True)
        if row.kind in ("read", "article") and row.label and row.label.claim is not None
    ]
    points = curve(measured)
    sure = [point for point in points if point.precision >= SURE]
    levels = {
        "few": max(sure or points, key=lambda point: point.recall if sure else point.precision),
        "balanced": max(points, key=lambda point: point.f1),
        "all": max(
            (point for point in points if point.recall >= ALL), key=lambda point: point.threshold
        ),
    }
    settings = {
        level: {
            "threshold": round(point.threshold, 3),
            "precision": round(point.precision, 2),
            "recall": round(point.recall, 2),
        }
        for level, point in levels.items()
    }
    write(Path(str(sensitivity.__file__)).with_name("sensitivity.json"), settings)
    (Path(__file__).parent / "curve.svg").write_text(as_svg(points, levels), encoding="utf-8")
    final = train(rows)
    names = ("claim", "neighbourhood", "polarity", "certainty", "category")
    models = {name: getattr(final, name) for name in names}
    weights = {
        name: {"labels": model.labels, "biases": model.biases, "weights": model.weights}
        for name, model in models.items()
    }
    write(Path(str(english.__file__)).with_name("weights.json"), weights)
    print(settings)


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
