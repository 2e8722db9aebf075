"""The labelled sentences as the models see them, and the folds that are held out together.

In: the documents of labels.py. Out: a row for each sentence, and the linear models that are fitted
on rows.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import numpy as np
from labels import Label, Labelled, own, references
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from caveat.domain import Category, Certainty
from caveat.language.en.risks.glance import even, traits_of
from caveat.language.en.risks.read import read_sentence
from caveat.language.en.risks.syntax import read_syntax
from caveat.risks.ranker import LinearModel

FOLDS = 5

STRENGTH = {"claim": 0.2, "polarity": 3.0, "certainty": 1.0, "category": 1.0}
"""Inverse regularisation of each model, the best of 0.05 … 1 in cross-validation."""

CATEGORIES, CERTAINTIES = get_args(Category), get_args(Certainty)
OUTPUTS = ("claim", *CATEGORIES, "denied", *CERTAINTIES)
"""What the large models say of a sentence: a logit for each."""

OF_CATEGORY = slice(1, 1 + len(CATEGORIES))
"""Where the categories stand among OUTPUTS."""

HELD_OUT = (0, 1)
"""Folds that the large models learn without, so that all can be measured on them."""

NEWS = "read"
"""The kind of documents that others wrote: two thirds of them about one election campaign."""

WORTH = 0.2
"""Share of the sentences of news that are read closely, for their words: 81 in 100 of the claims
of news are among them, 96 in 100 of those in our own articles."""

FEWEST = 3
"""A feature seen in fewer sentences is left out: it says nothing about others."""

SCALE = {
    "word": 1.0,
    "pair": 1.0,
    "tie": 0.8,
    "kind": 0.7,
    "length": 0.5,
    "modal": 0.7,
    "root": 0.7,
}
"""How much a feature may count beside a frame (1): words carry the topics of the labelled
articles with them, so they are held back; the best of three settings in cross-validation."""

SMALLEST_WEIGHT = 0.03
"""Weights nearer to zero are not shipped; together they move no score by a hundredth."""

DOUBT = {"claim": 0.7, "none": 0.1}
"""Weights of an optional sentence as a claim and as none: careful readers lean to yes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a document; `label` is None where nobody said of which part of a line it is.

    `key`: its document and its start.
    """

    document: int
    group: str
    kind: str
    key: str
    label: Label | None
    features: frozenset[str]
    text: str


def read_rows(articles: Path, bodies: Path) -> list[Row]:
    """All rows of the labelled documents."""
    documents = [*references(articles, bodies), *own()]
    return [row for number, each in enumerate(documents) for row in rows_of(number, each)]


def rows_of(number: int, document: Labelled) -> Iterator[Row]:
    """The rows of one document."""
    doc = document.doc
    syntax = read_syntax(doc)
    found = []
    for span in doc.sents:
        sentence = read_sentence(syntax, span.start, span.end)
        first, last = span.start, span.end
        while first < last - 1 and doc[first].is_space:
            first += 1
        while last > first + 1 and doc[last - 1].is_space:
            last -= 1
        found.append((sentence, first, last))
    labels = _labels_at(document, [doc[first].idx for _, first, _ in found])
    for (sentence, first, last), label in zip(found, labels, strict=True):
        yield Row(
            number,
            document.group,
            document.kind,
            f"{document.name} {doc[first].idx}",
            label,
            sentence.features,
            even(doc[first:last].text),
        )


def _labels_at(document: Labelled, starts: Sequence[int]) -> list[Label | None]:
    """The labels of the sentences at `starts`.

    A line of our own that the parser takes for several sentences labels them all if it has no
    claim, else none of them: nobody said which one has it.
    """
    if document.kind == "read":
        return [document.labels.get(start, Label(False)) for start in starts]
    lines = sorted(document.labels)
    line_of = [lines[bisect_right(lines, start) - 1] for start in starts]
    counts = Counter(line_of)
    labels = [document.labels[line] for line in line_of]
    return [
        label if counts[line] == 1 or label.claim is False else None
        for line, label in zip(line_of, labels, strict=True)
    ]


def fold_of(group: str) -> int:
    """The fold of a group of documents, the same in every run."""
    return int(hashlib.md5(group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def documents_of(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Where each document's rows begin and end."""
    starts = [i for i in range(len(rows)) if not i or rows[i].document != rows[i - 1].document]
    return list(pairwise([*starts, len(rows)]))


def fit(kind: str, rows: Sequence[Row]) -> LinearModel:
    """One model over the labelled `rows` that have features."""
    examples: list[tuple[frozenset[str], str, float]] = []
    for row in rows:
        if row.label is None or not row.features:
            continue
        if kind == "claim":
            if row.label.claim is None:
                examples += [(row.features, name, weight) for name, weight in DOUBT.items()]
            else:
                examples.append((row.features, "claim" if row.label.claim else "none", 1.0))
        elif value := getattr(row.label, kind):
            examples.append((row.features, value, 1.0 if row.label.claim else DOUBT["claim"]))
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


@dataclass(frozen=True, slots=True)
class Gate:
    """What lets sentences through to be read closely: a model over their words alone."""

    glance: LinearModel
    lowest: float

    def told(self, row: Row) -> float:
        """What its words say for a claim."""
        return self.glance.logits(traits_of(row.text))[0]


def fit_gate(rows: Sequence[Row]) -> Gate:
    """The gate that lets WORTH of the news among `rows` through."""
    glance = fit("claim", [replace(row, features=frozenset(traits_of(row.text))) for row in rows])
    told = [glance.logits(traits_of(row.text))[0] for row in rows if row.kind == NEWS]
    return Gate(glance, round(float(np.quantile(told, 1 - WORTH)), 3))


def learnable(rows: Sequence[Row]) -> list[int]:
    """Numbers of the labelled rows that a gate lets through which has not learned from their fold,
    and of all that may be claims."""
    gates = [fit_gate([row for row in rows if fold_of(row.group) != n]) for n in range(FOLDS)]
    return [
        number
        for number, row in enumerate(rows)
        if row.label is not None
        and (
            row.label.claim is not False
            or gates[fold_of(row.group)].told(row) > gates[fold_of(row.group)].lowest
        )
    ]


def scale_of(name: str, kind: str) -> float:
    """The scale of a feature in the model `kind`, by the first word of its name."""
    return SCALE.get(name.partition(" ")[0], 1.0) if kind == "claim" else 1.0
