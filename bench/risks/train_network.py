"""Trains the network that reads closely what the rules let through, and tells what it says.

    python bench/risks/train_network.py ARTICLES BODIES MODEL HELD_OUT

ARTICLES: PolNeAR's train/text; BODIES: the article-extraction-benchmark's bodies by page (JSON);
MODEL: a folder with all-MiniLM-L6-v2. Needs torch, transformers and scikit-learn. Word vectors are
what MODEL says of single words, in few dimensions; the network first learns to give the vectors
that MODEL gives to all sentences of ARTICLES, then which of the labelled ones are claims.
Writes network.npz beside the English rules, and to HELD_OUT (.npz) the logits that networks trained
without a sentence's fold give it: train_ranker.py weighs and measures with these.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from rows import FOLDS, Row, fit, fold_of, read_rows
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

import caveat.language.en.risks.network as english
from caveat.domain import Category, Certainty
from caveat.language.en.risks.lexicon import FRAMES, ROLES
from caveat.language.en.risks.network import DILATIONS, LONGEST, marks_of

Floats = NDArray[np.float32]

CATEGORIES, CERTAINTIES = get_args(Category), get_args(Certainty)
OUTPUTS = ("claim", *CATEGORIES, "denied", *CERTAINTIES)
MARKS = (
    *sorted(FRAMES | ROLES),
    *("harm", "negation"),
    *("NOUN", "VERB", "ADJ", "ADV", "AUX", "SCONJ", "ADP", "PRON", "DET", "NUM", "PART"),
    *("PUNCT", "CCONJ", "MD", "VBD", "VBN", "VBZ", "VBP", "VB", "VBG", "NNP", "TO"),
)
WIDTH, CHANNELS, VECTOR = 64, 128, 192

GATE = -3.2
"""Sentences with a logit above it are learned from: a little below the ranker's own gate."""

OPTIONAL, DOUBT, PICKED = 0.75, 0.6, 0.7
"""What an optional sentence counts as, its weight, and that of a sentence picked for a trigger."""

EPOCHS, BATCH, RATE = 8, 64, 1.5e-3
SEEDS = 3
"""Networks trained from different orders; the best mean of them is not shipped, the first is."""


class Reader(nn.Module):  # type: ignore[misc]
    """The network of caveat.language.en.risks.network, as torch trains it."""

    def __init__(self, vectors: Floats) -> None:
        super().__init__()
        table = np.concatenate([np.zeros((1, WIDTH), np.float32), vectors])
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=False)
        self.entry = nn.Linear(WIDTH + len(MARKS), CHANNELS)
        self.convolutions = nn.ModuleList(nn.Linear(3 * CHANNELS, CHANNELS) for _ in DILATIONS)
        self.pooled = nn.Linear(2 * CHANNELS, VECTOR)

    def forward(self, words: Any, marks: Any, mask: Any, drop: float = 0.0) -> Any:
        """The vector of each sentence; `drop` is how much is left out in training."""
        vectors, there = self.vectors(words), mask.unsqueeze(-1)
        if self.training and drop:
            kept = torch.rand(words.shape) > drop
            vectors = functional.dropout(vectors * kept.unsqueeze(-1), drop)
        hidden = functional.relu(self.entry(torch.cat([vectors, marks], -1))) * there
        for convolution, dilation in zip(self.convolutions, DILATIONS, strict=True):
            padded, length = functional.pad(hidden, (0, 0, dilation, dilation)), hidden.shape[1]
            around = (padded[:, :length], hidden, padded[:, 2 * dilation :])
            hidden = (hidden + functional.relu(convolution(torch.cat(around, -1)))) * there
        mean = hidden.sum(1) / mask.sum(1, keepdim=True)
        pool = torch.cat([hidden.amax(1), mean], -1)
        return functional.relu(self.pooled(functional.dropout(pool, 2 * drop, self.training)))


