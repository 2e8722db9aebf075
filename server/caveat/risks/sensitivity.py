"""How sure Caveat must be before it marks a claim: three levels, each a threshold on the score.

The thresholds, and what precision and recall each gave on articles held out, stand in
sensitivity.json; bench/risks/train_ranker.py measures and writes them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Literal

Sensitivity = Literal["few", "balanced", "all"]
"""Few and sure, balanced, all."""


def threshold(sensitivity: Sensitivity) -> float:
    """Lowest score shown at this level."""
    return measurements()[sensitivity]["threshold"]


@cache
def measurements() -> dict[Sensitivity, dict[str, float]]:
    """By level: its threshold, and the precision and recall measured with it."""
    text = (files(__package__) / "sensitivity.json").read_text(encoding="utf-8")
    levels: dict[Sensitivity, dict[str, float]] = json.loads(text)
    return levels
