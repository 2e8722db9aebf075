"""Trains the encoder that reads closely what may be a claim, and tells what it says.

    python bench/risks/train_encoder.py ARTICLES BODIES MODEL TAUGHT TOLD

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON);
MODEL: a folder with all-MiniLM-L6-v2; TAUGHT: what train_teacher.py wrote. Needs torch,
transformers, onnx and scikit-learn, and an hour of two cores. First it learns without the folds
HELD_OUT, and what it then says of these goes to TOLD (.npz): train_ranker.py weighs and measures
with it. Its last round is made once more with all, for the encoder that is written beside the
English rules as encoder.onnx, with word_pieces.txt.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
from category_head import fit_categories
from export import export
from rows import HELD_OUT, OUTPUTS, Row, fold_of, learnable, read_rows
from targets import Targets, Taught
from transformer import Course, Texts, Transformer, learn, told_by
from variants import VARIANT

import caveat.language.en.risks.encoder as english

COURSE, LAST_COURSE = Course(rounds=2, rate=1.2e-4), Course(rounds=1, rate=1e-4, head=2.0, seed=1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("articles", "bodies", "model", "taught", "told"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    rows = read_rows(given.articles, given.bodies)
    train(rows, given.model, given.taught, given.told)


def train(rows: list[Row], model: Path, taught: Path, told: Path) -> None:
    """The encoder without the folds HELD_OUT for TOLD, then the one that is shipped."""
    chosen = learnable(rows)
    sentences, said = with_variants(rows, taught)
    texts, targets = Texts(sentences, model), Targets(sentences, said)
    known = [*chosen, *range(len(rows), len(sentences))]
    others = [n for n in known if fold_of(sentences[n].group) not in HELD_OUT]
    shipped = Transformer(model)
    learn(shipped, texts, targets, others, COURSE)
    trial = deepcopy(shipped)
    learn(trial, texts, targets, others, LAST_COURSE)
    fit_categories(trial, texts, sentences, others)
    found = told_by(
        trial, texts, [n for n, row in enumerate(rows) if fold_of(row.group) in HELD_OUT]
    )
    np.savez_compressed(
        told, keys=np.array([rows[n].key for n in found]), logits=np.array(list(found.values()))
    )
    learn(shipped, texts, targets, known, LAST_COURSE)
    fit_categories(shipped, texts, sentences, known)
    folder = Path(str(english.__file__)).parent
    export(shipped.encoder, shipped.head, OUTPUTS, folder / "encoder.onnx")
    pieces = (model / "vocab.txt").read_text("utf-8").rstrip("\n")
    (folder / "word_pieces.txt").write_text(pieces, "utf-8")


def with_variants(rows: Sequence[Row], taught: Path) -> tuple[list[Row], Taught]:
    """The rows, after them the variants in `taught`, and what the teacher says of both."""
    with np.load(taught) as stored:
        by_key = dict(zip(stored["keys"].tolist(), stored["logits"], strict=True))
        variants = [
            Row(-1, group, VARIANT, "", None, frozenset(), text)
            for group, text in stored["variants"].tolist()
        ]
        of_variants = dict(enumerate(stored["of_variants"], len(rows)))
    said = {n: by_key[row.key] for n, row in enumerate(rows) if row.key in by_key}
    return [*rows, *variants], said | of_variants


if __name__ == "__main__":
    main()
