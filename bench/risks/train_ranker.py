"""Trains what ranks the sentences of English articles, and measures it.

    python bench/risks/train_ranker.py ARTICLES BODIES TOLD

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON);
TOLD: what train_encoder.py wrote. Needs scikit-learn. Everything is measured on sentences whose
whole article was held out from every model. Writes weights.json beside the English rules,
sensitivity.json beside the levels and beside the extension's options, and the curve of precision
and recall as curve.svg here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from curve import Point, as_svg, curve
from numpy.typing import NDArray
from rows import HELD_OUT, OUTPUTS, STRENGTH, Row, documents_of, fit, fold_of, read_rows
from sklearn.linear_model import LogisticRegression

import caveat.language.en.risks.find as english
import caveat.risks.sensitivity as sensitivity
from caveat.language.en.risks.glance import words_of
from caveat.language.en.risks.kinds import (
    category_logits,
    likeliest,
    likeliest_in_article,
    logits_of,
)
from caveat.risks.ranker import LinearModel, sigmoid, surroundings

GATE = -2.4
"""Lowest logit of the linear model with which a sentence is read by the encoder: at -3.2 the best
F1 is the same, and half more sentences are read."""

GLANCE = 0.15
"""Share of news sentences that are read while the text is parsed, for their words alone."""

SCORES = {"few": 0.644, "balanced": 0.263, "all": 0.126}
"""The levels' thresholds, the same in all languages: scores are scaled to them."""

SURE, LEAST_PRECISION, ALL = 0.9, 0.75, 0.75
"""`few`: most recall with at least this precision; `balanced`: best F1 with at least this
precision; `all`: the highest threshold with at least this recall, or all that passes the gate."""

PARTS = ("PolNeAR", "Nov. 2019", "own")

ARTICLES = ("read", "article")
"""Kinds of documents that were read in full, and so tell how a sentence stands in its article."""

NEWS = "read"
"""The kind that others wrote: two thirds of it about one election campaign."""

DENSITY = {"read": 1, "article": 2}
"""How often a sentence without a claim counts in the figures: our own articles, of every kind of
news, have twice the claims that news has."""

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
    for start, end in documents_of(tested):
        model = models[fold_of(tested[start].group)]
        own = {n: model.logits(tested[n].features)[0] for n in range(start, end)}
        passed = [n for n in own if own[n] > GATE and n in told]
        confidence = [sigmoid(told[n][0]) if n in passed else 0.0 for n in own]
        around = surroundings(confidence)
        for n in passed:
            signals[n] = (own[n], float(told[n][0]), *around[n - start])
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


def glance_model(rows: Sequence[Row]) -> LinearModel:
    """What the words of a sentence say for a claim."""
    words = [replace(row, features=frozenset(words_of(row.text))) for row in rows]
    return fit("claim", words)


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


def levels_of(points: Sequence[Point]) -> dict[str, Point]:
    """The points of the three levels."""
    sure = [point for point in points if point.precision >= SURE]
    precise = [point for point in points if point.precision >= LEAST_PRECISION]
    enough = [point for point in points if point.recall >= ALL] or [points[-1]]
    return {
        "few": max(sure, key=lambda point: point.recall),
        "balanced": max(precise, key=lambda point: point.f1),
        "all": max(enough, key=lambda point: point.threshold),
    }


def at_level(measured: Sequence[tuple[float, bool]], threshold: float) -> tuple[float, float]:
    """Precision and recall of what has a score of `threshold` or more."""
    marked = [claim for score, claim in measured if score >= threshold]
    right, claims = sum(marked), sum(claim for _, claim in measured)
    return right / max(1, len(marked)), right / max(1, claims)


def scale_to(levels: Mapping[str, Point]) -> list[tuple[float, float]]:
    """Points (logit, score) that bring each level's threshold to its score."""
    middle = [(round(levels[name].threshold, 3) - 0.001, SCORES[name]) for name in reversed(SCORES)]
    return [(middle[0][0] - 3.0, 0.0), *middle, (middle[-1][0] + 3.0, 1.0)]


