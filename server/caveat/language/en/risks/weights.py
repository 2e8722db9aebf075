"""The weights of the English models, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from caveat.risks.ranker import Ranker, load_ranker


@cache
def ranker() -> Ranker:
    """The weights for English."""
    return load_ranker(files(__package__) / "weights.json")
