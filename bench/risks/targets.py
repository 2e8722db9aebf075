"""What a model is to say of each sentence, and how far it is from that.

In: rows with labels, and what the teacher says of them. Out: a loss for logits of OUTPUTS. A label
and the teacher speak by halves, where there is one (distillation: Hinton et al. 2015).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from labels import Label
from numpy.typing import NDArray
from rows import CATEGORIES, CERTAINTIES, OF_CATEGORY, OUTPUTS, Row
from torch.nn import functional

from caveat.risks.ranker import sigmoid

OPTIONAL, DOUBT = 0.6, 0.5
"""What an optional sentence counts as, and what that weighs."""

LIKELY = 0.2
"""How much must speak for a claim before it is learned of which kind the teacher takes it."""

KINDS = 0.3
"""What category, polarity and certainty weigh beside the claim itself."""

Taught = Mapping[int, NDArray[np.float32]]
"""Row number → the teacher's logits."""


class Targets:
    """What is to be said of each labelled row: by its label, or by that and the teacher.

    By row: how much of a claim it is and what that weighs; numbers of category, polarity and
    certainty, -1 where no reader named them; the teacher's logits, where there are any.
    """

    def __init__(self, rows: Sequence[Row], taught: Taught) -> None:
        self.wanted, self.weights = np.zeros(len(rows), np.float32), np.ones(len(rows), np.float32)
        self.kinds = np.full((len(rows), 3), -1)
        self.taught = np.zeros((len(rows), len(OUTPUTS)), np.float32)
        self.is_taught = np.zeros(len(rows), np.bool_)
        for number, row in enumerate(rows):
            if row.label is not None:
                self._set_label(number, row.label)
        for number, logits in taught.items():
            told = sigmoid(float(logits[0]))
            labelled = rows[number].label is not None
            self.wanted[number] = (self.wanted[number] + told) / 2 if labelled else told
            self.weights[number] = 1
            self.taught[number], self.is_taught[number] = logits, True

    def _set_label(self, number: int, label: Label) -> None:
        self.wanted[number] = OPTIONAL if label.claim is None else label.claim
        self.weights[number] = DOUBT if label.claim is None else 1
        if label.category and label.certainty:
            self.kinds[number] = (
                CATEGORIES.index(label.category),
                label.polarity == "denied",
                CERTAINTIES.index(label.certainty),
            )

    def loss(self, told: Any, batch: NDArray[np.int64]) -> Any:
        """How far the logits `told` of the rows `batch` are from what is to be said."""
        claim = functional.binary_cross_entropy_with_logits(
            told[:, 0],
            torch.from_numpy(self.wanted[batch]),
            torch.from_numpy(self.weights[batch]),
        )
        kinds = self._loss_of_kinds(told, batch) + self._loss_of_taught(told, batch)
        return claim + KINDS * kinds / len(batch)

    def _loss_of_kinds(self, told: Any, batch: NDArray[np.int64]) -> Any:
        kinds = self.kinds[batch]
        known = np.flatnonzero(kinds[:, 0] >= 0)
        category, polarity, certainty = (torch.from_numpy(column) for column in kinds[known].T)
        categories, denied, certainties = _by_kind(told[known])
        total = functional.cross_entropy(categories, category, reduction="sum")
        total = total + 0.5 * functional.binary_cross_entropy_with_logits(
            denied, polarity.float(), reduction="sum"
        )
        return total + 0.5 * functional.cross_entropy(certainties, certainty, reduction="sum")

    def _loss_of_taught(self, told: Any, batch: NDArray[np.int64]) -> Any:
        known = np.flatnonzero(self.is_taught[batch] & (self.wanted[batch] > LIKELY))
        weights = torch.from_numpy(self.wanted[batch][known])
        ours, theirs = _by_kind(told[known]), _by_kind(torch.from_numpy(self.taught[batch][known]))
        category, certainty = (
            -(functional.softmax(wanted, -1) * functional.log_softmax(said, -1)).sum(-1)
            for said, wanted in ((ours[0], theirs[0]), (ours[2], theirs[2]))
        )
        denied = functional.binary_cross_entropy_with_logits(
            ours[1], torch.sigmoid(theirs[1]), reduction="none"
        )
        return ((category + 0.5 * denied + 0.5 * certainty) * weights).sum()


def _by_kind(logits: Any) -> tuple[Any, Any, Any]:
    """The columns of categories, of polarity, of certainties."""
    last = OF_CATEGORY.stop
    return logits[:, OF_CATEGORY], logits[:, last], logits[:, last + 1 :]
