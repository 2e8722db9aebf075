"""A transformer that says of sentences whether they are risk claims, as it is trained.

In: rows, targets. Out: a trained `Transformer`, and what it says. Teacher and encoder are both one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rows import OUTPUTS, Row
from targets import Targets
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from caveat.language.en.risks.encoder import LONGEST

BATCH, DROPPED, WARM_UP = 32, 0.1, 60
"""Sentences a step; share of a vector that is left out in training; steps to the full rate."""

ALIKE = 20
"""Batches whose sentences are put in order of length together."""


class Transformer(nn.Module):  # type: ignore[misc]  # no torch in .venv
    """The encoder of a folder and, on the mean of its vectors, a head with OUTPUTS."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(model), attn_implementation="eager")
        torch.manual_seed(0)  # the head begins with chance numbers
        self.head = nn.Linear(self.encoder.config.hidden_size, len(OUTPUTS))

    def vector(self, tokens: Any, mask: Any) -> Any:
        """The mean of the last layer's vectors: one row a sentence."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
            there = mask.unsqueeze(-1)
            return (hidden * there).sum(1) / there.sum(1)

    def forward(self, tokens: Any, mask: Any) -> Any:
        """One row of logits a sentence."""
        vector = self.vector(tokens, mask)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.head(functional.dropout(vector, DROPPED, self.training)).float()


class Texts:
    """The word pieces of all rows' sentences."""

    def __init__(self, rows: Sequence[Row], model: Path) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(str(model))
        texts = [row.text for row in rows]
        self._tokens = self._tokenizer(texts, truncation=True, max_length=LONGEST)["input_ids"]
        self._lengths = np.array([len(tokens) for tokens in self._tokens])

    def batch(self, numbers: NDArray[np.int64]) -> tuple[Any, Any]:
        """Tokens and mask of some of them, as long as the longest."""
        some = {"input_ids": [self._tokens[number] for number in numbers]}
        padded = self._tokenizer.pad(some, return_tensors="pt")
        return padded["input_ids"], padded["attention_mask"]

    def batches(self, numbers: Sequence[int], chance: np.random.Generator) -> Iterator[Any]:
        """All `numbers` in random batches, the sentences of each of much the same length."""
        order = chance.permutation(np.array(numbers))
        found = []
        for start in range(0, len(order), ALIKE * BATCH):
            chunk = order[start : start + ALIKE * BATCH]
            chunk = chunk[np.argsort(self._lengths[chunk], kind="stable")]
            found += [chunk[first : first + BATCH] for first in range(0, len(chunk), BATCH)]
        yield from (found[number] for number in chance.permutation(len(found)))


@dataclass(frozen=True, slots=True)
class Course:
    """How it learns: rounds over all sentences, the highest rate, how much faster the head learns,
    which at first knows nothing, and what chance begins with."""

    rounds: int
    rate: float
    head: float = 10.0
    seed: int = 0


def learn(
    transformer: Transformer,
    texts: Texts,
    targets: Targets,
    numbers: Sequence[int],
    course: Course,
) -> None:
    """Teach `transformer` the `targets` of the rows `numbers`."""
    torch.manual_seed(course.seed)
    chance = np.random.default_rng(course.seed)
    transformer.train()
    body = list(transformer.encoder.parameters())
    optimiser = torch.optim.AdamW(
        [
            {"params": [part for part in body if part.ndim > 1], "share": 1.0},
            {"params": [part for part in body if part.ndim < 2], "share": 1.0, "weight_decay": 0},
            {"params": transformer.head.parameters(), "share": course.head},
        ],
        weight_decay=0.01,
    )
    plan = [batch for _ in range(course.rounds) for batch in texts.batches(numbers, chance)]
    for done, batch in enumerate(plan):
        loss = targets.loss(transformer(*texts.batch(batch)), batch)
        rate = course.rate * min(1, (done + 1) / WARM_UP) * (1 - done / len(plan))
        for group in optimiser.param_groups:
            group["lr"] = rate * group["share"]
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(transformer.parameters(), 1.0)
        optimiser.step()
        if done % 100 == 0:
            print(f"step {done} of {len(plan)}: loss {loss.item():.3f}", flush=True)
    transformer.eval()


def told_by(
    transformer: Transformer, texts: Texts, numbers: Sequence[int]
) -> dict[int, NDArray[np.float32]]:
    """Its logits of the rows `numbers`."""
    found: dict[int, NDArray[np.float32]] = {}
    with torch.inference_mode():
        for batch in texts.batches(numbers, np.random.default_rng(0)):
            found.update(zip(batch.tolist(), transformer(*texts.batch(batch)).numpy(), strict=True))
    return found
