"""Trains a teacher for the encoder that is shipped, and tells how far a far larger model gets.

    python bench/risks/train_teacher.py ARTICLES BODIES MODEL TAUGHT

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON);
MODEL: a folder with all-mpnet-base-v2 (110 million weights). Needs torch, transformers and
scikit-learn, and an hour or two of two cores. The teacher learns from the labelled sentences of all
folds but those of HELD_OUT, on whose news its figures are. Writes to TAUGHT (.npz) the logits that
it gives to all sentences that are learned from, and variants of these with theirs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from curve import curve
from held_out import claim_of
from rows import HELD_OUT, NEWS, fold_of, learnable, read_rows
from targets import Targets
from train_ranker import LEAST_PRECISION
from transformer import Course, Texts, Transformer, learn, told_by
from variants import variants_of

COURSE = Course(rounds=2, rate=4e-5)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("articles", "bodies", "model", "taught"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    rows = read_rows(given.articles, given.bodies)
    texts = Texts(rows, given.model)
    chosen = learnable(rows)
    learned = [n for n in chosen if fold_of(rows[n].group) not in HELD_OUT]
    teacher = Transformer(given.model)
    learn(teacher, texts, Targets(rows, {}), learned, COURSE)
    told = told_by(teacher, texts, chosen)
    variants = variants_of(rows, told, given.model)
    of_variants = told_by(teacher, Texts(variants, given.model), range(len(variants)))
    np.savez_compressed(
        given.taught,
        keys=np.array([rows[number].key for number in told]),
        logits=np.array(list(told.values())),
        variants=np.array([[row.group, row.text] for row in variants]),
        of_variants=np.array([of_variants[number] for number in range(len(variants))]),
    )
    news = [
        (float(told[n][0]) if n in told else -99.0, bool(claim_of(row)))
        for n, row in enumerate(rows)
        if fold_of(row.group) in HELD_OUT and row.kind == NEWS and claim_of(row) is not None
    ]
    points = [point for point in curve(news) if point.threshold > -99]
    precise = [point for point in points if point.precision >= LEAST_PRECISION]
    for name, point in (
        ("best F1", max(points, key=lambda point: point.f1)),
        (f"P {LEAST_PRECISION:.2f}", max(precise, key=lambda point: point.recall)),
    ):
        print(f"{name}: P {point.precision:.3f} R {point.recall:.3f} F1 {point.f1:.3f}")


if __name__ == "__main__":
    main()