class Sentences:
    """Padded arrays of all sentences: words by row of the table, marks, lengths."""

    def __init__(self, rows: Sequence[Row], words: dict[str, int]) -> None:
        self.words = np.zeros((len(rows), LONGEST), np.int64)
        self.marks = np.zeros((len(rows), LONGEST, len(MARKS)), np.uint8)
        self.lengths = np.ones(len(rows), np.int64)
        columns = {mark: column for column, mark in enumerate(MARKS)}
        for number, row in enumerate(rows):
            self.lengths[number] = max(1, min(LONGEST, len(row.tokens)))
            for at, (word, lemma, part, tag) in enumerate(row.tokens[:LONGEST]):
                self.words[number, at] = words.get(word) or words.get(lemma) or 0
                for mark in marks_of(word, lemma, part, tag):
                    if mark in columns:
                        self.marks[number, at, columns[mark]] = 1

    def batch(self, numbers: NDArray[np.int64]) -> tuple[Any, Any, Any]:
        """Words, marks and mask of some of them, as long as the longest."""
        longest = max(2, self.lengths[numbers].max())
        mask = np.arange(longest)[None] < self.lengths[numbers][:, None]
        return (
            torch.from_numpy(self.words[numbers, :longest]),
            torch.from_numpy(self.marks[numbers, :longest]).float(),
            torch.from_numpy(mask.astype(np.float32)),
        )

    def batches(
        self, numbers: NDArray[np.int64], chance: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        """All of them in batches of much the same length, in random order."""
        return batches_of(numbers, self.lengths, BATCH, chance)


def batches_of(
    numbers: NDArray[np.int64], lengths: NDArray[np.int64], size: int, chance: np.random.Generator
) -> list[NDArray[np.int64]]:
    """The `numbers` in batches whose `lengths` are much the same, in random order."""
    order = chance.permutation(numbers)
    found = []
    for start in range(0, len(order), 20 * size):
        chunk = order[start : start + 20 * size]
        chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
        found += [chunk[first : first + size] for first in range(0, len(chunk), size)]
    return [found[number] for number in chance.permutation(len(found))]


def embedded(model: str, texts: Sequence[str]) -> Floats:
    """The mean vector that MODEL gives to each text."""
    tokenizer, encoder = AutoTokenizer.from_pretrained(model), AutoModel.from_pretrained(model)
    encoder.eval()
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    found = np.zeros((len(texts), encoder.config.hidden_size), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), 256):
            some = order[start : start + 256]
            given = tokenizer(
                [texts[number] for number in some],
                padding=True,
                truncation=True,
                max_length=80,
                return_tensors="pt",
            )
            mask = given["attention_mask"].unsqueeze(-1)
            hidden = encoder(**given).last_hidden_state
            found[some] = ((hidden * mask).sum(1) / mask.sum(1)).numpy()
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def word_vectors(model: str, rows: Sequence[Row]) -> tuple[list[str], Floats]:
    """The words of MODEL's vocabulary and those that come often, with vectors of WIDTH."""
    vocabulary = Path(model, "vocab.txt").read_text("utf-8").splitlines()
    counts = Counter(form for row in rows for token in row.tokens for form in token[:2])
    often = [word for word, count in counts.most_common() if count >= 3]
    form = re.compile(r"[a-z][a-z'-]*|'s|n't|'re|'ve|'ll|'d|'m|[“”\"?!,.;:—–$%]")
    words = [word for word in dict.fromkeys([*vocabulary, *often]) if form.fullmatch(word)]
    vectors = embedded(model, words)
    vectors -= vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    small = vectors @ axes[:WIDTH].T
    return words, (small / small.std() / 2).astype(np.float32)