def kinds_right(
    of: str,
    rows: Sequence[Row],
    tested: Sequence[Row],
    known: HeldOut,
    scores: Mapping[int, float],
    levels: Mapping[str, Point],
) -> dict[str, float]:
    """Share right of category, polarity and certainty, of the claims found in a kind of articles.

    Certainty as learned alone, without what the words that govern the trigger say.
    """
    right: dict[str, list[bool]] = {"category": [], "polarity": [], "certainty": []}
    models = {fold: {kind: fit(kind, without(fold, rows)) for kind in right} for fold in HELD_OUT}
    for start, end in documents_of(tested):
        passed = [n for n in range(start, end) if scores.get(n, -99.0) >= levels["all"].threshold]
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
        for at, n in enumerate(passed):
            label = tested[n].label
            if (
                tested[n].kind == of
                and label
                and label.claim
                and scores[n] >= levels["balanced"].threshold
            ):
                for kind, results in right.items():
                    results.append(labels[kind][at] == getattr(label, kind))
    return {kind: round(float(np.mean(results)), 3) for kind, results in right.items()}


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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("articles", "bodies", "told"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    train(read_rows(given.articles, given.bodies), given.told)


def train(rows: Sequence[Row], file: Path) -> None:
    """Measures on articles held out, then fits on all."""
    tested = [row for row in rows if fold_of(row.group) in HELD_OUT]
    known = held_out(rows, tested, file)
    scores = scores_of(tested, known.signals)
    measured = [
        (n, scores.get(n, -99.0), bool(claim_of(row)))
        for n, row in enumerate(tested)
        if row.kind in ARTICLES and claim_of(row) is not None
    ]
    lowest = min(scores.values())
    counted = [
        (score, claim)
        for n, score, claim in measured
        for _ in range(1 if claim else DENSITY[tested[n].kind])
    ]
    points = [point for point in curve(counted) if point.threshold >= lowest]
    levels = levels_of(points)
    for name, point in levels.items():
        quiet = [f"{quiet_rate(kind, tested, scores, point.threshold):.4f}" for kind in ARTICLES]
        print(
            f"{name:9} P {point.precision:.3f} R {point.recall:.3f} F1 {point.f1:.3f}; marked of "
            f"articles without claims: news {quiet[0]}, own {quiet[1]}"
        )
        for part in PARTS:
            precision, recall = at_level(
                [m[1:] for m in measured if part_of(tested[m[0]]) == part], point.threshold
            )
            print(f"    {part:9} P {precision:.3f} R {recall:.3f}")
    for part in PARTS:
        points_of = curve([m[1:] for m in measured if part_of(tested[m[0]]) == part])
        best = max(points_of, key=lambda point: point.f1)
        print(f"{part:9} best F1 {best.f1:.3f} (P {best.precision:.3f} R {best.recall:.3f})")
    for kind in ARTICLES:
        right = kinds_right(kind, rows, tested, known, scores, levels)
        print(kind, right)
    print("passes the gate:", round(len(known.signals) / len(tested), 3))
    figures = {
        name: {"precision": round(point.precision, 2), "recall": round(point.recall, 2)}
        for name, point in levels.items()
    }
    write(
        Path(str(sensitivity.__file__)).with_name("sensitivity.json"),
        {name: {"threshold": SCORES[name], **figures[name]} for name in figures},
    )
    here = Path(__file__).parent
    write(here.parents[1] / "extension/protocol/sensitivity.json", figures)
    (here / "curve.svg").write_text(as_svg(points, levels), encoding="utf-8")
    models = {name: fit(name, rows) for name in STRENGTH} | {"closer": weigh(tested, known.signals)}
    models["glance"] = glance_model(rows)
    told = [models["glance"].logits(words_of(row.text))[0] for row in rows if row.kind == NEWS]
    glance_gate = round(float(np.quantile(told, 1 - GLANCE)), 3)
    weights: dict[str, object] = {
        name: {"labels": model.labels, "biases": model.biases, "weights": model.weights}
        for name, model in models.items()
    }
    weights |= {"gate": GATE, "glance_gate": glance_gate, "scale": scale_to(levels)}
    file = Path(str(english.__file__)).with_name("weights.json")
    file.write_text(json.dumps(weights, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
