"""How sure Caveat must be before it marks a claim: three levels, each a threshold on the score.

The thresholds stand in sensitivity.json, with the precision and recall that each gave on articles
held out; bench/risks/train_ranker.py measures and writes them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import get_args

from caveat.domain import Sensitivity

LEVELS: tuple[Sensitivity, ...] = get_args(Sensitivity)
"""From the one that shows least to the one that shows most."""


def threshold(sensitivity: Sensitivity) -> float:
    """Lowest score shown at this level."""
    return measurements()[sensitivity]["threshold"]


def level_of(score: float) -> Sensitivity:
    """The level that shows least of those that show a claim of this score."""
    return next((level for level in LEVELS if score >= threshold(level)), LEVELS[-1])


def shows(sensitivity: Sensitivity, level: Sensitivity) -> bool:
    """Whether a claim of `level` is shown at `sensitivity`."""
    return LEVELS.index(level) <= LEVELS.index(sensitivity)


@cache
def measurements() -> dict[Sensitivity, dict[str, float]]:
    """By level: its threshold, and the precision and recall measured with it."""
    text = (files(__package__) / "sensitivity.json").read_text(encoding="utf-8")
    levels: dict[Sensitivity, dict[str, float]] = json.loads(text)
    return levels
