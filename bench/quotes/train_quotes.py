"""Train the models of quotes on PolNeAR's train part, cross-validate, and write them.

    python bench/quotes/train_quotes.py CORPUS/train [--parses FILE] [--folds-only | --write-only]

Five folds of documents. Each model sees what the models before it say of documents that these have
not seen. Figures are those of the whole way on held-out folds.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from learn import FOLDS, Table
from quote_examples import (
    Annotated,
    content_examples,
    read_part,
    speaker_examples,
    speech_examples,
    turn_examples,
)
from quote_score import Score, print_misses

from caveat.language.en.quotes.content import content_of
from caveat.language.en.quotes.find import Models, find_quotes
from caveat.quotes.model import Model, save_model

FOLDER = Path(__file__).parents[2] / "server/caveat/language/en/quotes/models"


def main() -> None:
    """Read, learn, score, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", type=Path)
    parser.add_argument("--parses", type=Path, help="a file that keeps the parses")
    parser.add_argument("--folds-only", action="store_true", help="figures only, write nothing")
    parser.add_argument("--write-only", action="store_true", help="no figures, write the models")
    parser.add_argument("--misses", type=int, default=0, help="print so many of each kind")
    args = parser.parse_args()
    corpus = list(read_part(args.part, args.parses))
    folds = np.random.default_rng(0).integers(0, FOLDS, len(corpus)).tolist()
    print(f"{len(corpus)} documents", flush=True)

    content = Table("content", [content_examples(each) for each in corpus], folds)
    content_models = [content.fit(fold) for fold in range(FOLDS)]
    probabilities = [
        content_of(each.syntax, each.inside, content_models[fold])
        for each, fold in zip(corpus, folds, strict=True)
    ]
    print("content models trained", flush=True)
    tables, speaker_models = tables_of_speech(corpus, folds, probabilities)
    if not args.write_only:
        score = Score()
        for fold in range(FOLDS):
            speech, turns = (tables[name].fit(fold) for name in ("speech", "turns"))
            models = Models(content_models[fold], speech, speaker_models[fold], turns)
            score_fold(score, corpus, folds, fold, models)
            print(f"after fold {fold}: {score}", flush=True)
        print_misses(score.misses, args.misses)
    if not args.folds_only:
        FOLDER.mkdir(exist_ok=True)
        for name, table in {"content": content, **tables}.items():
            save_model(table.fit(None), str(FOLDER), name)


def tables_of_speech(
    corpus: Sequence[Annotated], folds: Sequence[int], content: Sequence[Sequence[float]]
) -> tuple[dict[str, Table], list[Model]]:
    """The tables of the other models, and the speaker model that has not seen each fold."""
    speakers = Table(
        "speakers", [speaker_examples(*each) for each in zip(corpus, content, strict=True)], folds
    )
    models = [speakers.fit(fold) for fold in range(FOLDS)]
    print("speaker models trained", flush=True)
    unseen = [models[fold] for fold in folds]
    seen = list(zip(corpus, content, unseen, strict=True))
    turns = [turn_examples(*each) for each in seen]
    speech = [speech_examples(*each) for each in seen]
    tables = {"speakers": speakers}
    tables["turns"] = Table("turns", turns, folds)
    tables["speech"] = Table("speech", speech, folds)
    return tables, models


def score_fold(
    score: Score, corpus: Sequence[Annotated], folds: Sequence[int], fold: int, models: Models
) -> None:
    """Count the documents of one fold."""
    for each, of in zip(corpus, folds, strict=True):
        if of == fold:
            score.add(each.document, find_quotes(each.syntax, each.blocks, models))


if __name__ == "__main__":
    main()