def learn_sentences(sentences: Sentences, vectors: Floats, wanted: Floats, epochs: int) -> Reader:
    """A reader whose vectors tell those that MODEL gives to the sentences."""
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    reader = Reader(vectors)
    head = nn.Linear(VECTOR, wanted.shape[1])
    optimiser = torch.optim.Adam([*reader.parameters(), *head.parameters()], lr=2e-3)
    wanted = wanted - wanted.mean(0)
    plan = [
        batch for _ in range(epochs) for batch in sentences.batches(np.arange(len(wanted)), chance)
    ]
    for step, batch in enumerate(plan):
        told = head(reader(*sentences.batch(batch), drop=0.05))
        loss = 1 - functional.cosine_similarity(told, torch.from_numpy(wanted[batch])).mean()
        take_step(optimiser, loss, 2e-3 * min(1, step / 100) * (1 - step / len(plan)))
    return reader


def learn_claims(
    reader: Reader, sentences: Sentences, rows: Sequence[Row], numbers: Sequence[int], seed: int
) -> tuple[Reader, nn.Linear]:
    """A copy of `reader` and a head with OUTPUTS, trained on the labelled rows `numbers`."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    learner, head = Reader(np.zeros((1, WIDTH), np.float32)), nn.Linear(VECTOR, len(OUTPUTS))
    learner.vectors = nn.Embedding.from_pretrained(reader.vectors.weight.clone(), freeze=False)
    learner.load_state_dict(reader.state_dict())
    slow = [part for name, part in learner.named_parameters() if name != "vectors.weight"]
    optimiser = torch.optim.AdamW(
        [
            {"params": head.parameters(), "share": 1.0},
            {"params": slow, "share": 0.6},
            {"params": [learner.vectors.weight], "share": 0.3, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
    )
    wanted, weights, kinds = targets_of(rows)
    plan = [batch for _ in range(EPOCHS) for batch in sentences.batches(np.array(numbers), chance)]
    for step, batch in enumerate(plan):
        vector = learner(*sentences.batch(batch), drop=0.1)
        told = head(functional.dropout(vector, 0.2))
        loss = loss_of(told, wanted[batch], weights[batch], kinds[batch])
        take_step(optimiser, loss, RATE * min(1, (step + 1) / 50) * (1 - step / len(plan)))
    return learner.eval(), head


def targets_of(rows: Sequence[Row]) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """By row: how much of a claim, its weight, and numbers of category, polarity, certainty."""
    wanted, weights = np.zeros(len(rows), np.float32), np.ones(len(rows), np.float32)
    kinds = np.full((len(rows), 3), -1)
    for number, row in enumerate(rows):
        if (label := row.label) is None:
            continue
        wanted[number] = OPTIONAL if label.claim is None else label.claim
        weights[number] = (DOUBT if label.claim is None else 1) * (
            PICKED if row.kind == "picked" else 1
        )
        if label.category and label.certainty:
            kinds[number] = (
                CATEGORIES.index(label.category),
                label.polarity == "denied",
                CERTAINTIES.index(label.certainty),
            )
    return wanted, weights, kinds


def loss_of(told: Any, wanted: Floats, weights: Floats, kinds: NDArray[np.int64]) -> Any:
    """How far the logits `told` are from what targets_of gives for the same rows."""
    claim = functional.binary_cross_entropy_with_logits(
        told[:, 0], torch.from_numpy(wanted), torch.from_numpy(weights)
    )
    return claim + 0.3 * _loss_of_kinds(told, kinds) / len(wanted)


def _loss_of_kinds(told: Any, kinds: NDArray[np.int64]) -> Any:
    known = np.flatnonzero(kinds[:, 0] >= 0)
    category, polarity, certainty = (torch.from_numpy(column) for column in kinds[known].T)
    logits, last = told[known], 1 + len(CATEGORIES)
    total = functional.cross_entropy(logits[:, 1:last], category, reduction="sum")
    total = total + 0.5 * functional.binary_cross_entropy_with_logits(
        logits[:, last], polarity.float(), reduction="sum"
    )
    return total + 0.5 * functional.cross_entropy(logits[:, last + 1 :], certainty, reduction="sum")


def take_step(optimiser: Any, loss: Any, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = rate * group.get("share", 1.0)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
    optimiser.step()


def told(reader: Reader, head: nn.Linear, sentences: Sentences, numbers: Sequence[int]) -> Floats:
    """Logits of the rows `numbers`."""
    reader.eval()
    found = np.zeros((len(numbers), len(OUTPUTS)), np.float32)
    with torch.no_grad():
        for start in range(0, len(numbers), 256):
            some = np.array(numbers[start : start + 256])
            found[start : start + 256] = head(reader(*sentences.batch(some))).numpy()
    return found


def export(reader: Reader, head: nn.Linear, words: Sequence[str], file: Path) -> None:
    """Writes what caveat.language.en.risks.network reads: vectors in bytes, the rest in halves."""
    vectors = reader.vectors.weight.detach().numpy()
    steps = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-6) / 127
    parts = {"entry": reader.entry, "pooled": reader.pooled, "head": head}
    halves = {name: _half(part.weight.T) for name, part in parts.items()}
    halves |= {f"{name}_bias": _half(part.bias) for name, part in parts.items()}
    convolutions = [part.weight.T.reshape(3, CHANNELS, CHANNELS) for part in reader.convolutions]
    np.savez_compressed(
        file,
        allow_pickle=False,
        words=_bytes(words),
        marks=_bytes(MARKS),
        outputs=_bytes(OUTPUTS),
        vectors=np.round(vectors / steps).astype(np.int8),
        steps=steps.astype(np.float16),
        convolutions=_half(torch.stack(convolutions)),
        convolution_biases=_half(torch.stack([part.bias for part in reader.convolutions])),
        **halves,
    )


def _half(values: Any) -> NDArray[np.float16]:
    half: NDArray[np.float16] = values.detach().numpy().astype(np.float16)
    return half


def _bytes(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def learned_from(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[int]:
    """Those of the labelled rows `numbers` that a gate lets through, and all that may be claims."""
    gate = fit("claim", [rows[number] for number in numbers])
    for number in numbers:
        label, features = rows[number].label, rows[number].features
        known = label is not None and label.claim is not False
        if known or (features and gate.logits(features)[0] > GATE):
            yield number


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("articles", "bodies", "model", "held_out"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    rows = read_rows(given.articles, given.bodies, unlabelled=True)
    words, vectors = word_vectors(str(given.model), rows)
    sentences = Sentences(rows, {word: row for row, word in enumerate(words, start=1)})
    wanted = embedded(str(given.model), [row.text for row in rows])
    reader = learn_sentences(sentences, vectors, wanted, epochs=10)
    train(rows, sentences, reader, words, given.held_out)


def train(
    rows: Sequence[Row],
    sentences: Sentences,
    reader: Reader,
    words: Sequence[str],
    held_out: Path,
) -> None:
    """Networks without each fold for HELD_OUT, then the one that is shipped."""
    labelled = [number for number, row in enumerate(rows) if row.label is not None]
    logits: dict[str, Floats] = {}
    for fold in range(FOLDS):
        training = [number for number in labelled if fold_of(rows[number].group) != fold]
        test = [number for number, row in enumerate(rows) if fold_of(row.group) == fold]
        chosen = list(learned_from(rows, training))
        found = told(*learn_claims(reader, sentences, rows, chosen, fold), sentences, test)
        for number, row in zip(test, found, strict=True):
            logits[rows[number].key] = row
        print(f"fold {fold}: learned from {len(chosen)} sentences", flush=True)
    keys = sorted(logits)
    np.savez_compressed(
        held_out, keys=np.array(keys), logits=np.array([logits[key] for key in keys])
    )
    chosen = list(learned_from(rows, labelled))
    learner, head = learn_claims(reader, sentences, rows, chosen, 0)
    export(learner, head, words, Path(str(english.__file__)).with_name("network.npz"))


if __name__ == "__main__":
    main()
