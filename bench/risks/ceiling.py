"""What a far larger model finds with the same labels: how much the size of ours costs.

    python bench/risks/ceiling.py ARTICLES BODIES MODEL

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON);
MODEL: a folder with all-mpnet-base-v2 (110 million weights, where ours has 2). Needs torch,
transformers and scikit-learn, and some twenty minutes of two cores. It learns from all folds but
one, and the figures are on the news of that one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from curve import curve
from numpy.typing import NDArray
from rows import Row, fit, fold_of, read_rows
from torch import nn
from torch.nn import functional
from train_network import OUTPUTS, batches_of, loss_of, take_step, targets_of
from train_ranker import LEAST_PRECISION, NEWS, claim_of
from transformers import AutoModel, AutoTokenizer

HELD_OUT = 0

GATE = -2.6
"""Least logit of the linear model with which a sentence is read, and learned from if no claim."""

EPOCHS, BATCH, RATE, LONGEST = 2, 32, 4e-5, 64


class Encoder(nn.Module):  # type: ignore[misc]
    """The encoder of a folder and, on the mean of its vectors, a head with OUTPUTS."""

    def __init__(self, model: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(model)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(OUTPUTS))

    def forward(self, tokens: Any, mask: Any) -> Any:
        """One row of logits a sentence."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
            there = mask.unsqueeze(-1)
            vector = (hidden * there).sum(1) / there.sum(1)
            return self.head(functional.dropout(vector, 0.1, self.training)).float()


class Texts:
    """The tokens of the sentences."""

    def __init__(self, rows: Sequence[Row], model: str) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(model)
        texts = [row.text for row in rows]
        self._tokens = self._tokenizer(texts, truncation=True, max_length=LONGEST)["input_ids"]
        self.lengths = np.array([len(tokens) for tokens in self._tokens])

    def batch(self, numbers: NDArray[np.int64]) -> tuple[Any, Any]:
        """Tokens and mask of some of them, as long as the longest."""
        some = {"input_ids": [self._tokens[number] for number in numbers]}
        padded = self._tokenizer.pad(some, return_tensors="pt")
        return padded["input_ids"], padded["attention_mask"]


def learn(model: str, rows: Sequence[Row], texts: Texts, numbers: Sequence[int]) -> Encoder:
    """An encoder that has learned from the labelled rows `numbers`."""
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    encoder = Encoder(model)
    encoder.train()
    body = [part for name, part in encoder.named_parameters() if not name.startswith("head")]
    optimiser = torch.optim.AdamW(
        [
            {"params": [part for part in body if part.ndim > 1], "share": 1.0},
            {"params": [part for part in body if part.ndim < 2], "share": 1.0, "weight_decay": 0},
            {"params": encoder.head.parameters(), "share": 10.0},
        ],
        weight_decay=0.01,
    )
    wanted, weights, kinds = targets_of(rows)
    rounds = [batches_of(np.array(numbers), texts.lengths, BATCH, chance) for _ in range(EPOCHS)]
    plan = [batch for batches in rounds for batch in batches]
    for done, batch in enumerate(plan):
        told = encoder(*texts.batch(batch))
        loss = loss_of(told, wanted[batch], weights[batch], kinds[batch])
        take_step(optimiser, loss, RATE * min(1, (done + 1) / 60) * (1 - done / len(plan)))
    encoder.eval()
    return encoder


def told_by(encoder: Encoder, texts: Texts, numbers: Sequence[int]) -> dict[int, float]:
    """How much speaks for a claim in each of the rows `numbers`: logits."""
    found: dict[int, float] = {}
    with torch.inference_mode():
        for batch in batches_of(np.array(numbers), texts.lengths, BATCH, np.random.default_rng(0)):
            told = encoder(*texts.batch(batch))[:, 0].tolist()
            found.update(zip(batch.tolist(), told, strict=True))
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("articles", "bodies", "model"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    rows = read_rows(given.articles, given.bodies)
    known = [n for n, row in enumerate(rows) if fold_of(row.group) != HELD_OUT and row.label]
    gate = fit("claim", [rows[number] for number in known])

    def passes(row: Row) -> bool:
        return bool(row.features) and gate.logits(row.features)[0] > GATE

    texts = Texts(rows, str(given.model))
    learned = [n for n in known if claim_of(rows[n]) is not False or passes(rows[n])]
    encoder = learn(str(given.model), rows, texts, learned)
    news = [
        number
        for number, row in enumerate(rows)
        if fold_of(row.group) == HELD_OUT and row.kind == NEWS and claim_of(row) is not None
    ]
    told = told_by(encoder, texts, [number for number in news if passes(rows[number])])
    points = [
        point
        for point in curve([(told.get(n, -99.0), bool(claim_of(rows[n]))) for n in news])
        if point.threshold > -99
    ]
    precise = [point for point in points if point.precision >= LEAST_PRECISION]
    for name, point in (
        ("best F1", max(points, key=lambda point: point.f1)),
        (f"P {LEAST_PRECISION:.2f}", max(precise, key=lambda point: point.recall)),
    ):
        print(f"{name}: P {point.precision:.3f} R {point.recall:.3f} F1 {point.f1:.3f}")


if __name__ == "__main__":
    main()
