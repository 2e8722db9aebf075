"""Trains the encoder that reads closely what the rules let through, and tells what it says.

    python bench/risks/train_encoder.py ARTICLES BODIES MODEL TAUGHT TOLD

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON);
MODEL: a folder with all-MiniLM-L6-v2; TAUGHT: what train_teacher.py wrote. Needs torch,
transformers, onnx and scikit-learn, and an hour of two cores. First it learns without the labels of
the folds HELD_OUT, and what it says of these goes to TOLD (.npz): train_ranker.py weighs and
measures with it. Then it learns from all, and is written beside the English rules as encoder.onnx,
with word_pieces.txt.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from export import export
from rows import HELD_OUT, OUTPUTS, Row, fold_of, learnable, read_rows
from targets import Targets
from transformer import Course, Texts, learn, told_by

import caveat.language.en.risks.encoder as english

COURSE = Course(rounds=3, rate=1e-4)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("articles", "bodies", "model", "taught", "told"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    rows = read_rows(given.articles, given.bodies)
    train(rows, given.model, given.taught, given.told)


def train(rows: list[Row], model: Path, taught: Path, told: Path) -> None:
    """The encoder without the folds HELD_OUT for TOLD, then the one that is shipped."""
    texts = Texts(rows, model)
    with np.load(taught) as stored:
        by_key = dict(zip(stored["keys"].tolist(), stored["logits"], strict=True))
    said = {n: by_key[row.key] for n, row in enumerate(rows) if row.key in by_key}
    targets = Targets(rows, said)
    chosen = learnable(rows)
    others = [n for n in chosen if fold_of(rows[n].group) not in HELD_OUT]
    trial = learn(model, texts, targets, others, COURSE)
    test = [n for n in chosen if fold_of(rows[n].group) in HELD_OUT]
    found = told_by(trial, texts, test)
    np.savez_compressed(
        told, keys=np.array([rows[n].key for n in found]), logits=np.array(list(found.values()))
    )
    shipped = learn(model, texts, targets, chosen, COURSE)
    folder = Path(str(english.__file__)).parent
    export(shipped.encoder, shipped.head, OUTPUTS, folder / "encoder.onnx")
    pieces = (model / "vocab.txt").read_text("utf-8").rstrip("\n")
    (folder / "word_pieces.txt").write_text(pieces, "utf-8")


if __name__ == "__main__":
    main()
