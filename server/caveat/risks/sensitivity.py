"""How sure Caveat must be before it marks a claim: three levels, each a threshold on the score."""

from __future__ import annotations

from typing import Literal

Sensitivity = Literal["few", "balanced", "all"]

THRESHOLDS: dict[Sensitivity, float] = {"few": 0.9, "balanced": 0.8, "all": 0.5}
"""Lowest score shown at each level."""
