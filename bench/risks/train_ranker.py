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
from pathlib import Path

from curve import Point, as_svg, curve
from held_out import (
    ARTICLES,
    PARTS,
    at_level,
    claim_of,
    held_out,
    kinds_right,
    part_of,
    quiet_rate,
    scores_of,
    weigh,
)
from rows import HELD_OUT, STRENGTH, Row, fit, fit_gate, fold_of, read_rows

import caveat.language.en.risks.find as english
import caveat.risks.sensitivity as sensitivity

SCORES = {"few": 0.644, "balanced": 0.263, "all": 0.126}
"""The levels' thresholds, the same in all languages: scores are scaled to them."""

SURE, LEAST_PRECISION, ALL = 0.9, 0.78, 0.75
"""`few`: most recall with at least this precision; `balanced`: best F1 with at least this
precision; `all`: the highest threshold with at least this recall, or all that passes the gate."""

DENSITY = {"read": 1, "article": 2}
"""How often a sentence without a claim counts in the figures: our own articles, of every kind of
news, have twice the claims that news has."""


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


def scale_to(levels: Mapping[str, Point]) -> list[tuple[float, float]]:
    """Points (logit, score) that bring each level's threshold to its score."""
    middle = [(round(levels[name].threshold, 3) - 0.001, SCORES[name]) for name in reversed(SCORES)]
    return [(middle[0][0] - 3.0, 0.0), *middle, (middle[-1][0] + 3.0, 1.0)]


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
    right = kinds_right(rows, tested, known, scores, levels["balanced"].threshold)
    for kind, shares in right.items():
        print(kind, shares)
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
    gate = fit_gate(rows)
    models["glance"] = gate.glance
    weights: dict[str, object] = {
        name: {"labels": model.labels, "biases": model.biases, "weights": model.weights}
        for name, model in models.items()
    }
    weights |= {"gate": gate.lowest, "scale": scale_to(levels)}
    file = Path(str(english.__file__)).with_name("weights.json")
    file.write_text(json.dumps(weights, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


def write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
